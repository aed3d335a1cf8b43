"""What one rule says about pairs, as a reason with everything its wording needs."""

from typing import Any

from matching.engine import columns
from matching.engine.criteria import Rule
from matching.engine.plan import Reason
from matching.engine.problem import Problem, Side


class Teller:
    """Makes the reasons of one rule; made for many pairs, so that columns are read once."""

    def __init__(self, rule: Rule, problem: Problem) -> None:
        self._rule = rule
        self._code = rule.code
        self._fixed = {
            "place": rule.place,
            "mentee_column": rule.mentee,
            "mentor_column": rule.mentor,
        } | _measures(rule)
        self._mentee_ids, self._mentor_ids = problem.mentees.ids, problem.mentors.ids
        self._mentee_cells = _cells(problem.mentees, rule.mentee)
        self._mentor_cells = _cells(problem.mentors, rule.mentor)
        self._problem = problem

    def reason(self, row: int, column: int, points: int) -> Reason:
        """The reason for a pair: who they are, what stands in their cells, and details."""
        values: dict[str, Any] = {
            **self._fixed,
            "mentee_id": self._mentee_ids[row],
            "mentor_id": self._mentor_ids[column],
            "mentee": self._mentee_cells[row],
            "value": self._mentee_cells[row],
            "mentor": self._mentor_cells[column],
            "points": f"{points:+d}",
        }
        rule = self._rule.rule
        if rule == "overlap":
            values["shared"] = self._shared(values["mentee"], values["mentor"])
        elif rule == "preference":
            names = values["mentee_id"], values["mentor_id"]
            values["chooser"], values["chosen"] = names if self._rule.mentee else reversed(names)
        elif rule == "distance":
            values["kilometres"] = self._kilometres(points)
        return Reason(self._code, values, points)

    def _kilometres(self, points: int) -> int:
        if self._rule.kind != "score":
            return self._rule.within
        steps: dict[int, int] = self._rule.points
        return min(far for far, worth in steps.items() if worth == points)

    def _shared(self, mentee: str, mentor: str) -> str:
        """What both lists have, as the mentee writes it."""
        own = columns.by_label(self._problem.mentees, mentee)
        other = columns.by_label(self._problem.mentors, mentor)
        return ", ".join([written for label, written in own.items() if label in other])


def _measures(rule: Rule) -> dict[str, Any]:
    return {"minutes": rule.minutes} if rule.rule == "time" else {}


def _cells(side: Side, column: str) -> list[str]:
    return side.cells(column).tolist() if column else [""] * len(side)

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
        self._mentees, self._mentors = problem.mentees, problem.mentors
        self._mentee_cells = _cells(problem.mentees, rule.mentee)
        self._mentor_cells = _cells(problem.mentors, rule.mentor)
        self._labels: dict[str, dict[str, str]] = {}

    def reason(self, row: int, column: int, points: int) -> Reason:
        """The reason for a pair: who they are, what stands in their cells, and details."""
        values = {
            "place": self._rule.place,
            "mentee_id": self._mentees.ids[row],
            "mentee_column": self._rule.mentee,
            "mentee": self._mentee_cells[row],
            "mentor_id": self._mentors.ids[column],
            "mentor_column": self._rule.mentor,
            "mentor": self._mentor_cells[column],
            "points": f"{points:+d}",
        }
        self._add_details(values, points)
        return Reason(self._code, values, points)

    def _add_details(self, values: dict[str, Any], points: int) -> None:
        rule = self._rule
        if rule.rule == "overlap":
            values["shared"] = self._shared(values["mentee"], values["mentor"])
        elif rule.rule == "preference":
            names = values["mentee_id"], values["mentor_id"]
            values["chooser"], values["chosen"] = names if rule.mentee else reversed(names)
        else:
            values["value"] = values["mentee"]
            self._add_measures(values, points)

    def _add_measures(self, values: dict[str, Any], points: int) -> None:
        rule = self._rule
        if rule.rule == "time":
            values["minutes"] = rule.minutes
        elif rule.rule == "distance" and rule.kind == "score":
            values["kilometres"] = min(km for km, worth in rule.points.items() if worth == points)

    def _shared(self, mentee: str, mentor: str) -> str:
        """What both lists have, as the mentee writes it."""
        own, other = self._by_label(mentee), self._by_label(mentor)
        return ", ".join(written for label, written in own.items() if label in other)

    def _by_label(self, cell: str) -> dict[str, str]:
        if cell not in self._labels:
            found = self._labels[cell] = {}
            for part in columns.in_order(cell):
                found.setdefault(part.casefold(), part)
        return self._labels[cell]


def _cells(side: Side, column: str) -> list[str]:
    return side.cells(column).tolist() if column else [""] * len(side)

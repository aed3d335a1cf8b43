"""Why: the reasons for one pair, what keeps two apart, and whom else somebody could have.

Everything is data; `wording.sentence` or a catalogue says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine import columns
from matching.engine.criteria import Criteria, Rule
from matching.engine.plan import Plan, Reason
from matching.engine.problem import IntArray, Pair, Problem
from matching.engine.scoring import Scoring, compiled
from matching.engine.terms import Term
from matching.engine.wording import SENTENCES, sentence


@dataclass(frozen=True)
class Alternative:
    """Another mentor for a mentee.

    `loss` is what the total loses at least if the mentee moves there (the reduced cost, in points;
    None where the plan has no prices). `drops` says that somebody would stay without a mentor.
    """

    mentor: str
    score: int
    loss: int | None
    drops: bool
    reasons: tuple[Reason, ...]


class Explainer:
    """Answers questions about a problem and, if given, a plan for it."""

    def __init__(self, problem: Problem, criteria: Criteria, plan: Plan | None = None) -> None:
        self.problem = problem.in_order
        self.scoring: Scoring = compiled(criteria, self.problem)
        self.plan = plan

    def reasons(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """What gives the pair its points, highest first; they add up to its score."""
        return self.reasons_of([(mentee, mentor)])[0]

    def reasons_of(self, pairs: Sequence[Pair]) -> list[tuple[Reason, ...]]:
        """The reasons of many pairs (mentee, mentor) at once."""
        found: list[list[Reason]] = [[] for _pair in pairs]
        for rule, points in self._values(pairs):
            if rule.kind == "score":
                for spot in np.flatnonzero(points).tolist():
                    found[spot].append(self._reason(rule, *pairs[spot], int(points[spot])))
        return [tuple(sorted(each, key=lambda reason: -abs(reason.points))) for each in found]

    def hindrances(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """The hard rules that keep the pair apart, and whether it is blocked; empty if allowed."""
        found = [
            self._reason(rule, mentee, mentor, 0)
            for rule, value in self._values([(mentee, mentor)])
            if rule.kind != "score" and value[0] > 0
        ]
        if (mentee, mentor) in self.problem.blocks:
            found.append(Reason("block", {"mentee": mentee, "mentor": mentor}))
        return tuple(found)

    def alternatives(self, mentee: str, count: int = 3) -> tuple[Alternative, ...]:
        """The `count` mentors, other than those of the plan, that would cost the plan least."""
        row = self.problem.mentees.position(mentee)
        scores = self.scoring.block(slice(row, row + 1), slice(0, self.scoring.shape[1]))[0]
        scores[self._held(mentee)] = -np.inf
        scores[self.problem.column_capacity == 0] = -np.inf
        loss = self._losses(row, scores)
        order = (
            np.lexsort((-scores, loss)) if loss is not None else np.argsort(-scores, kind="stable")
        )
        best = [spot for spot in order.tolist() if np.isfinite(scores[spot])][:count]
        return tuple(self._alternative(mentee, spot, scores, loss) for spot in best)

    def _alternative(self, mentee: str, spot: int, scores: Any, losses: Any) -> Alternative:
        mentor = self.problem.mentors.ids[spot]
        loss, drops = None, False
        if losses is not None and self.plan and self.plan.prices:
            prices = self.plan.prices
            drops = bool(prices.bonus and losses[spot] >= prices.bonus / 2)
            loss = None if drops else int(np.ceil(losses[spot] / prices.scale - 1e-9))
        return Alternative(mentor, int(scores[spot]), loss, drops, self.reasons(mentee, mentor))

    def _held(self, mentee: str) -> IntArray:
        pairs = self.plan.pairs if self.plan else ()
        held = [self.problem.mentors.position(p.mentor) for p in pairs if p.mentee == mentee]
        return np.array(held, dtype=np.int64)

    def _losses(self, row: int, scores: Any) -> Any:
        """Reduced costs in the units of the prices: what the mentee's present place gains more."""
        if not (self.plan and self.plan.prices):
            return None
        prices = self.plan.prices
        held = self._held(self.problem.mentees.ids[row])
        gain = 0.0
        if len(held):
            rows = np.full(len(held), row)
            own = self.scoring.pairs(rows, held) * prices.scale + (prices.scale != 1)
            gain = float((own - prices.mentors[held]).min())
        return np.maximum(gain - (scores * prices.scale + (prices.scale != 1) - prices.mentors), 0)

    def _values(self, pairs: Sequence[Pair]) -> list[tuple[Rule, IntArray]]:
        """What each rule says about the pairs: points, or 1 where a hard rule is broken."""
        mentees, mentors = self.problem.mentees, self.problem.mentors
        rows = np.array([mentees.position(a) for a, _b in pairs], dtype=np.int64)
        columns = np.array([mentors.position(b) for _a, b in pairs], dtype=np.int64)
        terms: list[tuple[Rule, Any]] = [*self.scoring.terms, *self.scoring.named]
        return [(rule, np.rint(term.pairs(rows, columns)).astype(np.int64)) for rule, term in terms]

    def _reason(self, rule: Rule, mentee: str, mentor: str, points: int) -> Reason:
        values = self._cells(rule, mentee, mentor) | {"points": f"{points:+d}"}
        return Reason(rule.code, values | _details(rule, values), points)

    def _cells(self, rule: Rule, mentee: str, mentor: str) -> dict[str, Any]:
        values: dict[str, Any] = {"place": rule.place}
        for side, one, column, people in (
            ("mentee", mentee, rule.mentee, self.problem.mentees),
            ("mentor", mentor, rule.mentor, self.problem.mentors),
        ):
            values[f"{side}_id"] = one
            values[f"{side}_column"] = column
            values[side] = people.cell(column, people.position(one)) if column else ""
        return values


def _details(rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
    """What the wording of a rule needs beside the two cells."""
    if rule.rule == "overlap":
        shared = columns.labels(values["mentee"].casefold()) & columns.labels(
            values["mentor"].casefold()
        )
        own = columns.in_order(values["mentee"])
        return {"shared": ", ".join(one for one in own if one.casefold() in shared)}
    if rule.rule == "preference":
        names = values["mentee_id"], values["mentor_id"]
        chooser, chosen = names if rule.mentee else reversed(names)
        return {"chooser": chooser, "chosen": chosen}
    return {"value": values["mentee"]} | _measures(rule, values)


def _measures(rule: Rule, values: Mapping[str, Any]) -> dict[str, Any]:
    if rule.rule == "time":
        return {"minutes": rule.minutes}
    if rule.rule == "distance" and rule.kind == "score":
        points = int(values["points"])
        return {"kilometres": min(km for km, worth in rule.points.items() if worth == points)}
    return {}


def in_words(reasons: tuple[Reason, ...], table: Mapping[str, str] = SENTENCES) -> str:
    """One sentence out of several reasons."""
    parts = [sentence(reason.code, reason.values, table) for reason in reasons]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def broken(terms: tuple[tuple[Rule, Term], ...], row: slice, column: slice) -> dict[str, int]:
    """How many pairs of a block each hard rule keeps apart, by the rule's code."""
    found: dict[str, int] = {}
    for rule, term in terms:
        if rule.kind != "score":
            count = int((term.block(row, column) > 0).sum())
            found[rule.code] = found.get(rule.code, 0) + count
    return found

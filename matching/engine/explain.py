"""Why: the reasons for one pair, what keeps two apart, and whom else somebody could have.

Everything is data; `wording.sentence` or a catalogue says it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from matching.engine.alternatives import Best, Places
from matching.engine.criteria import Criteria, Rule
from matching.engine.plan import Plan, Reason
from matching.engine.problem import Pair, Problem
from matching.engine.reasons import Teller
from matching.engine.scoring import Scoring, compiled
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
    """Answers questions about a problem and, if given, a plan for it.

    `scoring` saves time where there is one of the same people.
    """

    def __init__(
        self,
        problem: Problem,
        criteria: Criteria,
        plan: Plan | None = None,
        *,
        scoring: Scoring | None = None,
    ) -> None:
        self.problem = problem.in_order
        self.scoring = scoring.on(problem) if scoring else compiled(criteria, self.problem)
        self.plan = plan
        self._places = Places(self.scoring, plan)

    def reasons(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """What gives the pair its points, highest first; they add up to its score."""
        return self.reasons_of([(mentee, mentor)])[0]

    def reasons_of(self, pairs: Sequence[Pair]) -> list[tuple[Reason, ...]]:
        """The reasons of many pairs (mentee, mentor) at once."""
        found = self._said(pairs, is_score=True)
        return [tuple(sorted(each, key=lambda reason: -abs(reason.points))) for each in found]

    def hindrances(self, mentee: str, mentor: str) -> tuple[Reason, ...]:
        """The hard rules that keep the pair apart, and whether it is blocked; empty if allowed."""
        return self.check([(mentee, mentor)])[0]

    def check(self, pairs: Sequence[Pair]) -> list[tuple[Reason, ...]]:
        """The hindrances of many pairs (mentee, mentor) at once."""
        found = self._said(pairs, is_score=False)
        for reasons, (mentee, mentor) in zip(found, pairs, strict=True):
            if (mentee, mentor) in self.problem.blocks:
                reasons.append(Reason("block", {"mentee": mentee, "mentor": mentor}))
        return [tuple(each) for each in found]

    def best(self, count: int = 3) -> Best:
        """The `count` best alternatives of each mentee as arrays, in the order of the ids."""
        return self._places.best(np.arange(len(self.problem.mentees)), count)

    def alternatives(self, mentee: str, count: int = 3) -> tuple[Alternative, ...]:
        """The `count` mentors, other than those of the plan, that would cost the plan least."""
        return self.alternatives_of([mentee], count)[mentee]

    def alternatives_of(
        self, mentees: Sequence[str], count: int = 3
    ) -> dict[str, tuple[Alternative, ...]]:
        """The alternatives of many mentees at once."""
        rows = np.array([self.problem.mentees.position(one) for one in mentees], dtype=np.int64)
        best = self._places.best(rows, count)
        own, rank = np.nonzero(best.mentors >= 0)
        mentors = [self.problem.mentors.ids[spot] for spot in best.mentors[own, rank].tolist()]
        pairs = [(mentees[i], mentor) for i, mentor in zip(own.tolist(), mentors, strict=True)]
        reasons = self.reasons_of(pairs)
        found: dict[str, list[Alternative]] = {one: [] for one in mentees}
        for i, k, mentor, why in zip(own.tolist(), rank.tolist(), mentors, reasons, strict=True):
            loss = None if np.isnan(best.losses[i, k]) else int(best.losses[i, k])
            drops = bool(best.drops[i, k])
            score = int(best.scores[i, k])
            found[mentees[i]].append(Alternative(mentor, score, loss, drops, why))
        return {one: tuple(each) for one, each in found.items()}

    def _said(self, pairs: Sequence[Pair], *, is_score: bool) -> list[list[Reason]]:
        """What the rules that give points, or the hard ones, say about each of the pairs."""
        mentees, mentors = self.problem.mentees, self.problem.mentors
        rows = np.array([mentees.position(a) for a, _b in pairs], dtype=np.int64)
        columns = np.array([mentors.position(b) for _a, b in pairs], dtype=np.int64)
        every = np.arange(len(pairs))
        found: list[list[Reason]] = [[] for _pair in pairs]
        rules: list[tuple[Rule, Any]] = [*self.scoring.terms, *self.scoring.named]
        for rule, term in rules:
            if (rule.kind == "score") is is_score:
                points = np.rint(term.pairs(rows, columns)).astype(np.int64)
                spots = np.flatnonzero(points if is_score else points > 0)
                told = Teller(rule, self.problem)
                where = (each[spots].tolist() for each in (every, rows, columns, points))
                for spot, row, column, worth in zip(*where, strict=True):
                    found[spot].append(told.reason(row, column, worth if is_score else 0))
        return found


def in_words(reasons: tuple[Reason, ...], table: Mapping[str, str] = SENTENCES) -> str:
    """One sentence out of several reasons."""
    parts = [sentence(reason.code, reason.values, table) for reason in reasons]
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""

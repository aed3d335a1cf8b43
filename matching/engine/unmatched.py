"""Why somebody stays without a partner."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from matching.engine.plan import Reason, Unmatched
from matching.engine.problem import BoolArray, FloatArray, IntArray, Side
from matching.engine.scoring import Scoring

# So many pairs are looked at at a time.
PAIRS = 1 << 22

People = tuple[Unmatched, ...]


def people(scoring: Scoring, rows: IntArray, columns: IntArray) -> tuple[People, People]:
    """Mentees and mentors without anybody, in the order of the ids, each with a reason.

    `rows` and `columns` are the pairs of a plan, locked ones included. The reasons come from all
    pairs of those people, which for many of them takes as long as their share of a pass.
    """
    problem = scoring.problem
    mentees = _Seats(problem.mentees, problem.row_capacity, rows)
    mentors = _Seats(problem.mentors, problem.column_capacity, columns)
    return (
        _Without(scoring, mentees, mentors, is_mentee=True).reasons(),
        _Without(scoring, mentors, mentees, is_mentee=False).reasons(),
    )


@dataclass(frozen=True)
class _Seats:
    """One side with its capacities, and where it stands in the pairs of the plan."""

    side: Side
    capacity: IntArray
    used: IntArray

    @property
    def is_free(self) -> BoolArray:
        taken = np.bincount(self.used, minlength=len(self.side))
        free: BoolArray = self.capacity > taken
        return free


@dataclass(frozen=True)
class _Without:
    """Those of one side who have nobody."""

    scoring: Scoring
    own: _Seats
    others: _Seats
    is_mentee: bool

    def reasons(self) -> People:
        alone = np.setdiff1d(np.arange(len(self.own.side)), self.own.used)
        asking = alone[self.own.capacity[alone] > 0]
        found = {int(spot): Reason("no_capacity") for spot in alone}
        for few in self._chunks(asking):
            found |= dict(zip(few.tolist(), self._of(few), strict=True))
        return tuple(Unmatched(self.own.side.ids[spot], found[spot]) for spot in alone.tolist())

    def _chunks(self, spots: IntArray) -> Iterator[IntArray]:
        size = max(1, PAIRS // max(1, len(self.others.side)))
        for first in range(0, len(spots), size):
            yield spots[first : first + size]

    def _of(self, spots: IntArray) -> list[Reason]:
        """A reason for each of few people."""
        scores = self._scores(spots)
        scores[:, self.others.capacity == 0] = -np.inf
        allowed = np.isfinite(scores).sum(axis=1)
        top = scores.max(axis=1, initial=-np.inf)
        open_scores = np.where(self.others.is_free, scores, -np.inf)
        counts = self._broken(spots[allowed == 0])
        return [
            self._reason(open_scores[row], int(allowed[row]), float(top[row]))
            if allowed[row]
            else _nobody({code: int(each[spot]) for code, each in counts.items()})
            for row, spot in enumerate(np.cumsum(allowed == 0) - 1)
        ]

    def _reason(self, open_scores: FloatArray, allowed: int, top: float) -> Reason:
        if open_scores.max() >= 0:
            one = self.others.side.ids[int(open_scores.argmax())]
            return Reason("somebody_free", {"who": one, "score": int(open_scores.max())})
        if top < 0:
            return Reason("only_losses")
        return Reason("all_taken", {"allowed": allowed}) if self.is_mentee else Reason("not_needed")

    def _scores(self, spots: IntArray) -> FloatArray:
        """Their scores with everybody; shape (spots, others)."""
        everybody = np.arange(len(self.others.side))
        if self.is_mentee:
            return self.scoring.grid(spots, everybody)
        return np.ascontiguousarray(self.scoring.grid(everybody, spots).T)

    def _broken(self, spots: IntArray) -> dict[str, IntArray]:
        """How often each hard rule keeps each of these people apart from somebody, by its code."""
        found: dict[str, IntArray] = {}
        everybody = slice(0, len(self.others.side))
        for rule, term in self.scoring.terms:
            if rule.kind != "score" and len(spots):
                block = spots, everybody
                values = term.block(*block) if self.is_mentee else term.block(*block[::-1]).T
                found[rule.code] = found.get(rule.code, 0) + (values > 0).sum(axis=1)
        return found


def _nobody(counts: dict[str, int]) -> Reason:
    rule = max(counts, key=lambda code: (counts[code], code), default="block")
    return Reason("nobody_allowed", {"rule": rule, "counts": counts})

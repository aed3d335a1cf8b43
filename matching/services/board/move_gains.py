"""Where a plan stands, as arrays, and what each possible move would bring.

Everything is by position in the sorted ids, as in the engine. A move onto a full mentor displaces
somebody, who then takes the place that became free, the best place that was free, or none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.engine.problem import BoolArray, IntArray, Problem

# One more matched mentee outweighs all points; far below what 64 bits hold.
MATCHED = np.int64(1) << 40
NEVER = np.int64(-1) << 60
NOBODY = -1


@dataclass(frozen=True)
class Outcome:
    """What a plan gains if a mentee gets `mentor`.

    `displaced` loses the place there and goes to `goes_to`, or stays without anybody. `total` and
    `matched` are differences; `score` and `other_score` are what the new pairs are worth.
    """

    mentor: str
    score: int
    total: int
    matched: int
    displaced: str = ""
    goes_to: str = ""
    other_score: int | None = None


@dataclass(frozen=True)
class Grid:
    """`choice` (n,) is each mentee's mentor, −1 for nobody; `fixed` (n,) must not be moved.

    `scores` and `allowed` have shape (n, m), `capacity` (m,).
    """

    mentees: tuple[str, ...]
    mentors: tuple[str, ...]
    scores: IntArray
    allowed: BoolArray
    capacity: IntArray
    choice: IntArray
    fixed: BoolArray

    @classmethod
    def of(
        cls,
        problem: Problem,
        scores: tuple[IntArray, BoolArray],
        choice: IntArray,
        fixed: BoolArray,
    ) -> "Grid":
        """`problem` is in the order of its ids, and `scores` are the engine's."""
        ids = problem.mentees.ids, problem.mentors.ids
        return cls(*ids, *scores, problem.column_capacity, choice, fixed)

    @cached_property
    def is_matched(self) -> BoolArray:
        """Who has a mentor and may have that one; shape (n,)."""
        own = np.arange(len(self.mentees))
        found: BoolArray = (self.choice >= 0) & self.allowed[own, self.choice]
        return found

    @cached_property
    def points(self) -> IntArray:
        """What each mentee's pair is worth, 0 without one; shape (n,)."""
        own = np.arange(len(self.mentees))
        return np.where(self.is_matched, self.scores[own, self.choice], 0)

    @cached_property
    def free(self) -> IntArray:
        """Places left of each mentor; below zero where there are too many; shape (m,)."""
        used = np.bincount(self.choice[self.choice >= 0], minlength=len(self.mentors))
        left: IntArray = self.capacity - used
        return left

    @property
    def total(self) -> int:
        """Points of all pairs together."""
        return int(self.points.sum())

    @property
    def matched(self) -> int:
        """How many mentees have somebody."""
        return int(self.is_matched.sum())

    @property
    def weakest(self) -> int:
        """Points of the pair with the fewest; 0 where there is no pair."""
        return int(self.points[self.is_matched].min(initial=MATCHED)) if self.matched else 0

    @cached_property
    def _values(self) -> IntArray:
        """Points of each pair with what a match is worth beside them; shape (n,)."""
        return np.where(self.is_matched, self.points, -MATCHED)

    @cached_property
    def _open(self) -> IntArray:
        """Scores where a pair is possible, NEVER elsewhere; shape (n, m)."""
        return np.where(self.allowed, self.scores, NEVER)

    @cached_property
    def _best_free(self) -> tuple[IntArray, IntArray]:
        """The best free mentor of each mentee, and the points there; shapes (n,)."""
        open_now = np.where(self.free > 0, self._open, NEVER)
        spots = open_now.argmax(axis=1)
        return spots, open_now[np.arange(len(spots)), spots]

    @cached_property
    def _homes(self) -> IntArray:
        """What mentee d (row) gets who makes room for mentee m (column); shape (n, n)."""
        vacated = np.where(self.choice >= 0, self._open[:, self.choice], NEVER)
        # Whoever is fixed vacates nothing.
        vacated[:, self.fixed] = NEVER
        return np.maximum(vacated, self._best_free[1][:, None])

    @cached_property
    def gains(self) -> tuple[IntArray, IntArray]:
        """What each move would bring, NEVER where it cannot be, and who is displaced by it.

        Both of shape (n, m); who is displaced is a row, NOBODY where a place is free.
        """
        n, m = self._open.shape
        gains = np.where(self.free > 0, np.int64(0), NEVER) * np.ones((n, 1), dtype=np.int64)
        displaced = np.full((n, m), NOBODY)
        paid = np.where(self._homes > NEVER, self._homes, -MATCHED) - self._values[:, None]
        for spot in np.flatnonzero((self.choice >= 0) & ~self.fixed):
            column = self.choice[spot]
            if self.free[column] <= 0:
                better = paid[spot] > gains[:, column]
                gains[better, column] = paid[spot][better]
                displaced[better, column] = spot
        possible = (gains > NEVER) & self.allowed & ~self.fixed[:, None]
        held = np.flatnonzero(self.choice >= 0)
        possible[held, self.choice[held]] = False
        return np.where(possible, gains + self._open - self._values[:, None], NEVER), displaced

    def best(self, row: int, count: int | None = None) -> list[Outcome]:
        """The moves of a mentee that bring most, all of them without `count`."""
        gains = self.gains[0][row]
        order = np.argsort(-gains, kind="stable") if count is None else self._first(count)[row]
        return [self.outcome(row, int(column)) for column in order if gains[column] > NEVER]

    def _first(self, count: int) -> IntArray:
        """The columns of the best moves of all mentees, best first; shape (n, count)."""
        if count not in self._firsts:
            gains = self.gains[0]
            some = np.argpartition(-gains, min(count, gains.shape[1] - 1), axis=1)[:, :count]
            some.sort(axis=1)
            order = np.argsort(-np.take_along_axis(gains, some, axis=1), axis=1, kind="stable")
            self._firsts[count] = np.take_along_axis(some, order, axis=1)
        return self._firsts[count]

    @cached_property
    def _firsts(self) -> dict[int, IntArray]:
        return {}

    def outcome(self, row: int, column: int) -> Outcome:
        """What the move brings; the caller knows that it is possible."""
        gain, spot = int(self.gains[0][row, column]), int(self.gains[1][row, column])
        matched = round(gain / int(MATCHED))
        goes_to = self._home(spot, row) if spot != NOBODY else NOBODY
        return Outcome(
            self.mentors[column],
            int(self.scores[row, column]),
            total=gain - matched * int(MATCHED),
            matched=matched,
            displaced=self.mentees[spot] if spot != NOBODY else "",
            goes_to=self.mentors[goes_to] if goes_to != NOBODY else "",
            other_score=int(self.scores[spot, goes_to]) if goes_to != NOBODY else None,
        )

    def is_possible(self, row: int, column: int) -> bool:
        """Whether the mentee can be moved there."""
        return bool(self.gains[0][row, column] > NEVER)

    def _home(self, spot: int, row: int) -> int:
        """Where mentee `spot` goes who makes room for mentee `row`."""
        worth = self._homes[spot, row]
        if worth == NEVER:
            return NOBODY
        vacated = int(self.choice[row])
        if vacated >= 0 and not self.fixed[row] and self._open[spot, vacated] == worth:
            return vacated
        return int(self._best_free[0][spot])

    def marks(self, count: int) -> IntArray:
        """What tells each mentee's best moves apart from others; shape (n, count, 3)."""
        first = self._first(count)
        own = np.arange(len(first))[:, None]
        gains, displaced = self.gains[0][own, first], self.gains[1][own, first]
        homes = np.where(displaced >= 0, self._best_free[0][displaced], NOBODY)
        return np.stack([np.where(gains > NEVER, first, NOBODY), gains, displaced + homes], axis=2)

    @cached_property
    def usual(self) -> float:
        """What a mentee can typically get: the median of everybody's best possible points."""
        best = np.where(self.allowed, self.scores, 0).max(axis=1, initial=0)
        return float(np.median(best)) if len(best) else 0.0


def choices(problem: Problem, pairs: Sequence[tuple[str, str, bool]]) -> tuple[IntArray, BoolArray]:
    """Arrays for a grid out of (mentee, mentor, is fixed); people who are gone are left out."""
    choice = np.full(len(problem.mentees), NOBODY)
    fixed = np.zeros(len(problem.mentees), dtype=bool)
    rows, columns = problem.mentees.positions, problem.mentors.positions
    for mentee, mentor, is_fixed in pairs:
        if mentee in rows:
            choice[rows[mentee]] = columns.get(mentor, NOBODY)
            fixed[rows[mentee]] = is_fixed
    return choice, fixed

"""Plans for small programmes: the whole matrix at once, exactly.

Where only one side takes several partners, its rows or columns are repeated and the plan is an
assignment. A sum of weights stands for several aims in their order: matched mentees, total, pairs.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.engine import assignment, coverage, leximin
from matching.engine.assignment import Weights
from matching.engine.coverage import Cover
from matching.engine.plan import Prices, Run
from matching.engine.problem import BoolArray, IntArray
from matching.engine.solution import Room, Solution


@dataclass(frozen=True)
class Table:
    """Scores (n, m) with which pairs are allowed, and the room that is left."""

    scores: IntArray
    allowed: BoolArray
    room: Room

    @property
    def rows(self) -> IntArray:
        return self.room.rows

    @property
    def columns(self) -> IntArray:
        return self.room.columns

    @property
    def needy(self) -> BoolArray:
        return self.room.needy

    @property
    def several_on_both(self) -> bool:
        return bool((self.rows > 1).any() and (self.columns > 1).any())

    def block(self, rows: slice, columns: slice) -> Weights:
        """Scores of a block, minus infinity where a pair is absent; shape (rows, columns)."""
        found: Weights = np.where(self.allowed[rows, columns], self.scores[rows, columns], -np.inf)
        return found

    def above(self, floor: int) -> "Table":
        """Without the pairs whose score is lower."""
        allowed = self.allowed & (self.scores >= floor)
        return replace(self, allowed=allowed)


@dataclass(frozen=True)
class Scale:
    """How several aims become one weight: a mentee's first mentor, then points, then pairs."""

    point: float
    bonus: float
    pair: float = 1.0

    @classmethod
    def of(cls, table: Table, *, most_first: bool) -> "Scale":
        pairs = 1.0 + min(
            np.minimum(table.rows, len(table.columns)).sum(),
            np.minimum(table.columns, len(table.rows)).sum(),
        )
        top = float(np.abs(table.scores[table.allowed]).max(initial=0))
        # Where each pair brings its mentee's bonus, as many matched are as many pairs.
        one_each = (table.rows <= table.needy).all()
        point = 1.0 if most_first and one_each else pairs
        return cls(point, 2 * pairs * (point * top + 1) if most_first else 0.0)


@dataclass(frozen=True)
class Repeated:
    """The table with repeated rows and columns; `first` are the rows that earn the bonus."""

    rows: IntArray
    columns: IntArray
    weights: Weights
    scale: Scale

    @classmethod
    def of(cls, table: Table, *, most_first: bool) -> "Repeated":
        scale = Scale.of(table, most_first=most_first)
        n, m = table.scores.shape
        rows = np.repeat(np.arange(n), np.minimum(table.rows, m))
        columns = np.repeat(np.arange(m), np.minimum(table.columns, n))
        first = np.r_[True, rows[1:] != rows[:-1]][: len(rows)] & table.needy[rows]
        weights = np.where(table.allowed, scale.point * table.scores + 1, -np.inf)
        if not (np.array_equal(rows, np.arange(n)) and np.array_equal(columns, np.arange(m))):
            weights = weights[np.ix_(rows, columns)]
        weights += (first * scale.bonus)[:, None]
        return cls(rows, columns, np.maximum(weights, 0), scale)

    def solution(self, scores: IntArray, match: IntArray, price: Weights, top: float) -> Solution:
        """The plan behind an assignment of which no other has a higher weight than `top`."""
        held = match >= 0
        rows, columns = self.rows[held], self.columns[match[held]]
        weight = self.weights[np.flatnonzero(held), match[held]].sum()
        of_mentor = np.full(scores.shape[1], np.inf)
        np.minimum.at(of_mentor, self.columns, price)
        of_mentor[np.isinf(of_mentor)] = 0
        bound = int(scores[rows, columns].sum()) + int((top - weight) // self.scale.point)
        prices = Prices(of_mentor, self.scale.point, self.scale.bonus, self.scale.pair)
        return Solution(rows, columns, bound, bool(top == weight), prices)


def highest(table: Table, *, most_first: bool) -> Solution:
    """The highest total (after most mentees matched, if `most_first`), proven by its prices."""
    repeated = Repeated.of(table, most_first=most_first)
    match = assignment.assign(repeated.weights)
    price = assignment.prices(repeated.weights, match)
    top = assignment.upper_bound(repeated.weights, price)
    return repeated.solution(table.scores, match, price, top)


def most_mentees(table: Table) -> Cover:
    """Most of the needy mentees that can be matched, and the proof."""
    return _cover(table, table.allowed)


def _cover(table: Table, allowed: BoolArray) -> Cover:
    is_open = table.needy & (table.rows > 0)
    rows, columns = np.nonzero(allowed)
    return coverage.cover((rows, columns), is_open, table.columns)


def best_floor(table: Table) -> tuple[Cover, int | None, Cover]:
    """Most mentees that can be matched, and the best score of the worst pair of such a plan.

    By bisection over the scores, each step a largest matching. Each number comes with its proof:
    the last cover is that of the pairs above the floor, which is too small.
    """
    most = most_mentees(table)
    above = _cover(table, np.zeros_like(table.allowed))
    if not most.size:
        return most, None, above
    open_pairs = (table.needy & (table.rows > 0))[:, None] & (table.columns > 0)
    levels = np.unique(table.scores[table.allowed & open_pairs])
    low, high = 0, len(levels)
    while high - low > 1:
        middle = (low + high) // 2
        found = _cover(table, table.allowed & (table.scores >= levels[middle]))
        if found.size == most.size:
            low = middle
        else:
            high, above = middle, found
    return most, int(levels[low]), above


def fairest(table: Table, depth: int | None, run: Run) -> Solution:
    """Most matched, the worst pair as good as can be, then leximin to `depth`, then the total.

    `depth` 1 stops at the floor, k goes on with the k − 1 lowest scores, None with all of them.
    """
    repeated = Repeated.of(table, most_first=True)
    match = assignment.assign(repeated.weights)
    counting = _counting(repeated)
    optimal = leximin.Optimal.of(counting, assignment.prices(counting, match))
    scores = table.scores[repeated.rows][:, repeated.columns]
    run.report("leximin", 0.5)
    optimal = leximin.narrow(optimal, scores, None if depth is None else depth - 1)
    _narrowed, match, weights, price = optimal.among(scores.astype(float))
    top = assignment.upper_bound(weights, price)
    exact = Repeated(repeated.rows, repeated.columns, weights, Scale(1.0, 0.0))
    found = exact.solution(table.scores, match, price, top)
    return replace(found, prices=None)


def _counting(repeated: Repeated) -> Weights:
    """Weights that only count: first the mentees who have somebody, then the pairs."""
    pairs = 1.0 + min(repeated.weights.shape)
    first = repeated.weights.max(axis=1, initial=0) > repeated.scale.bonus / 2
    counting: Weights = np.where(repeated.weights > 0, 1 + first[:, None] * pairs, 0.0)
    return counting

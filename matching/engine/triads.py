"""Triads: mentee, mentor and co-mentor chosen together, exactly.

A triad scores what mentee and mentor, mentor and co-mentor, and mentee and co-mentor score. This
is the axial three-index assignment problem with capacities and decomposable costs, which is
NP-hard (Y. Crama, F. C. R. Spieksma, Approximation algorithms for three-dimensional assignment
problems with triangle inequalities, European Journal of Operational Research 60, 1992). It is
solved by column generation on the linear relaxation, which prices all triads, and then by branch
and bound (HiGHS) on every triad whose reduced cost leaves it a chance.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

from matching.engine import dense
from matching.engine.dense import Table
from matching.engine.plan import Run
from matching.engine.problem import IntArray
from matching.engine.solution import Room, Solution

Real = npt.NDArray[np.float64]
Prices = tuple[Real, Real, Real]
FIRST = 20  # triads of each mentee at the beginning
MORE = 4
MOST = 60_000  # triads that branch and bound looks at
ROUNDING = 1e-6
NEAR = 2.0  # points: the first, quick look for better triads
SECONDS = 20.0


@dataclass(frozen=True)
class Scores:
    """Scores of the three sides of a triad, minus infinity where absent, and the capacities.

    Shapes: `mentors` (n, m), `co_mentors` (m, k), `third` (n, k); capacities (m,) and (k,). A
    mentee is in one triad at most. `bonus` is what a triad is worth beside its points.
    """

    mentors: Real
    co_mentors: Real
    third: Real
    mentor_capacity: IntArray
    co_mentor_capacity: IntArray
    bonus: float = 0.0

    def of_mentee(self, row: int) -> Real:
        """The worth of all triads of a mentee; shape (m, k)."""
        return self._with(row, self.co_mentors) + self.bonus

    def gains(self, prices: Prices) -> Iterator[Real]:
        """What all triads of each mentee are worth above their prices; shapes (m, k)."""
        beside = self.co_mentors - prices[1][:, None] - prices[2][None, :]
        for row, price in enumerate((self.bonus - prices[0]).tolist()):
            yield self._with(row, beside + price)

    def _with(self, row: int, beside: Real) -> Real:
        found: Real = beside + self.mentors[row][:, None]
        if self.third[row].any():
            found += self.third[row]
        return found

    def worth(self, spots: IntArray) -> Real:
        """The worth of single triads (t, 3)."""
        row, column, co_mentor = spots.T
        pairs = self.mentors[row, column] + self.co_mentors[column, co_mentor]
        found: Real = pairs + self.third[row, co_mentor] + self.bonus
        return found


@dataclass(frozen=True)
class Columns:
    """Triads (mentee, mentor, co-mentor) as rows of `spots` (t, 3), with what they are worth.

    `is_cut` says that some were left out because there were too many; `bound` is what no choice of
    any triads exceeds.
    """

    spots: IntArray
    worth: Real
    is_cut: bool = False
    bound: float = np.inf

    def joined(self, other: "Columns") -> "Columns":
        spots, first = np.unique(
            np.concatenate([self.spots, other.spots]), axis=0, return_index=True
        )
        return Columns(spots, np.concatenate([self.worth, other.worth])[first])


@dataclass(frozen=True)
class Triads:
    """The chosen triads as rows of `spots` (t, 3), with an upper bound for the total of points."""

    spots: IntArray
    scores: IntArray
    bound: int
    proven: bool

    @property
    def total(self) -> int:
        return int(self.scores.sum())


def solve(
    scores: Scores, *, most_first: bool = True, seconds: float = SECONDS, run: Run | None = None
) -> Triads:
    """The best triads: most of them first if asked, then the highest total.

    After about `seconds`, or when the run is late, the bound leaves an honest gap; so it does where
    too many triads are nearly as good. Where the third side is all 0, the relaxation is a flow and
    whole by itself.

    Raises:
        CancelledError: the caller asked to stop.
    """
    run = run or Run()
    ends = time.perf_counter() + run.left(seconds)
    scores = replace(scores, bonus=_bonus(scores) if most_first else 0.0)
    first = _first(scores)
    prices, bound = _relaxed(scores, _favoured(scores, first), ends, run)
    best = first.columns
    for least in (NEAR, None):
        gap = bound - float(best.worth.sum())
        if gap < 1 or time.perf_counter() >= ends:
            break
        run.report("branching", 0.5, gap / max(1.0, abs(bound)))
        near = gap if least is None else min(gap, least)
        promising = _priced(scores, prices, -near - ROUNDING, MOST // max(1, len(scores.mentors)))
        left = ends - time.perf_counter()
        found, top = _chosen(scores, promising.joined(best), best, bound, left)
        best = max(best, found, key=lambda one: float(one.worth.sum()))
        if least is None and not promising.is_cut:  # what is not among them is no better
            bound = max(float(best.worth.sum()), min(bound, top))
    return _result(scores, best, bound)


def _relaxed(scores: Scores, columns: Columns, ends: float, run: Run) -> tuple[Prices, float]:
    """Column generation: the prices that prove the lowest bound, and that bound."""
    best = _no_prices(scores)
    bound = _priced(scores, best, np.inf, 0).bound
    while (left := ends - time.perf_counter()) > 0:
        run.report("relaxation", 0.0)
        prices = _prices(scores, columns, left)
        if prices is None:
            break
        found = _priced(scores, prices, ROUNDING, MORE)
        if found.bound < bound:
            bound, best = found.bound, prices
        fresh = columns.joined(found)
        if len(fresh.spots) == len(columns.spots):
            break
        columns = fresh
    return best, bound


def _bonus(scores: Scores) -> float:
    parts = (scores.mentors, scores.co_mentors, scores.third)
    top = sum(float(np.abs(part[np.isfinite(part)]).max(initial=0)) for part in parts)
    return (2 * len(scores.mentors) + 1) * (top + 1)


def _no_prices(scores: Scores) -> Prices:
    n, k = scores.third.shape
    return np.zeros(n), np.zeros(len(scores.co_mentors)), np.zeros(k)


@dataclass(frozen=True)
class First:
    """A good choice of triads, and prices of mentors."""

    columns: Columns
    price: Real


def _first(scores: Scores) -> First:
    """Two assignments in turn.

    First mentors, each with the co-mentor who would be best if there were room; then co-mentors.
    """
    best = np.full(scores.mentors.shape, -np.inf)
    for spot in np.flatnonzero(scores.co_mentor_capacity).tolist():
        pair = scores.co_mentors[None, :, spot] + scores.third[:, None, spot]
        np.maximum(best, pair, out=best)
    pairs = _assigned(scores.mentors + best, scores.mentor_capacity)
    beside = scores.co_mentors[pairs.columns] + scores.third[pairs.rows]
    third = _assigned(beside, scores.co_mentor_capacity)
    chosen = np.stack([pairs.rows[third.rows], pairs.columns[third.rows], third.columns], axis=1)
    worth = scores.mentors[chosen[:, 0], chosen[:, 1]] + beside[third.rows, third.columns]
    assert pairs.prices is not None  # noqa: S101 - only leximin has none
    return First(Columns(chosen, worth + scores.bonus), pairs.prices.mentors / pairs.prices.scale)


def _favoured(scores: Scores, first: First) -> Columns:
    """The first choice, and what its prices favour."""
    mentees, _mentors, co_mentors = _no_prices(scores)
    price = mentees, first.price, co_mentors
    return first.columns.joined(_priced(scores, price, -np.inf, FIRST))


def _assigned(worth: Real, capacity: IntArray) -> Solution:
    """The best assignment of rows to columns with capacities; minus infinity is absent."""
    there = np.isfinite(worth)
    points = np.where(there, worth, 0).astype(np.int64)
    ones = np.ones(len(worth), dtype=np.int64)
    table = Table(points, there, Room(ones, capacity, ones > 0))
    return dense.highest(table, most_first=True)


def _priced(scores: Scores, prices: Prices, least: float, keep: int) -> Columns:
    """The `keep` triads of each mentee that gain most at these prices, if more than `least`.

    The bound comes from all of them (weak duality, whatever the prices).
    """
    spots = [np.zeros((0, 3), dtype=np.int64)]
    is_cut, gained = False, 0.0
    for row, gains in enumerate(scores.gains(prices)):
        gained += max(0.0, float(gains.max(initial=-np.inf) + prices[0][row]))
        best = np.flatnonzero(gains > least)
        if len(best) > keep:
            is_cut = True
            best = best[np.argpartition(-gains.ravel()[best], keep)[:keep]]
        chosen = np.divmod(best, gains.shape[1])
        spots.append(np.stack([np.full(len(best), row), *chosen], axis=1))
    places = scores.mentor_capacity @ prices[1] + scores.co_mentor_capacity @ prices[2]
    every = np.concatenate(spots)
    bound = float(np.floor(gained + places + ROUNDING))
    return Columns(every, scores.worth(every), is_cut, bound)


def _capacities(scores: Scores, columns: Columns) -> tuple[sparse.csr_array, Real]:
    """One row a person: how often the triads use whom, and how often they may."""
    n, m = scores.mentors.shape
    people = columns.spots + np.array([0, n, n + m])
    size = n + m + scores.third.shape[1]
    use = sparse.csr_array(
        (np.ones(people.size), (people.ravel(), np.repeat(np.arange(len(people)), 3))),
        shape=(size, len(people)),
    )
    room = np.concatenate([np.ones(n), scores.mentor_capacity, scores.co_mentor_capacity])
    return use, room


def _prices(scores: Scores, columns: Columns, seconds: float) -> Prices | None:
    """The dual of the linear relaxation on these triads; None if time ends."""
    if not len(columns.spots):
        return _no_prices(scores)
    use, room = _capacities(scores, columns)
    options = {"time_limit": seconds}
    found = linprog(
        -columns.worth, use, room, bounds=(0, None), method="highs-ipm", options=options
    )
    if found.status != 0:
        return None
    price = np.maximum(-found.ineqlin.marginals, 0)
    n, m = scores.mentors.shape
    return price[:n], price[n : n + m], price[n + m :]


def _chosen(
    scores: Scores, columns: Columns, known: Columns, bound: float, seconds: float
) -> tuple[Columns, float]:
    """The best of these triads by branch and bound, and what no choice of them exceeds.

    Where the bound leaves no room for more triads than are known, their number is fixed, so that
    only points are weighed.
    """
    use, room = _capacities(scores, columns)
    limits = [LinearConstraint(use, ub=room)]
    worth, fixed = columns.worth, 0.0
    if scores.bonus and np.floor(bound / scores.bonus + 1 / 2) <= len(known.spots):
        worth, fixed = worth - scores.bonus, scores.bonus * len(known.spots)
        ones = sparse.csr_array(np.ones((1, len(worth))))
        limits.append(LinearConstraint(ones, lb=len(known.spots)))
    whole = np.ones(len(worth))
    options = {"mip_rel_gap": 0.9 / max(1.0, abs(bound)), "time_limit": seconds}
    found = milp(
        -worth, constraints=limits, bounds=Bounds(0, 1), integrality=whole, options=options
    )
    top = np.inf if found.mip_dual_bound is None else fixed - found.mip_dual_bound
    if found.x is None:
        return known, np.floor(top + ROUNDING)
    taken = found.x > 1 / 2
    chosen = Columns(columns.spots[taken], columns.worth[taken])
    is_whole = found.status == 0  # within less than a point, which is the best there is
    return chosen, float(chosen.worth.sum()) if is_whole else np.floor(top + ROUNDING)


def _result(scores: Scores, best: Columns, bound: float) -> Triads:
    points = np.rint(best.worth - scores.bonus).astype(np.int64)
    top = int(points.sum()) + int(bound - float(best.worth.sum()))
    return Triads(best.spots, points, top, top == int(points.sum()))

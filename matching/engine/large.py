"""Plans for large programmes: a network of promising pairs, proven on all pairs in bounded memory.

Guess prices from a sample; take each mentee's best pairs at these prices; solve the flow; price all
pairs by its dual; add what could improve; repeat until the bound meets the total, or time is up.
"""

from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from matching.engine import coverage, network, starting
from matching.engine.criteria import MOST_POINTS
from matching.engine.dense import Solution
from matching.engine.network import Network, Real
from matching.engine.plan import Prices, Run
from matching.engine.pricing import CLOSED, NOWHERE, Arcs, LateError, Sweep
from matching.engine.problem import BoolArray, IntArray
from matching.engine.scoring import Scoring
from matching.engine.terms import Term

FIRST_PAIRS = 20  # of each mentee in the first network
MORE_PAIRS = 12  # that a pass may add
# Pairs that are worse than the best by so small a share of a typical gain soon become the best.
SLACK = 0.05
BONUS = MOST_POINTS // 4


class Fixed(Protocol):
    """What is locked, and what that leaves."""

    rows: IntArray
    columns: IntArray
    row_capacity: IntArray
    column_capacity: IntArray
    needy: BoolArray


@dataclass(frozen=True)
class Market:
    """A scoring without its locked pairs, and what is left of the capacities.

    `quick` leaves out the hard rules `rare`.
    """

    scoring: Scoring
    quick: Scoring
    rare: tuple[Term, ...]
    fixed: Fixed
    bonus: IntArray
    floor: int = int(NOWHERE)

    def sweep(self, prices: Real, thresholds: Real, keep: int) -> Sweep:
        """A pass over all pairs of open mentees and mentors."""
        closed = np.where(self.fixed.column_capacity > 0, prices, CLOSED)
        asked = np.where(self.fixed.row_capacity > 0, thresholds, np.inf)
        return Sweep(self.quick, closed, asked, keep, self.floor, self.rare)

    def network(self, *parts: Arcs) -> Network:
        """The network of all these pairs, each once."""
        width = np.int64(self.scoring.shape[1])
        keys = np.sort(np.concatenate([rows * width + columns for rows, columns in parts]))
        keys = keys[np.diff(keys, prepend=-1) > 0]  # quicker here than np.unique
        rows, columns = np.divmod(keys, width)
        scores = self.scoring.pairs(rows, columns)
        there = np.isfinite(scores) & (scores >= self.floor)
        arcs = rows[there], columns[there], scores[there].astype(np.int64)
        capacities = self.fixed.row_capacity, self.fixed.column_capacity
        return Network.of(arcs, capacities, self.bonus)


def solve(scoring: Scoring, fixed: Fixed, objective: str, run: Run) -> Solution:
    """The best plan found until the bound meets it, or until the run is late."""
    locks = scoring.problem.locks
    problem = replace(scoring.problem, blocks=scoring.problem.blocks | locks, locks=frozenset())
    scoring = replace(scoring, problem=problem)
    bonus = np.where(fixed.needy & (objective != "total"), BONUS, 0).astype(np.int64)
    market = Market(scoring, *scoring.without_rare(), fixed, bonus)
    run.report("sample", 0.0)
    guess = starting.prices(scoring, (fixed.row_capacity, fixed.column_capacity))
    everywhere = np.full(scoring.shape[0], -float(MOST_POINTS))
    keep = max(FIRST_PAIRS, 2 * int(fixed.row_capacity.max(initial=1)))
    net = market.network(market.sweep(guess, everywhere, keep).run(run, "candidates"))
    if objective == "total":
        return improve(market, net, guess, run)
    most, top, net = proven_most(market, net, run)
    if objective == "most" or not most:
        found = _counted(improve(market, net, guess, run), top)
        return replace(found, depth=int(objective == "fair"))
    floor, is_proven, net = best_floor(market, net, most, run)
    market = replace(market, floor=floor)
    found = _counted(improve(market, market.network((net.rows, net.columns)), guess, run), top)
    return replace(found, floor=floor, proven=found.proven and is_proven, depth=1)


def _counted(found: Solution, most: int) -> Solution:
    """Proven only if as many mentees are matched as can be."""
    mentees = len(np.unique(found.rows))
    return replace(found, most=most, proven=found.proven and mentees >= most)


@dataclass(frozen=True)
class Round:
    """One flow with its prices."""

    net: Network
    used: BoolArray
    price: Real

    @classmethod
    def of(cls, net: Network, guess: Real, *, is_first: bool) -> "Round":
        """The best flow, and of its prices the lowest above the guess where that is possible.

        In the first round rows that found nobody do not bid: they lack arcs, and would drive prices
        far too high. Any prices prove a bound.
        """
        used = network.best_flow(net)
        quiet = np.bincount(net.rows[used], minlength=len(net.bonus)) == 0 if is_first else None
        low = network.prices(net, used, quiet=quiet)
        if (net.row_capacity > 1).any() or net.bonus.any():
            return cls(net, used, low)
        high = highest_prices(net, used)
        start = np.clip(np.floor(guess), low, high)
        return cls(net, used, network.prices(net, used, start, quiet))

    @property
    def value(self) -> float:
        return float(self.net.weights[self.used].sum() + self.net.bonus[self._paid].sum())

    @property
    def _paid(self) -> BoolArray:
        return np.bincount(self.net.rows[self.used], minlength=len(self.net.bonus)) > 0

    def solution(self, bound: float) -> Solution:
        """The plan; of the bound what goes beyond the bonuses is points."""
        total = int(self.net.weights[self.used].sum())
        top = total + int(bound - self.value)
        prices = Prices(self.price, 1.0, float(self.net.bonus.max(initial=0)))
        rows, columns = self.net.rows[self.used], self.net.columns[self.used]
        return Solution(rows, columns, top, bound == self.value, prices)

    def near(self, slack: float) -> Arcs:
        """The arcs that are used, or close to it."""
        gains = self.net.weights - self.price[self.net.columns]
        least = -network.bids(self.net, self.used, self.price) - slack
        close = self.used | (gains >= least[self.net.rows])
        return self.net.rows[close], self.net.columns[close]


def highest_prices(net: Network, used: BoolArray) -> Real:
    """The highest prices of columns that prove the used arcs optimal; one place a row, no bonus.

    They leave rows the lowest gains, which are the prices of the network seen from the other side.
    """
    none = np.zeros(len(net.column_capacity), dtype=np.int64)
    arcs = net.columns, net.rows, net.weights
    other = Network.of(arcs, (net.column_capacity, net.row_capacity), none)
    gains = network.prices(other, used[np.lexsort((net.rows, net.columns))])
    left = net.weights[used] - gains[net.rows[used]]
    high = np.full(len(none), np.inf)
    np.minimum.at(high, net.columns[used], left)
    full = np.bincount(net.columns[used], minlength=len(none)) >= net.column_capacity
    return np.where(full & np.isfinite(high), np.maximum(high, 0), 0)


def improve(market: Market, net: Network, guess: Real, run: Run) -> Solution:
    """Flow and pass in turn until no pair outside the network could improve the plan.

    When time is up the pass at hand stops, unless it is the first: without it there is no bound.
    """
    bound = np.inf
    while True:
        run.report("flow", 0.0, None)
        now = Round.of(net, guess, is_first=np.isinf(bound))
        least = -network.bids(net, now.used, now.price)
        gains = net.weights[now.used] - now.price[net.columns[now.used]]
        slack = max(1.0, np.floor(SLACK * float(np.mean(gains)))) if len(gains) else 1.0
        sweep = market.sweep(now.price, least - slack + 0.5, MORE_PAIRS)
        try:
            found = sweep.run(run, "pricing", may_stop=np.isfinite(bound))
        except LateError:
            return now.solution(bound)
        wide = market.network((net.rows, net.columns), found)
        bound = min(bound, network.upper_bound(wide, now.price))
        total = float(net.weights[now.used].sum())
        gap = (bound - now.value) / max(1.0, abs(total + bound - now.value))
        run.report("priced", 1.0, gap)
        if bound <= now.value or run.is_late():
            return now.solution(bound)
        net, guess = market.network(now.near(slack), found), now.price


def proven_most(market: Market, net: Network, run: Run) -> tuple[int, int, Network]:
    """How many needy mentees can be matched in the network, at most in all, and the network.

    Both numbers are one unless time was up.
    """
    while True:
        cover = coverage.cover(net, np.ones(len(net.rows), dtype=bool), market.fixed.needy)
        found = _outside(market, cover, -float(MOST_POINTS), run)
        if not len(found[0]):
            return cover.size, cover.size, net
        if run.is_late():
            return cover.size, int(market.fixed.needy.sum()), net
        net = market.network((net.rows, net.columns), found)


def best_floor(market: Market, net: Network, most: int, run: Run) -> tuple[int, bool, Network]:
    """The best floor with `most` matched, whether it is proven, and a network that has it."""
    while True:
        floor, cover = _floor_within(market, net, most)
        found = _outside(market, cover, floor + 1.0, run)
        if not len(found[0]) or run.is_late():
            return floor, not len(found[0]), net
        net = market.network((net.rows, net.columns), found)


def _floor_within(market: Market, net: Network, most: int) -> tuple[int, coverage.Cover]:
    """The floor on the arcs of the network, and the cover of those above it."""
    levels = np.unique(net.weights)
    low, high = -1, len(levels)  # the lowest score always will do, none above the highest does
    while high - low > 1:
        middle = (low + high) // 2
        above = coverage.cover(net, net.weights >= levels[middle], market.fixed.needy)
        low, high = (middle, high) if above.size >= most else (low, middle)
    floor = int(levels[low]) if low >= 0 else -MOST_POINTS
    return floor, coverage.cover(net, net.weights > floor, market.fixed.needy)


def _outside(market: Market, cover: coverage.Cover, least: float, run: Run) -> Arcs:
    """Pairs of at least this score that the cover does not touch."""
    thresholds = np.where(cover.rows, least, np.inf)
    closed = np.where(cover.columns, 0.0, CLOSED)
    return market.sweep(closed, thresholds, MORE_PAIRS).run(run, "cover")

"""Plans for large programmes: a network of promising pairs, proven on all pairs in bounded memory.

Guess prices from a sample; take each mentee's best pairs at these prices; solve the flow; price all
pairs by its dual; add what could improve; repeat until the bound meets the total, or time is up.
"""

from dataclasses import dataclass, replace

import numpy as np

from matching.engine import coverage, network, starting
from matching.engine.coverage import Arcs, Cover
from matching.engine.criteria import MOST_POINTS
from matching.engine.market import Market
from matching.engine.network import Network, Real
from matching.engine.plan import Prices, Run
from matching.engine.pricing import LateError
from matching.engine.problem import BoolArray
from matching.engine.scoring import Scoring
from matching.engine.solution import Room, Solution

FIRST_PAIRS = 20  # of each mentee in the first network
MORE_PAIRS = 12  # that a pass may add, or as many as a mentee has places
# Pairs that are worse than the best by so small a share of a typical gain soon become the best.
SLACK = 0.05
# What a matched mentee is worth at first, and how it grows until as many are matched as can be.
BONUS = MOST_POINTS // 4
GROWTH = 16


def solve(scoring: Scoring, room: Room, objective: str, run: Run) -> Solution:
    """The best plan found until the bound meets it, or until the run is late."""
    market = Market.of(scoring, room)
    run.report("sample", 0.0)
    guess = starting.prices(scoring, room)
    everywhere = np.full(scoring.shape[0], -np.inf)
    keep = max(FIRST_PAIRS, 2 * market.widest)
    net = market.network(market.sweep(guess, everywhere, keep).run(run, "candidates"))
    if objective == "total":
        return then_most_pairs(market, improve(market, net, guess, run), run).solution
    most, covers, net = proven_most(market, net, run)
    floor = None
    if objective == "fair" and most:
        floor, covers, net = best_floor(market, net, covers, run)
        market = replace(market, floor=floor)
    found = _with_most(market, net, guess, most, run).solution
    is_fair = int(objective == "fair")
    proven = found.proven and len(covers) == 1 + (floor is not None)
    return replace(found, most=most, floor=floor, depth=is_fair, covers=covers, proven=proven)


@dataclass(frozen=True)
class Bound:
    """The weight that no plan exceeds, and the prices that prove it."""

    weight: int
    price: Real


@dataclass(frozen=True)
class Round:
    """One flow with its prices, and the lowest bound that a round has found so far."""

    market: Market
    net: Network
    used: BoolArray
    price: Real
    bound: Bound | None = None

    @classmethod
    def of(cls, market: Market, net: Network, guess: Real, *, is_first: bool) -> "Round":
        """The best flow, and of its prices the lowest above the guess where that is possible.

        In the first round rows that found nobody do not bid: they lack arcs, and would drive prices
        far too high. Any prices prove a bound.
        """
        used = network.best_flow(net)
        quiet = np.bincount(net.rows[used], minlength=len(net.bonus)) == 0 if is_first else None
        low = network.prices(net, used, quiet=quiet)
        if (net.row_capacity > 1).any() or net.bonus.any():
            return cls(market, net, used, low)
        high = highest_prices(net, used)
        start = np.clip(np.floor(guess), low, high)
        return cls(market, net, used, network.prices(net, used, start, quiet))

    @property
    def value(self) -> int:
        return int(self.net.weights[self.used].sum() + self.net.bonus[self.is_paid].sum())

    @property
    def is_paid(self) -> BoolArray:
        """Who has somebody; shape (n,)."""
        return np.bincount(self.net.rows[self.used], minlength=len(self.net.bonus)) > 0

    @property
    def matched(self) -> int:
        """How many of the needy have somebody."""
        return int((self.is_paid & self.market.room.needy).sum())

    @property
    def is_best(self) -> bool:
        return self.bound is not None and self.bound.weight <= self.value

    @property
    def total(self) -> int:
        """Points of the plan."""
        weight, scale = int(self.net.weights[self.used].sum()), self.market.scale
        return (weight - int(scale.pair) * int(self.used.sum())) // int(scale.point)

    @property
    def missing(self) -> int:
        """Points by which no plan that matches as many is better."""
        assert self.bound is not None  # noqa: S101 - asked only after a pass
        return (self.bound.weight - self.value) // int(self.market.scale.point)

    @property
    def gap(self) -> float:
        return self.missing / max(1, abs(self.total + self.missing))

    @property
    def solution(self) -> Solution:
        scale = self.market.scale
        price = self.bound.price if self.bound else self.price
        prices = Prices(price, scale.point, scale.bonus, scale.pair)
        rows, columns = self.net.rows[self.used], self.net.columns[self.used]
        return Solution(rows, columns, self.total + self.missing, self.is_best, prices)

    def thresholds(self) -> Real:
        """What a pair must gain to improve the plan, or to be nearly as good; shape (n,)."""
        gains = self.net.weights[self.used] - self.price[self.net.columns[self.used]]
        slack = max(1.0, np.floor(SLACK * float(np.mean(gains)))) if len(gains) else 1.0
        least: Real = -network.bids(self.net, self.used, self.price) - slack
        return least

    def near(self, thresholds: Real) -> Arcs:
        """The arcs that are used, or close to it."""
        gains = self.net.weights - self.price[self.net.columns]
        close = self.used | (gains >= thresholds[self.net.rows])
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


def improve(market: Market, net: Network, guess: Real, run: Run) -> Round:
    """Flow and pass in turn until no pair outside the network could improve the plan.

    When time is up the pass at hand stops, unless it is the first: without it there is no bound.
    A pass looks for as many pairs of a mentee as there are places: fewer would prove too much.
    """
    bound: Bound | None = None
    while True:
        run.report("flow", 0.0, None)
        now = Round.of(market, net, guess, is_first=bound is None)
        least = now.thresholds()
        sweep = market.sweep(now.price, least + 0.5, max(MORE_PAIRS, market.widest))
        try:
            found = sweep.run(run, "pricing", may_stop=bound is not None)
        except LateError:
            return replace(now, bound=bound)
        wide = market.network((net.rows, net.columns), found)
        here = network.upper_bound(wide, now.price)
        if bound is None or here < bound.weight:
            bound = Bound(here, now.price)
        now = replace(now, bound=bound)
        run.report("priced", 1.0, now.gap)
        if now.is_best or run.is_late():
            return now
        net, guess = market.network(now.near(least), found), now.price


def then_most_pairs(market: Market, found: Round, run: Run) -> Round:
    """Of the plans that are as good the one with most pairs, if time is left to find it."""
    if not found.is_best or found.used.sum() == market.most_pairs or run.is_late():
        return found
    finer = market.with_pairs()
    net = finer.network((found.net.rows, found.net.columns))
    again = improve(finer, net, found.price * finer.scale.point, run)
    return again if again.is_best else found


def _with_most(market: Market, net: Network, guess: Real, most: int, run: Run) -> Round:
    """The best plan that matches `most`: each is worth more until leaving one out never pays."""
    bonus = BONUS
    while True:
        priced = market.with_bonus(bonus)
        found = improve(priced, priced.network((net.rows, net.columns)), guess, run)
        if found.matched >= most or run.is_late():
            return then_most_pairs(priced, found, run)
        bonus *= GROWTH


def proven_most(market: Market, net: Network, run: Run) -> tuple[int, tuple[Cover, ...], Network]:
    """How many needy mentees can be matched at most, the proof, and a network where they can.

    When time is up there is no proof, and the number is that of all needy mentees.
    """
    while True:
        cover = _cover(market, net, np.ones(len(net.rows), dtype=bool))
        found = _outside(market, cover, -float(MOST_POINTS), run)
        if not len(found[0]):
            return cover.size, (cover,), net
        if run.is_late():
            return int(market.room.needy.sum()), (), net
        net = market.network((net.rows, net.columns), found)


def best_floor(
    market: Market, net: Network, covers: tuple[Cover, ...], run: Run
) -> tuple[int, tuple[Cover, ...], Network]:
    """The best floor with as many matched as in the network, the proofs, and a network for it."""
    most = _cover(market, net, np.ones(len(net.rows), dtype=bool)).size
    while True:
        floor, above = _floor_within(market, net, most)
        found = _outside(market, above, floor + 1.0, run)
        if not len(found[0]):
            return floor, (*covers, above), net
        if run.is_late():
            return floor, (), net
        net = market.network((net.rows, net.columns), found)


def _floor_within(market: Market, net: Network, most: int) -> tuple[int, Cover]:
    """The floor on the arcs of the network, and the cover of those above it."""
    levels = np.unique(net.weights)
    low, high = -1, len(levels)  # the lowest score always will do, none above the highest does
    while high - low > 1:
        middle = (low + high) // 2
        above = _cover(market, net, net.weights >= levels[middle])
        low, high = (middle, high) if above.size >= most else (low, middle)
    floor = int(levels[low]) if low >= 0 else -MOST_POINTS
    return floor, _cover(market, net, net.weights > floor)


def _cover(market: Market, net: Network, allowed: BoolArray) -> Cover:
    room = market.room
    arcs = net.rows[allowed], net.columns[allowed]
    return coverage.cover(arcs, room.needy & (room.rows > 0), room.columns)


def _outside(market: Market, cover: Cover, least: float, run: Run) -> Arcs:
    """Pairs of at least this score that the cover does not touch."""
    thresholds = np.where(cover.rows, least, np.inf)
    among = replace(market, room=replace(market.room, columns=market.room.columns * cover.columns))
    sweep = among.sweep(np.zeros(len(cover.columns)), thresholds, MORE_PAIRS)
    return sweep.run(run, "cover")

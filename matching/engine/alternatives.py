"""Whom else each mentee could have, and what that would cost the plan at least."""

from dataclasses import dataclass

import numpy as np

from matching.engine.network import Real
from matching.engine.plan import Plan, Prices
from matching.engine.problem import BoolArray, FloatArray, IntArray
from matching.engine.scoring import Scoring

ROWS = 256


@dataclass(frozen=True)
class Best:
    """The best mentors of some mentees other than those of the plan, best first.

    All of shape (rows, count): `mentors` are positions by id, -1 where there are not so many;
    `losses` are points that the total loses at least if the mentee moves there, not a number where
    the plan does not tell; `drops` says that somebody would stay without a mentor.
    """

    mentors: IntArray
    scores: IntArray
    losses: Real
    drops: BoolArray


class Places:
    """What each mentor costs at the prices of a plan, and what each mentee gains in it."""

    def __init__(self, scoring: Scoring, plan: Plan | None) -> None:
        self._scoring = scoring
        self._prices = plan.prices if plan else None
        mentees, mentors = scoring.problem.mentees, scoring.problem.mentors
        pairs = plan.pairs if plan else ()
        self._rows = np.array([mentees.position(p.mentee) for p in pairs], dtype=np.int64)
        self._columns = np.array([mentors.position(p.mentor) for p in pairs], dtype=np.int64)
        self._is_locked = np.array([pair.locked for pair in pairs], dtype=bool)
        locked = np.bincount(self._columns[self._is_locked], minlength=len(mentors))
        self._is_open = scoring.problem.column_capacity > locked

    def best(self, rows: IntArray, count: int) -> Best:
        """The `count` mentors who would cost the plan least, for each of the mentees at `rows`."""
        starts = range(0, max(1, len(rows)), ROWS)
        parts = [self._few(rows[first : first + ROWS], count) for first in starts]
        arrays = zip(*((b.mentors, b.scores, b.losses, b.drops) for b in parts), strict=True)
        return Best(*(np.concatenate(each) for each in arrays))

    def _few(self, rows: IntArray, count: int) -> Best:
        scores = self._open_scores(rows)
        losses = self._losses(rows, scores)
        order = np.lexsort((-scores, np.nan_to_num(losses)), axis=1)[:, :count]
        own = np.arange(len(rows))[:, None]
        scores, losses = scores[own, order], losses[own, order]
        there = np.isfinite(scores)
        losses[~there] = np.nan
        drops = np.zeros(order.shape, dtype=bool)
        if self._prices:
            drops = (self._prices.bonus > 0) & (losses >= self._prices.bonus / 2)
            # What breaks ties is less than a point, and none is lost where it is all that is lost.
            losses = np.floor(losses / self._prices.scale)
        losses[drops] = np.nan
        whole = np.where(there, scores, 0).astype(np.int64)
        return Best(np.where(there, order, -1), whole, losses, drops)

    def _open_scores(self, rows: IntArray) -> FloatArray:
        """Scores without the pairs of the plan and the mentors whose places are all locked."""
        scores = self._scoring.grid(rows, np.arange(self._scoring.shape[1]))
        scores[:, ~self._is_open] = -np.inf
        place = self._place(rows)
        here = place[self._rows] >= 0
        scores[place[self._rows[here]], self._columns[here]] = -np.inf
        return scores

    def _losses(self, rows: IntArray, scores: FloatArray) -> Real:
        """Reduced costs in units of the prices, not a number where the plan does not tell."""
        prices = self._prices
        if prices is None:
            return np.full(scores.shape, np.nan)
        gains = scores * prices.scale + prices.pair - prices.mentors
        losses: Real = np.maximum(self._gains(prices)[rows][:, None] - gains, 0)
        return losses

    def _gains(self, prices: Prices) -> Real:
        """What each mentee gains by the least of the present pairs; shape (n,).

        Whoever has nobody would bring the bonus along, and whoever has a place left need not give
        up anything. What a locked pair gains has no price.
        """
        gains = np.full(self._scoring.shape[0], -prices.bonus)
        gains[self._rows] = np.inf
        rows, columns = self._rows[~self._is_locked], self._columns[~self._is_locked]
        own = self._scoring.pairs(rows, columns) * prices.scale + prices.pair
        np.minimum.at(gains, rows, own - prices.mentors[columns])
        taken = np.bincount(self._rows, minlength=len(gains))
        has_room = (taken > 0) & (taken < self._scoring.problem.row_capacity)
        gains[has_room] = np.minimum(gains[has_room], 0)
        return np.where(np.isinf(gains), np.nan, gains)

    def _place(self, rows: IntArray) -> IntArray:
        place = np.full(self._scoring.shape[0], -1)
        place[rows] = np.arange(len(rows))
        return place

"""Leximin: after the worst pair the second worst, and so on, as good as they can be.

Among all assignments with most rows matched, the number of pairs with the lowest score is made as
small as can be, then that with the next score, and so on. Several scores at a time become one
assignment problem with weights that count like digits; complementary slackness then keeps exactly
the assignments that are optimal so far: the tight pairs, and the rows and columns with a price,
which must stay matched. After R. E. Burkard, F. Rendl, Lexicographic bottleneck problems,
Operations Research Letters 10 (1991), and the ranks of R. W. Irving et al., Rank-maximal matchings,
ACM Trans. Algorithms 2 (2006).
"""

from dataclasses import dataclass

import numpy as np

from matching.engine import assignment
from matching.engine.assignment import Weights
from matching.engine.problem import BoolArray, IntArray


@dataclass(frozen=True)
class Optimal:
    """All assignments that are optimal so far: within `tight`, covering `rows` and `columns`."""

    tight: BoolArray
    rows: BoolArray
    columns: BoolArray

    @classmethod
    def of(cls, weights: Weights, price: Weights) -> "Optimal":
        """What is optimal for `weights`, by any optimal prices."""
        gain = assignment.profits(weights, price)
        tight = (weights > 0) & (weights - price == gain[:, None])
        return cls(tight, gain > 0, price > 0)

    def weigh(self, points: Weights) -> Weights:
        """Weights whose best assignments are the best of these by `points`, which are whole."""
        pairs = max(1, min(self.tight.shape))
        bonus = 2 * (pairs + 1) * (float(np.abs(points).max(initial=0)) + 1)
        must = self.rows[:, None] * bonus + self.columns[None, :] * bonus
        weights: Weights = np.where(self.tight, points + must, 0)
        return weights

    def among(self, points: Weights) -> tuple["Optimal", IntArray, Weights, Weights]:
        """The best of these by `points`, one of them, and its weights and prices."""
        weights = self.weigh(points)
        match = assignment.assign(weights)
        price = assignment.prices(weights, match)
        found = Optimal.of(weights, price)
        narrowed = Optimal(
            found.tight & self.tight, found.rows | self.rows, found.columns | self.columns
        )
        return narrowed, match, weights, price


def narrow(optimal: Optimal, scores: IntArray, levels: int | None) -> Optimal:
    """The leximin ones among `optimal`: for the lowest `levels` scores, or for all.

    `scores` has the shape of the tight pairs.
    """
    waiting = np.unique(scores[optimal.tight])[:levels].tolist()
    while waiting and _has_choice(optimal):
        present = np.unique(scores[optimal.tight])
        waiting = [score for score in waiting if score in present]
        digits, waiting = _digits(optimal, scores, waiting)
        if digits:
            points = np.zeros(scores.shape)
            for score, digit in digits:
                points[scores == score] = -digit
            optimal = optimal.among(points)[0]
    return optimal


def _has_choice(optimal: Optimal) -> bool:
    """Whether more than one assignment is left."""
    return bool((optimal.tight.sum(axis=0) > 1).any() or (optimal.tight.sum(axis=1) > 1).any())


def _digits(
    optimal: Optimal, scores: IntArray, waiting: list[int]
) -> tuple[list[tuple[int, float]], list[int]]:
    """As many of the lowest scores as one exact sum can hold, with their digits; and the rest.

    A score is worth more than all pairs that could have a better one of the same round.
    """
    pairs = max(1, min(optimal.tight.shape))
    room = assignment.EXACT / (16.0 * (pairs + 1) ** 2)
    counts: list[float] = []
    size = 1.0
    for score in waiting:
        here = optimal.tight & (scores == score)
        most = 1.0 + min(here.any(axis=0).sum(), here.any(axis=1).sum())
        if counts and size * most > room:
            break
        counts.append(most)
        size *= most
    taken = waiting[: len(counts)]
    digits = np.cumprod([1.0, *counts[:0:-1]])[::-1].tolist()
    return list(zip(taken, digits, strict=True)), waiting[len(counts) :]

"""A large programme: all pairs as scores that are made when asked for, and networks of some."""

from dataclasses import dataclass, replace

import numpy as np

from matching.engine.coverage import Arcs
from matching.engine.dense import Scale
from matching.engine.network import Network, Real
from matching.engine.pricing import NOWHERE, Sweep
from matching.engine.problem import IntArray
from matching.engine.scoring import Scoring
from matching.engine.solution import Room
from matching.engine.terms import Term

# A plan's points alone; the second aim, most pairs, comes in when the first is reached.
POINTS = Scale(point=1.0, bonus=0.0, pair=0.0)


@dataclass(frozen=True)
class Market:
    """A scoring without its locked pairs, and the room that is left.

    `quick` leaves out the hard rules `rare`. A pair weighs as `scale` says; those with a score
    below `floor` are none.
    """

    scoring: Scoring
    quick: Scoring
    rare: tuple[Term, ...]
    room: Room
    scale: Scale = POINTS
    floor: int = int(NOWHERE)

    @classmethod
    def of(cls, scoring: Scoring, room: Room) -> "Market":
        scoring = without_locks(scoring)
        return cls(scoring, *scoring.without_rare(), room)

    @property
    def most_pairs(self) -> int:
        """No plan has more pairs than there are places on either side."""
        rows, columns = self.room.rows, self.room.columns
        sides = np.minimum(rows, len(columns)).sum(), np.minimum(columns, len(rows)).sum()
        return int(min(sides))

    @property
    def widest(self) -> int:
        """The most places of a mentee."""
        return int(np.minimum(self.room.rows, len(self.room.columns)).max(initial=1))

    def with_bonus(self, points: int) -> "Market":
        """The same, where matching a needy mentee is worth so many points."""
        return replace(self, scale=replace(self.scale, bonus=float(points)))

    def with_pairs(self) -> "Market":
        """The same, where among plans of equal points that with most pairs is the best.

        The bonus grows by a point, so that pairs cannot outweigh a mentee where points just do not.
        """
        point = 1.0 + self.most_pairs
        bonus = (self.scale.bonus + 1) * point if self.scale.bonus else 0.0
        return replace(self, scale=Scale(point, bonus, pair=1.0))

    def sweep(self, prices: Real, thresholds: Real, keep: int) -> Sweep:
        """A pass over all pairs of open mentees and mentors."""
        asked = np.where(self.room.rows > 0, thresholds, np.inf)
        is_open = self.room.columns > 0
        return Sweep(self.quick, prices, is_open, asked, keep, self.scale, self.floor, self.rare)

    def network(self, *parts: Arcs) -> Network:
        """The network of all these pairs, each once."""
        width = np.int64(self.scoring.shape[1])
        keys = np.sort(np.concatenate([rows * width + columns for rows, columns in parts]))
        keys = keys[np.diff(keys, prepend=-1) > 0]  # quicker here than np.unique
        rows, columns = np.divmod(keys, width)
        scores = self.scoring.pairs(rows, columns)
        there = np.isfinite(scores) & (scores >= self.floor)
        weights = int(self.scale.point) * scores[there].astype(np.int64) + int(self.scale.pair)
        arcs = rows[there], columns[there], weights
        return Network.of(arcs, (self.room.rows, self.room.columns), self._bonus)

    @property
    def _bonus(self) -> IntArray:
        return np.where(self.room.needy, int(self.scale.bonus), 0)


def without_locks(scoring: Scoring) -> Scoring:
    """The scores of what is left to decide: nobody meets twice."""
    problem = scoring.problem
    blocks = problem.blocks | problem.locks
    return replace(scoring, problem=replace(problem, blocks=blocks, locks=frozenset()))

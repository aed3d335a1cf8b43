"""One pass over all pairs, block by block: which would improve a plan at given prices.

Column generation: only the pairs that a pass brings to light enter the network. After L. R. Ford,
D. R. Fulkerson, A suggested computation for maximal multi-commodity network flows, Management
Science 5 (1958), and Y. Lee, J. B. Orlin, On very large scale assignment problems, in Large Scale
Optimization (1994).
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.engine.coverage import Arcs
from matching.engine.criteria import MOST_POINTS
from matching.engine.dense import Scale
from matching.engine.network import Real
from matching.engine.plan import Run
from matching.engine.problem import BoolArray, FloatArray, IntArray
from matching.engine.scoring import Scoring
from matching.engine.terms import Term

# A block of 4 MB stays in the cache of one core.
ROWS, COLUMNS = 256, 4096
FEW = 32
MOST_WORKERS = 2
# A price beyond all points takes a mentor without places out of every block.
CLOSED = float(4 * MOST_POINTS)
# Up to these, sums of points, prices and broken rules stay whole in single precision, and what a
# hard rule keeps apart stays below all that is asked for.
MOST_SINGLE = float(1 << 22)
MOST_BONUS = MOST_POINTS // 2
NOWHERE = np.int64(-(1 << 40))


class LateError(Exception):
    """A pass stopped in the middle, because time is up."""


Gains = npt.NDArray[np.floating]
# Below all gains of pairs that may be, above minus infinity.
LEAST = np.float32(-(1 << 62))


@dataclass(frozen=True)
class Sweep:
    """A pass for pairs whose score less the mentor's price is at least the mentee's threshold.

    Shapes: `prices` (m,), `is_open` (m,), `thresholds` (n,), in the unit of `scale`; infinite
    thresholds leave a mentee out. The best `keep` of a mentee are kept, none with a score below
    `floor` and none that breaks one of the `rare` hard rules, which the scoring leaves out. Where
    thresholds are those of prices, nothing that reaches them is lost before `keep` of the mentee
    are found.
    """

    scoring: Scoring
    prices: Real
    is_open: BoolArray
    thresholds: Real
    keep: int
    scale: Scale
    floor: int = int(NOWHERE)
    rare: tuple[Term, ...] = ()

    def run(self, run: Run, stage: str, *, may_stop: bool = False) -> Arcs:
        """Rows and columns of the pairs found.

        Raises:
            CancelledError: the caller asked to stop.
            LateError: time is up, and the pass may stop in the middle.
        """
        _made_before_the_threads = self._features
        starts = [s for s in range(0, self.scoring.shape[0], ROWS) if self._is_asked(s)]
        found: list[Arcs] = [(np.zeros(0, dtype=np.int64),) * 2]
        with ThreadPoolExecutor(min(MOST_WORKERS, os.cpu_count() or 1)) as pool:
            try:
                for number, part in enumerate(pool.map(self._rows, starts)):
                    found.append(part)
                    run.report(stage, (number + 1) / len(starts))
                    if may_stop and run.is_late():
                        raise LateError
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        return np.concatenate([p[0] for p in found]), np.concatenate([p[1] for p in found])

    def _is_asked(self, start: int) -> bool:
        return bool((self.thresholds[start : start + ROWS] < np.inf).any())

    @property
    def _is_single(self) -> bool:
        """Whether single precision counts exactly."""
        is_small = self.prices.max(initial=0) <= MOST_SINGLE and self.scale.bonus <= MOST_BONUS
        return self.scale.point == 1 and is_small

    @cached_property
    def _features(self) -> tuple[FloatArray, FloatArray]:
        """The features of the scores and, where they count exactly, the prices as one more."""
        left, right = self.scoring.features
        ones = np.ones((len(left), 1), dtype=np.float32)
        prices = np.where(self.is_open, self.prices if self._is_single else 0, CLOSED)
        return np.hstack([left, ones]), np.hstack([right, -prices.astype(np.float32)[:, None]])

    def _rows(self, start: int) -> Arcs:
        """The pairs of one block of rows."""
        rows = slice(start, min(start + ROWS, self.scoring.shape[0]))
        kind = np.float32 if self._is_single else np.float64
        best = Best(self.thresholds[rows].astype(kind), self.keep)
        for columns in self._column_blocks(start):
            gains = self._gains(rows, columns)
            spots = best.promising(gains)
            own, found = np.divmod(spots, gains.shape[1])
            allowed = self._allowed(own + start, found + columns.start)
            best.take(own[allowed], (found + columns.start)[allowed], gains.ravel()[spots[allowed]])
        own, found = best.trimmed()
        return own + start, found

    def _gains(self, rows: slice, columns: slice) -> Gains:
        """What pairs weigh less the price; shape (rows, columns)."""
        left, right = self._features
        gains = left[rows] @ right[columns].T
        self.scoring.finish(gains, rows, columns)
        prices = self.prices[columns]
        if self._is_single:
            if self.floor > NOWHERE:
                gains[gains + prices < self.floor] = -np.inf
            return gains
        gains[gains < max(self.floor, -MOST_POINTS)] = -np.inf
        return gains.astype(np.float64) * self.scale.point + (self.scale.pair - prices)

    def _allowed(self, rows: IntArray, columns: IntArray) -> BoolArray:
        """Which pairs break none of the rare hard rules."""
        allowed = np.ones(len(rows), dtype=bool)
        for term in self.rare:
            allowed &= term.pairs(rows, columns) <= 0
        return allowed

    def _column_blocks(self, start: int) -> Iterator[slice]:
        """Each block of rows begins elsewhere, so that ties do not all go to the same mentors."""
        blocks = range(0, self.scoring.shape[1], COLUMNS)
        turn = (start // ROWS) % max(1, len(blocks))
        for first in (*blocks[turn:], *blocks[:turn]):
            yield slice(first, min(first + COLUMNS, self.scoring.shape[1]))


class Best:
    """The best entries of each row of blocks that come one after the other."""

    def __init__(self, thresholds: Gains, keep: int) -> None:
        # Without thresholds everything would be promising.
        self._is_open = bool(np.isneginf(thresholds).all())
        self._least = np.maximum(thresholds, LEAST)
        self._keep = keep
        self._rows = self._columns = np.zeros(0, dtype=np.int64)
        self._gains = np.zeros(0, dtype=thresholds.dtype)

    def promising(self, gains: Gains) -> IntArray:
        """Where a block reaches the thresholds; only the best where there are none yet."""
        if self._is_open:
            self._is_open = False
            return self._crowded(gains)
        return np.flatnonzero(gains >= self._least[:, None])

    def take(self, rows: IntArray, columns: IntArray, gains: Gains) -> None:
        """Add entries and keep the best of each row."""
        if len(rows):
            self._rows = np.concatenate([self._rows, rows])
            self._columns = np.concatenate([self._columns, columns])
            self._gains = np.concatenate([self._gains, gains])
            self._trim()

    def _crowded(self, gains: Gains) -> IntArray:
        """The best of each row, some more than are kept because rare rules may take some."""
        width = gains.shape[1]
        keep = min(2 * self._keep, width)
        best = np.empty((len(gains), keep), dtype=np.int64)
        for first in range(0, len(gains), FEW):  # partitions are twice as large as the block
            few = gains[first : first + FEW]
            best[first : first + FEW] = np.argpartition(few, width - keep, axis=1)[:, -keep:]
        spots = (best + np.arange(len(gains))[:, None] * width).ravel()
        spots.sort()
        enough: IntArray = spots[gains.ravel()[spots] >= self._least[spots // width]]
        return enough

    def _trim(self) -> None:
        order = np.lexsort((self._columns, -self._gains, self._rows))
        rows = self._rows[order]
        starts = np.searchsorted(rows, np.arange(len(self._least) + 1))
        rank = np.arange(len(rows)) - np.repeat(starts[:-1], np.diff(starts))
        order = order[rank < self._keep]
        last = rows[rank == self._keep - 1]
        self._rows, self._columns = self._rows[order], self._columns[order]
        self._gains = self._gains[order]
        full = np.flatnonzero(np.bincount(self._rows, minlength=len(self._least)) >= self._keep)
        if len(last):
            ends = np.searchsorted(self._rows, full, side="right") - 1
            # What only ties with the last that is kept need not come in.
            self._least[full] = np.nextafter(self._gains[ends], self._gains.dtype.type(np.inf))

    def trimmed(self) -> Arcs:
        """Rows (counted within the block) and columns of what was kept."""
        return self._rows, self._columns

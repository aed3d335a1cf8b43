"""What comes out: pairs, who stays without, and how good it is at least."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

OBJECTIVES = ("total", "most", "fair")


class CancelledError(Exception):
    """The caller asked to stop."""


@dataclass(frozen=True)
class Progress:
    """Where a run stands: a stage, its fraction from 0 to 1, and the gap known so far."""

    stage: str
    fraction: float
    gap: float | None = None


@dataclass(frozen=True)
class Reason:
    """A code of `wording.SENTENCES`, its values, and the points it gives."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    points: int = 0


@dataclass(frozen=True)
class PlannedPair:
    """`co_mentor` comes along, or nobody; `co_score` is what the two others score with them."""

    mentee: str
    mentor: str
    score: int
    locked: bool = False
    co_mentor: str = ""
    co_score: int = 0


@dataclass(frozen=True)
class Unmatched:
    """Somebody without a partner, and why."""

    id: str
    reason: Reason


@dataclass(frozen=True)
class Prices:
    """The dual of the plan, in points.

    `mentors` (m,) is what one more place of a mentor would add to the total. `scale` is the unit:
    a value of `scale` is one point; `bonus` is what matching one more mentee is worth, `pair` what
    any pair is worth beside its points. All float64 and whole.
    """

    mentors: npt.NDArray[np.float64]
    scale: float = 1.0
    bonus: float = 0.0
    pair: float = 0.0


@dataclass(frozen=True)
class Plan:
    """Pairs sorted by ids, with a certificate.

    `bound` is an upper bound for the total of any plan that is as good by what goes before the
    total (for `most` and `fair` as many mentees, for `fair` also a worst pair as good). `proven`
    says that the plan is optimal: then `gap`, which is (bound − total) / |bound|, is 0.
    `most_mentees` is an upper bound for the number of matched mentees, `floor` the proven best
    score of the worst pair among those that are not locked. `depth_reached` says how far `fair`
    went: 1 is the floor alone, which is all there is for large problems and where both sides take
    several; k the k − 1 lowest scores as well, None full leximin; 0 stands for other objectives.
    """

    objective: str
    pairs: tuple[PlannedPair, ...]
    unmatched_mentees: tuple[Unmatched, ...]
    unmatched_mentors: tuple[Unmatched, ...]
    bound: int
    proven: bool
    most_mentees: int | None = None
    floor: int | None = None
    depth_reached: int | None = 0
    prices: Prices | None = field(default=None, compare=False, repr=False)

    @property
    def total(self) -> int:
        return sum(pair.score + pair.co_score for pair in self.pairs)

    @property
    def worst(self) -> int | None:
        return min((pair.score for pair in self.pairs), default=None)

    @property
    def gap(self) -> float:
        return (self.bound - self.total) / max(1, abs(self.bound))


@dataclass
class Run:
    """How a run talks to its caller.

    `progress` is called with each step, `cancelled` is asked between steps, `deadline` is seconds
    on `clock`.
    """

    progress: Callable[[Progress], None] | None = None
    cancelled: Callable[[], bool] | None = None
    deadline: float | None = None
    clock: Callable[[], float] = lambda: 0.0

    def report(self, stage: str, fraction: float, gap: float | None = None) -> None:
        """Tell where the run stands.

        Raises:
            CancelledError: the caller asked to stop.
        """
        if self.cancelled and self.cancelled():
            raise CancelledError
        if self.progress:
            self.progress(Progress(stage, fraction, gap))

    def is_late(self) -> bool:
        return self.deadline is not None and self.clock() >= self.deadline

    def left(self, seconds: float) -> float:
        """How long something may take that would like so many seconds."""
        if self.deadline is None:
            return seconds
        return max(0.0, min(seconds, self.deadline - self.clock()))

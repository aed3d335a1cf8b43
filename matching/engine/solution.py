"""What is left to decide once locks are kept, and what a solver found."""

from dataclasses import dataclass

from matching.engine.coverage import Cover
from matching.engine.plan import Prices
from matching.engine.problem import BoolArray, IntArray


@dataclass(frozen=True)
class Room:
    """Places that are left: `rows` (n,) of mentees, `columns` (m,) of mentors.

    `needy` (n,) are mentees who have nobody yet: matching them counts for `most` and `fair`.
    """

    rows: IntArray
    columns: IntArray
    needy: BoolArray


@dataclass(frozen=True)
class Solution:
    """Chosen pairs as rows and columns, an upper bound for their total, and the dual.

    `covers` prove how many can be matched, and that no higher floor lets as many be.
    """

    rows: IntArray
    columns: IntArray
    bound: int
    proven: bool
    prices: Prices | None
    most: int | None = None
    floor: int | None = None
    depth: int | None = 0
    covers: tuple[Cover, ...] = ()

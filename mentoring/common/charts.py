"""Charts of the staff area: a table whose rows carry bars, so that nothing hangs on the picture.

The numbers stand in the cells and a sentence says which bar is longest: who sees no bars, or no
colours, misses nothing. `components/chart.html` draws it. All measures are in units of a picture
that is 100 wide and 20 high, and stretched to the cell.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

WIDTH, HEIGHT, GAP, INSET = 100, 20, 2, 4


class Tone(StrEnum):
    """How a bar is filled; tones differ in form or place as well as in colour."""

    MAIN = "main"
    WATCH = "watch"
    LIGHT = "light"
    QUIET = "quiet"
    ROOM = "room"


@dataclass(frozen=True)
class Column:
    """Numbers of one kind. Those of one `lane` follow each other, those `behind` lie under all.

    Without a `tone` there are only numbers; without a `lane`, or `behind`, no bar is drawn.
    """

    title: Any
    tone: Tone | None = None
    lane: int | None = 0
    behind: bool = False

    @property
    def is_drawn(self) -> bool:
        return self.lane is not None or self.behind


@dataclass(frozen=True)
class Cell:
    """A number, and where the rows that it counts are listed."""

    value: int
    url: str = ""


@dataclass(frozen=True)
class Row:
    """`cells` in the order of the columns; `note` is a word beside the label.

    `tone` outranks those of the columns; `stress` is the css class of a row that matters more.
    """

    label: Any
    cells: Sequence[Cell]
    url: str = ""
    note: Any = ""
    tone: Tone | None = None
    stress: str = ""


@dataclass(frozen=True)
class Bar:
    """A rectangle of the picture, which is WIDTH by HEIGHT; `y` counts from the top."""

    tone: Tone
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """`key` is the id of the heading; `head` titles the labels, where the heading does not.

    At most `shown` rows stand open; `css` is a class for the table.
    """

    key: str
    head: Any
    columns: Sequence[Column]
    rows: Sequence[Row]
    shown: int | None = None
    css: str = ""

    @property
    def first(self) -> list[tuple[Row, list[Bar]]]:
        return self.drawn[: self.shown]

    @property
    def rest(self) -> list[tuple[Row, list[Bar]]]:
        return self.drawn[self.shown :] if self.shown else []

    @cached_property
    def drawn(self) -> list[tuple[Row, list[Bar]]]:
        """Each row with its bars; all are of one scale."""
        return [(row, self._bars(row)) for row in self.rows]

    @property
    def told(self) -> str:
        """The longest bar in words; "" where there is none."""
        row = max(self.rows, key=self._length, default=None)
        if row is None or not self._length(row):
            return ""
        pairs = zip(self.columns, row.cells, strict=True)
        numbers = ", ".join(f"{column.title} {cell.value}" for column, cell in pairs)
        return _("Longest bar: %(label)s (%(numbers)s).") % {"label": row.label, "numbers": numbers}

    def _bars(self, row: Row) -> list[Bar]:
        """What lies behind comes first, so that the others cover it."""
        under, over = [], []
        ends: dict[int, float] = {}
        for column, cell in zip(self.columns, row.cells, strict=True):
            tone, width = row.tone or column.tone or Tone.MAIN, self._width(cell.value)
            if column.behind:
                under.append(Bar(tone, 0, 0, width, HEIGHT))
            elif column.lane is not None:
                y, height = self._place(column.lane)
                begin = ends.get(column.lane, 0)
                over.append(Bar(tone, begin, y, width, height))
                ends[column.lane] = round(begin + width, 2)
        return under + over

    def _place(self, lane: int) -> tuple[float, float]:
        """Where a lane begins, and how high it is."""
        lanes = 1 + max(column.lane or 0 for column in self.columns)
        step = (HEIGHT + GAP) / lanes
        inset = INSET if any(column.behind for column in self.columns) else 0
        return lane * step + inset, step - GAP - 2 * inset

    def _width(self, value: int) -> float:
        return round(WIDTH * value / self._widest, 2) if self._widest else 0.0

    @cached_property
    def _widest(self) -> int:
        return max(map(self._length, self.rows), default=0)

    def _length(self, row: Row) -> int:
        """How long the longest bar of a row is, those of a lane taken together."""
        lengths: dict[Any, int] = {}
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column.is_drawn:
                strip = "behind" if column.behind else column.lane
                lengths[strip] = lengths.get(strip, 0) + cell.value
        return max(lengths.values(), default=0)

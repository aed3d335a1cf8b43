"""What is given: two sides of people, their capacities, what is fixed and what must not be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matching.engine.wording import PART_ENDS, InputError, did_you_mean

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]
Cells = npt.NDArray[np.object_]
Pair = tuple[str, str]
Place = tuple[float, float]
SPLITTING = frozenset(";,|")


@dataclass(frozen=True)
class Side:
    """The people of one side.

    `ids` are unique; `columns` have one cell a person: text, a whole number, a sequence of texts,
    or None for a blank. `name` is for messages.

    Raises:
        InputError: an id appears twice, or a column has another length than `ids`.
    """

    name: str
    ids: tuple[str, ...]
    columns: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if len(self.positions) < len(self.ids):
            twice = next(one for spot, one in enumerate(self.ids) if self.positions[one] != spot)
            raise InputError("duplicate_id", id=twice, side=self.name)
        for column, cells in self.columns.items():
            if len(cells) != len(self):
                found = {"found": len(cells), "expected": len(self)}
                raise InputError("column_length", column=column, side=self.name, **found)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def positions(self) -> dict[str, int]:
        """Where each id stands."""
        return {one: spot for spot, one in enumerate(self.ids)}

    def position(self, one: str) -> int:
        if one not in self.positions:
            hint = did_you_mean(one, self.ids[:10_000])
            raise InputError("unknown_id", id=one, side=self.name, hint=hint)
        return self.positions[one]

    def cells(self, column: str) -> Cells:
        """The cells of `column`, as texts: blanks empty, spaces trimmed, lists as `text` says."""
        if column not in self.columns:
            hint = did_you_mean(column, self.columns)
            raise InputError("missing_column", column=column, side=self.name, hint=hint)
        if column not in self.memo:
            cells = np.empty(len(self), dtype=object)
            cells[:] = _texts(self.columns[column])
            self.memo[column] = cells
        found: Cells = self.memo[column]
        return found

    def cell(self, column: str, spot: int) -> str:
        """One cell as text."""
        return str(self.cells(column)[spot])

    @cached_property
    def memo(self) -> dict[Any, Any]:
        """What was once read from the columns; solving again after a change asks the same."""
        return {}

    @cached_property
    def order(self) -> list[int]:
        """The positions, sorted by id."""
        return sorted(range(len(self)), key=self.ids.__getitem__)

    @cached_property
    def in_order(self) -> "Side":
        """The same people sorted by id."""
        return self if self.order == list(range(len(self))) else self.taken(self.order)

    def taken(self, order: Sequence[int]) -> "Side":
        """The people at the positions in `order`."""
        columns = {name: [cells[spot] for spot in order] for name, cells in self.columns.items()}
        return Side(self.name, tuple(self.ids[spot] for spot in order), columns)


def _texts(cells: Sequence[Any]) -> list[str]:
    """Cells as texts, those that repeat only once; 1 and True are not the same."""
    if set(map(type, cells)) <= {str}:
        known = {cell: text(cell) for cell in set(cells)}
        return [known[cell] for cell in cells]
    return [text(cell) for cell in cells]


def text(cell: Any) -> str:
    """One cell as text; the parts of a list stay what they are, whatever they hold."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        words = " ".join(cell.split())
        return cell if words == cell else words  # one text in memory, not two
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, set | frozenset):
        cell = sorted(cell)
    if isinstance(cell, list | tuple):
        return _joined([text(one) for one in cell])
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _joined(parts: list[str]) -> str:
    if any(SPLITTING & set(part) for part in parts):
        return "".join(part + PART_ENDS for part in parts)
    return "|".join(parts)


@dataclass(frozen=True)
class Problem:
    """Mentees (n) and mentors (m).

    Capacities are how many partners each takes, in the order of the ids; 1 for all when left out.
    `locks` are pairs (mentee, mentor) that stay, `blocks` pairs that must not be. `places` gives
    latitude and longitude in degrees for texts that stand in columns of places.

    Raises:
        InputError: an unknown id, a capacity below zero, a lock that is blocked or has no room.
    """

    mentees: Side
    mentors: Side
    mentee_capacity: Sequence[int] | None = None
    mentor_capacity: Sequence[int] | None = None
    locks: frozenset[Pair] = frozenset()
    blocks: frozenset[Pair] = frozenset()
    places: Mapping[str, Place] = field(default_factory=dict)

    def __post_init__(self) -> None:
        both = sorted(self.locks & self.blocks)
        if both:
            raise InputError("lock_blocked", mentee=both[0][0], mentor=both[0][1])
        rows, columns = self.spots(self.locks)
        for side, capacity, used in (
            (self.mentees, self.row_capacity, rows),
            (self.mentors, self.column_capacity, columns),
        ):
            left = capacity - np.bincount(used, minlength=len(side))
            if (left < 0).any():
                raise InputError("lock_capacity", id=side.ids[int(np.argmin(left))])

    @cached_property
    def row_capacity(self) -> IntArray:
        """How many mentors each mentee takes; shape (n,)."""
        return _capacity(self.mentees, self.mentee_capacity)

    @cached_property
    def column_capacity(self) -> IntArray:
        """How many mentees each mentor takes; shape (m,)."""
        return _capacity(self.mentors, self.mentor_capacity)

    def spots(self, pairs: Iterable[Pair]) -> tuple[IntArray, IntArray]:
        """Rows and columns of `pairs`, sorted."""
        spots = sorted((self.mentees.position(a), self.mentors.position(b)) for a, b in pairs)
        array = np.array(spots, dtype=np.int64).reshape(-1, 2)
        return array[:, 0], array[:, 1]

    @cached_property
    def in_order(self) -> "Problem":
        """The same problem with people sorted by id, so that no order of rows can break a tie."""
        return Problem(
            self.mentees.in_order,
            self.mentors.in_order,
            self.row_capacity[self.mentees.order].tolist(),
            self.column_capacity[self.mentors.order].tolist(),
            self.locks,
            self.blocks,
            self.places,
        )


def _capacity(side: Side, given: Sequence[int] | None) -> IntArray:
    if given is None:
        return np.ones(len(side), dtype=np.int64)
    capacity = np.asarray(given, dtype=np.int64)
    if capacity.shape != (len(side),):
        found = {"found": len(capacity), "expected": len(side)}
        raise InputError("capacity_length", side=side.name, **found)
    if (capacity < 0).any():
        raise InputError("capacity_negative", id=side.ids[int(np.argmin(capacity))])
    return capacity

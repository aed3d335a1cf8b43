"""Cells of text turned into numbers: codes, sets, ranks, times and places.

Cells repeat, so each function works on the distinct ones; `codes` lead from people to them.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
import numpy.typing as npt

from matching.engine.problem import FloatArray, IntArray, Place, Side
from matching.engine.wording import PART_ENDS, InputError, did_you_mean

TRUE = frozenset({"1", "yes", "y", "true", "x", "ja", "wahr"})
NAMES = (
    ("monday", "montag"),
    ("tuesday", "dienstag"),
    ("wednesday", "mittwoch"),
    ("thursday", "donnerstag"),
    ("friday", "freitag"),
    ("saturday", "samstag", "sonnabend"),
    ("sunday", "sonntag"),
)
DAYS = {name: day for day, names in enumerate(NAMES) for name in names}
SHORT_DAYS = {"so": 6}
SPAN = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?::(\d\d))?\s*[-–]\s*(\d{1,2})(?::(\d\d))?")
DEGREES = re.compile(r"(-?\d+(?:\.\d+)?)[\s/]+(-?\d+(?:\.\d+)?)")
FEW = 2_000  # people whose lists are kept in memory, for their reasons
DAY_MINUTES = 24 * 60
EARTH_RADIUS_KM = 6371.0088  # IUGG mean radius

# Minutes of a week, from Monday 00:00.
Span = tuple[int, int]


@dataclass(frozen=True)
class Distinct:
    """The distinct cells of a column: `values[codes]` are the cells, casefolded."""

    side: Side
    column: str
    codes: IntArray
    values: tuple[str, ...]

    def at(self, code: int) -> dict[str, object]:
        """Where a wrong value stands, for messages: the first person who has it."""
        first = int(np.flatnonzero(self.codes == code)[0])
        return {"column": self.column, "side": self.side.name, "id": self.side.ids[first]}

    @cached_property
    def labels(self) -> tuple[frozenset[str], ...]:
        """The parts of each distinct cell; for a column read as lists."""
        return tuple(
            frozenset(value.split(PART_ENDS)) if value else frozenset() for value in self.values
        )


def distinct(side: Side, column: str, *, is_list: bool = False) -> Distinct:
    """The distinct cells of a column; lists count as alike in whatever order they stand."""
    key = column, is_list
    if key not in side.memo:
        side.memo[key] = _distinct(side, column, is_list=is_list)
    found: Distinct = side.memo[key]
    return found


def _distinct(side: Side, column: str, *, is_list: bool) -> Distinct:
    cells = side.cells(column).tolist()
    alike = {
        cell: PART_ENDS.join(sorted(by_label(side, cell))) if is_list else cell.casefold()
        for cell in set(cells)
    }
    values = sorted(set(alike.values()))
    number = {value: spot for spot, value in enumerate(values)}
    code = {cell: number[value] for cell, value in alike.items()}
    codes = np.array([code[cell] for cell in cells], dtype=np.int64)
    return Distinct(side, column, codes, tuple(values))


def by_label(side: Side, cell: str) -> dict[str, str]:
    """The parts of a list cell in their order: casefolded, and as they are first written."""
    found: dict[str, str] | None = side.memo.get(("labels", cell))
    if found is None:
        found = {}
        for part in _parts(cell):
            found.setdefault(part.casefold(), part)
        if len(side) <= FEW:
            side.memo["labels", cell] = found
    return found


def filled(cells: Distinct) -> npt.NDArray[np.bool_]:
    return np.array([value != "" for value in cells.values], dtype=bool)


def true(cells: Distinct) -> npt.NDArray[np.bool_]:
    return np.array([value in TRUE for value in cells.values], dtype=bool)


def in_order(value: str) -> list[str]:
    """The parts of a list cell in the order in which they stand, each once."""
    return list(dict.fromkeys(_parts(value)))


def _parts(value: str) -> list[str]:
    """The parts of a list cell: as they were given, or split at semicolon, comma or bar."""
    if PART_ENDS in value:
        pieces = value.split(PART_ENDS)
    else:
        pieces = value.replace(";", "|").replace(",", "|").split("|")
    return [part for piece in pieces if (part := piece.strip())]


def multi_hot(left: Distinct, right: Distinct) -> tuple[FloatArray, FloatArray]:
    """Which labels each distinct cell has, over the labels that both columns know.

    Shapes (distinct left, labels) and (distinct right, labels); the inner product counts what two
    cells share.
    """
    shared = sorted(frozenset().union(*left.labels) & frozenset().union(*right.labels))
    number = {label: spot for spot, label in enumerate(shared)}
    return _hot(left.labels, number), _hot(right.labels, number)


def _hot(sets: Sequence[frozenset[str]], number: Mapping[str, int]) -> FloatArray:
    hot = np.zeros((len(sets), len(number)), dtype=np.float32)
    spots = [
        (row, number[one]) for row, members in enumerate(sets) for one in members if one in number
    ]
    if spots:
        rows, labels_of_rows = zip(*spots, strict=True)
        hot[list(rows), list(labels_of_rows)] = 1
    return hot


def sizes(cells: Distinct) -> IntArray:
    """How many labels each distinct cell has."""
    return np.array([len(each) for each in cells.labels], dtype=np.int64)


def ranks(cells: Distinct, order: Sequence[str]) -> tuple[IntArray, npt.NDArray[np.bool_]]:
    """The place of each distinct cell in `order` (or its number where there is none); is it filled?

    Raises:
        InputError: a cell that is not in the order, or no whole number.
    """
    known = filled(cells)
    read = {value.casefold(): spot for spot, value in enumerate(order)}
    found = np.zeros(len(cells.values), dtype=np.int64)
    for code in np.flatnonzero(known).tolist():
        found[code] = _rank(cells, code, read, order)
    return found, known


def _rank(cells: Distinct, code: int, read: Mapping[str, int], order: Sequence[str]) -> int:
    value = cells.values[code]
    if not order:
        if not re.fullmatch(r"-?\d{1,9}", value):
            raise InputError("not_a_number", value=value, **cells.at(code))
        return int(value)
    if value not in read:
        hint = did_you_mean(value, order)
        raise InputError("unknown_value", value=value, hint=hint, **cells.at(code))
    return read[value]


def week(left: Distinct, right: Distinct) -> tuple[FloatArray, FloatArray]:
    """Times of a week, cut wherever somebody's begin or end; spans that always go together are one.

    Shapes (distinct left, spans) and (distinct right, spans); the left side carries the length of a
    span in minutes, so that the inner product is the time in common.
    """
    weeks = [[_week(cells, code) for code in range(len(cells.values))] for cells in (left, right)]
    every = [edge for side in weeks for spans in side for span in spans for edge in span]
    edges = np.unique(np.array(every, dtype=np.int64))
    hours = [_there(side, edges) for side in weeks]
    both = np.concatenate(hours)
    changes = (both[:, 1:] != both[:, :-1]).any(axis=0)
    starts = np.flatnonzero(np.r_[True, changes][: both.shape[1]])
    patterns, lengths = both[:, starts], np.diff(np.append(edges[starts], edges[-1:]))
    used = patterns[: len(hours[0])].any(axis=0) & patterns[len(hours[0]) :].any(axis=0)
    spans = patterns[:, used].astype(np.float32)
    return spans[: len(hours[0])] * lengths[used].astype(np.float32), spans[len(hours[0]) :]


def _there(weeks: Sequence[Sequence[Span]], edges: IntArray) -> npt.NDArray[np.bool_]:
    """Who has time between which edges; shape (distinct, edges - 1)."""
    found = np.zeros((len(weeks), max(0, len(edges) - 1)), dtype=bool)
    for row, spans in enumerate(weeks):
        for first, last in spans:
            found[row, np.searchsorted(edges, first) : np.searchsorted(edges, last)] = True
    return found


def _week(cells: Distinct, code: int) -> list[Span]:
    found = []
    for part in cells.labels[code]:
        span = _span(part)
        if span is None:
            raise InputError("not_a_time", value=part, **cells.at(code))
        found.append(span)
    return found


@lru_cache(maxsize=4096)
def _span(part: str) -> Span | None:
    """Begin and end of a text such as “mon 18:00-20:00”, None if it is none."""
    span = SPAN.fullmatch(part)
    day = _day(span[1]) if span else None
    if span is None or day is None:
        return None
    start = int(span[2]) * 60 + int(span[3] or 0)
    end = int(span[4]) * 60 + int(span[5] or 0)
    if not 0 <= start < end <= DAY_MINUTES:
        return None
    return day * DAY_MINUTES + start, day * DAY_MINUTES + end


def _day(name: str) -> int | None:
    """The day whose name begins so, from 0 for Monday; None where it is none, or could be two."""
    if name in SHORT_DAYS:
        return SHORT_DAYS[name]
    days = {day for full, day in DAYS.items() if full.startswith(name.removesuffix("s"))}
    return days.pop() if len(days) == 1 and len(name) > 1 else None


def places(
    cells: Distinct, known: Mapping[str, Place]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Points on the unit sphere, shape (distinct, 3), and whether the cell is filled.

    A cell is a name in `known` or two numbers in degrees.

    Raises:
        InputError: a cell that is neither.
    """
    there = filled(cells)
    found = np.zeros((len(cells.values), 2))
    folded = {name.casefold(): place for name, place in known.items()}
    for code in np.flatnonzero(there).tolist():
        value = cells.values[code]
        degrees = DEGREES.fullmatch(value)
        if value in folded:
            found[code] = folded[value]
        elif degrees:
            found[code] = float(degrees[1]), float(degrees[2])
        else:
            raise InputError("not_a_place", value=value, **cells.at(code))
    latitude, longitude = np.radians(found).T
    flat = np.cos(latitude)
    points = flat * np.cos(longitude), flat * np.sin(longitude), np.sin(latitude)
    return np.stack(points, axis=1), there


def half_chords(
    left: npt.NDArray[np.float64], right: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    """Squares of half the chords between points (…, 3) of the unit sphere that broadcast.

    They grow with the distance along the ground and are the haversines of its angle (R. W.
    Sinnott, Sky and Telescope 68, 1984), but need no sine for each pair.
    """
    square = (left[..., 0] - right[..., 0]) ** 2
    square += (left[..., 1] - right[..., 1]) ** 2
    square += (left[..., 2] - right[..., 2]) ** 2
    quarter: npt.NDArray[np.float64] = square / 4
    return quarter


def half_chord(kilometres: float) -> float:
    """The square of half the chord of a distance along the ground."""
    return math.sin(min(kilometres / EARTH_RADIUS_KM, math.pi) / 2) ** 2

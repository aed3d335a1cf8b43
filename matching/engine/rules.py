"""What each rule computes: from two columns to a term.

For scores a term has the points; for hard rules it is above zero where a pair must not be.
"""

from collections.abc import Callable, Mapping

import numpy as np

from matching.engine import columns
from matching.engine.columns import Distinct
from matching.engine.criteria import LISTS, Rule
from matching.engine.problem import BoolArray, FloatArray, IntArray, Place, Problem
from matching.engine.terms import Compute, Computed, Inner, Term, bent, folded

Build = Callable[[Rule, Distinct, Distinct, Mapping[str, Place]], Compute]


def term(rule: Rule, problem: Problem) -> Term:
    """The term of `rule`; preferences have none, see `preferences`.

    Raises:
        InputError: a column is missing, or a cell means nothing to the rule.
    """
    is_list = rule.rule in LISTS
    rows = columns.distinct(problem.mentees, rule.mentee, is_list=is_list)
    cols = columns.distinct(problem.mentors, rule.mentor, is_list=is_list)
    if rule.rule in {"overlap", "contains"} and rule.kind != "require" and not rule.most:
        inner = _inner(rule, rows, cols)
        if inner:
            return inner
    compute = BUILD[rule.rule](rule, rows, cols, problem.places)
    if rule.kind != "score":
        compute = _violation(rule, compute, columns.filled(rows), columns.filled(cols))
    return folded(Computed(rows.codes, cols.codes, compute, (len(rows.values), len(cols.values))))


def _inner(rule: Rule, rows: Distinct, cols: Distinct) -> Inner | None:
    """Counting what is shared is an inner product; so is containing, where lists have one entry."""
    if rule.rule == "contains" and (columns.sizes(rows) > 1).any():
        return None
    left, right = columns.multi_hot(rows, cols)
    points = rule.points if rule.kind == "score" else 1
    return Inner(rows.codes, left * np.float32(points), cols.codes, right)


def _violation(rule: Rule, compute: Compute, left: BoolArray, right: BoolArray) -> Compute:
    """1 where `rule` keeps a pair apart: it holds and is forbidden, or fails and is required."""

    def forbidden(rows: IntArray, cols: IntArray) -> FloatArray:
        return (compute(rows, cols) > 0).astype(np.float32)

    def missing(rows: IntArray, cols: IntArray) -> FloatArray:
        fails = compute(rows, cols) <= 0
        if rule.blank == "allow":
            fails &= left[rows] & right[cols]
        return fails.astype(np.float32)

    return forbidden if rule.kind == "forbid" else missing


def _same(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    left, right = _alike(rows, cols)
    points = np.float32(rule.points)
    return lambda a, b: np.where(left[a] == right[b], points, np.float32(0))


def _alike(rows: Distinct, cols: Distinct) -> tuple[IntArray, IntArray]:
    """Numbers that are equal where two cells are alike and not blank."""
    number = {value: spot for spot, value in enumerate(rows.values) if value}
    other = [number.get(value, -2) for value in cols.values]
    return np.array([number.get(v, -1) for v in rows.values]), np.array(other)


def _different(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    left, right = _alike(rows, cols)
    here, there = columns.filled(rows), columns.filled(cols)
    return lambda a, b: (here[a] & there[b] & (left[a] != right[b])).astype(np.float32)


def _overlap(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    points, most = np.float32(rule.points), np.float32(rule.most or np.inf)
    return bent(*columns.multi_hot(rows, cols), lambda shared: np.minimum(shared, most) * points)


def _no_overlap(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    left, right = columns.multi_hot(rows, cols)
    here, there = columns.filled(rows), columns.filled(cols)
    shared = bent(left, right, lambda count: count)
    return lambda a, b: (here[a] & there[b] & (shared(a, b) == 0)).astype(np.float32)


def _contains(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    left, right = columns.multi_hot(rows, cols)
    size, points = columns.sizes(rows).astype(np.float32), np.float32(rule.points)
    shared = bent(left, right, lambda count: count)
    return lambda a, b: np.where((size[a] > 0) & (shared(a, b) == size[a]), points, np.float32(0))


def _difference(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    (left, here), (right, there) = columns.ranks(rows, rule.order), columns.ranks(cols, rule.order)
    points = rule.points if rule.kind == "score" else dict.fromkeys(rule.allowed, 1)
    steps = np.array(sorted(points))
    worth = np.array([points[step] for step in steps.tolist()], dtype=np.float32)

    def compute(a: IntArray, b: IntArray) -> FloatArray:
        step = right[b] - left[a]
        spot = np.clip(np.searchsorted(steps, step), 0, len(steps) - 1)
        holds = (steps[spot] == step) & here[a] & there[b]
        return np.where(holds, worth[spot], np.float32(0))

    return compute


def _distance(rule: Rule, rows: Distinct, cols: Distinct, known: Mapping[str, Place]) -> Compute:
    (left, here), (right, there) = columns.places(rows, known), columns.places(cols, known)
    points = rule.points if rule.kind == "score" else {rule.within: 1}
    steps = np.array([columns.half_chord(far) for far in sorted(points)])
    worth = np.array([points[far] for far in sorted(points)] + [0], dtype=np.float32)

    def compute(a: IntArray, b: IntArray) -> FloatArray:
        apart = columns.half_chords(left[a], right[b])
        near = worth[np.searchsorted(steps, apart)]
        return np.where(here[a] & there[b], near, np.float32(0))

    return compute


def _time(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    least = np.float32(rule.minutes)
    points = np.float32(rule.points)
    return bent(
        *columns.week(rows, cols), lambda common: np.where(common >= least, points, np.float32(0))
    )


def _both(rule: Rule, rows: Distinct, cols: Distinct, places: Mapping[str, Place]) -> Compute:
    left, right = columns.true(rows), columns.true(cols)
    return lambda a, b: (left[a] & right[b]).astype(np.float32)


BUILD: dict[str, Build] = {
    "same": _same,
    "different": _different,
    "overlap": _overlap,
    "no_overlap": _no_overlap,
    "contains": _contains,
    "difference": _difference,
    "distance": _distance,
    "time": _time,
    "both": _both,
}


def preferences(rule: Rule, problem: Problem) -> list[tuple[int, int, int]]:
    """Who named whom: row, column and points by rank; names of nobody here are left out."""
    by_mentee = bool(rule.mentee)
    chooser, chosen = problem.mentees, problem.mentors
    if not by_mentee:
        chooser, chosen = chosen, chooser
    found = []
    for spot, cell in enumerate(chooser.cells(rule.mentee or rule.mentor)):
        if not cell:
            continue
        for rank, name in enumerate(columns.in_order(cell)):
            other = chosen.positions.get(name)
            if other is not None:
                pair = (spot, other) if by_mentee else (other, spot)
                found.append((*pair, _at_rank(rule, rank)))
    return found


def _at_rank(rule: Rule, rank: int) -> int:
    """The points of a rank; those named after the last number get that number."""
    if rule.kind == "forbid":
        return 1
    return int(rule.points[min(rank, len(rule.points) - 1)])

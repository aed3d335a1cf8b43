"""Scores of all pairs in whole numbers, made block by block.

Most rules are inner products of a feature vector of each side, so that a block of scores is one
matrix product; hard rules ride along as a large negative feature and leave the block as absence.
All sums stay below 2^24, up to which float32 counts exactly.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy import sparse

from matching.engine import rules, threads
from matching.engine.criteria import MOST_POINTS, Criteria, Rule
from matching.engine.problem import BoolArray, FloatArray, IntArray, Problem
from matching.engine.terms import Inner, Term
from matching.engine.wording import InputError

ABSENT = np.float32(-np.inf)
# One broken hard rule outweighs all points; more of them stay far below zero, exact or not.
BROKEN = np.float32(2 * MOST_POINTS)
# A hard rule that keeps at most so many pairs apart is asked last; measured on a sample.
RARE = 0.15
SAMPLED_PAIRS = 20_000
SEED = 20_261_122
threads.one_for_blas()


@dataclass(frozen=True)
class Entries:
    """Values of few pairs, sorted by row: `columns[starts[r]:starts[r + 1]]` belong to row r."""

    starts: IntArray
    columns: IntArray
    values: FloatArray

    @classmethod
    def of(cls, rows: IntArray, columns: IntArray, values: FloatArray, n: int, m: int) -> "Entries":
        matrix = sparse.csr_array((values, (rows, columns)), shape=(n, m), dtype=np.float32)
        matrix.sum_duplicates()
        starts, own = matrix.indptr.astype(np.int64), matrix.indices.astype(np.int64)
        return cls(starts, own, matrix.data.astype(np.float32))

    def inside(self, rows: slice, columns: slice) -> tuple[IntArray, IntArray, FloatArray]:
        """The entries of a block: rows and columns counted from its corner, and values."""
        first, last = self.starts[rows.start], self.starts[rows.stop]
        counts = np.diff(self.starts[rows.start : rows.stop + 1])
        own = np.repeat(np.arange(rows.stop - rows.start), counts)
        cols = self.columns[first:last]
        here = (cols >= columns.start) & (cols < columns.stop)
        return own[here], cols[here] - columns.start, self.values[first:last][here]

    def among(self, rows: IntArray, columns: IntArray) -> tuple[IntArray, IntArray, FloatArray]:
        """As `inside` for any rows and columns, each named once."""
        counts = self.starts[rows + 1] - self.starts[rows]
        ends = np.cumsum(counts)
        spots = np.arange(int(counts.sum())) + np.repeat(self.starts[rows] - ends + counts, counts)
        place = np.full(max(columns.max(initial=-1), self.columns.max(initial=-1)) + 1, -1)
        place[columns] = np.arange(len(columns))
        own, cols = np.repeat(np.arange(len(rows)), counts), place[self.columns[spots]]
        here = cols >= 0
        return own[here], cols[here], self.values[spots][here]

    def pairs(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """The values of single pairs, 0 where there is no entry."""
        width = np.int64(1 << 32)
        keys = (
            np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts)) * width + self.columns
        )
        spot = np.searchsorted(keys, rows * width + columns)
        found = spot < len(keys)
        found[found] = keys[spot[found]] == (rows * width + columns)[found]
        values = np.zeros(len(rows), dtype=np.float32)
        values[found] = self.values[spot[found]]
        return values


@dataclass(frozen=True)
class Scoring:
    """The scores of a problem under criteria.

    `terms` are (rule, term) of all rules but preferences, `named` (rule, entries) of those.
    """

    problem: Problem
    terms: tuple[tuple[Rule, Term], ...]
    named: tuple[tuple[Rule, Entries], ...]

    def on(self, problem: Problem) -> "Scoring":
        """The same scores for the same people, with the locks, blocks and capacities of `problem`.

        Raises:
            ValueError: these are other people.
        """
        problem = problem.in_order
        ours = self.problem
        if (problem.mentees.ids, problem.mentors.ids) != (ours.mentees.ids, ours.mentors.ids):
            raise ValueError("These scores belong to other people.")
        return replace(self, problem=problem)

    @property
    def shape(self) -> tuple[int, int]:
        """How many mentees (n) and mentors (m)."""
        return len(self.problem.mentees), len(self.problem.mentors)

    @cached_property
    def features(self) -> tuple[FloatArray, FloatArray]:
        """What is an inner product, side by side; shapes (n, f) and (m, f)."""
        left = [np.zeros((self.shape[0], 1), dtype=np.float32)]
        right = [np.zeros((self.shape[1], 1), dtype=np.float32)]
        for rule, term in self.terms:
            if isinstance(term, Inner):
                factor = np.float32(1) if rule.kind == "score" else -BROKEN
                left.append((term.left * factor)[term.row_codes])
                right.append(term.right[term.column_codes])
        return _side_by_side(left), _side_by_side(right)

    @cached_property
    def others(self) -> tuple[tuple[bool, Term], ...]:
        """What is no inner product, and whether it is a hard rule."""
        return tuple((r.kind != "score", t) for r, t in self.terms if not isinstance(t, Inner))

    @cached_property
    def overlay(self) -> Entries:
        """Points for who named whom; minus infinity for exclusions and blocks."""
        lists = [(rule.kind == "score", entries) for rule, entries in self.named]
        parts = [_entries(entries, is_score=is_score) for is_score, entries in lists]
        rows, columns = self.problem.spots(self.problem.blocks)
        parts.append((rows, columns, np.full(len(rows), ABSENT)))
        own = [np.concatenate(part) for part in zip(*parts, strict=True)]
        return Entries.of(own[0], own[1], own[2].astype(np.float32), *self.shape)

    def block(self, rows: slice, columns: slice, out: FloatArray | None = None) -> FloatArray:
        """Scores of a block, minus infinity where a pair is absent; shape (rows, columns)."""
        left, right = self.features
        scores = np.matmul(left[rows], right[columns].T, out=out)
        self.finish(scores, rows, columns)
        scores[scores < -MOST_POINTS] = ABSENT
        return scores

    def grid(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """As `block` for any rows and columns, each named once."""
        left, right = self.features
        scores: FloatArray = left[rows] @ right[columns].T
        for hard, other in self.others:
            values = other.block(rows, columns)
            scores += values * -BROKEN if hard else values
        own_rows, own_columns, values = self.overlay.among(rows, columns)
        scores[own_rows, own_columns] += values
        scores[scores < -MOST_POINTS] = ABSENT
        return scores

    def finish(self, scores: FloatArray, rows: slice, columns: slice) -> None:
        """Add to a block of inner products what is none; a broken hard rule weighs -BROKEN."""
        for hard, other in self.others:
            values = other.block(rows, columns)
            scores += values * -BROKEN if hard else values
        own_rows, own_columns, values = self.overlay.inside(rows, columns)
        scores[own_rows, own_columns] += values

    def pairs(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """Scores of single pairs, minus infinity where absent; shape of `rows`."""
        left, right = self.features
        scores = np.zeros(len(rows), dtype=np.float32)
        for few in _chunks(len(rows)):
            scores[few] = np.einsum("pf,pf->p", left[rows[few]], right[columns[few]])
        for hard, other in self.others:
            values = other.pairs(rows, columns)
            scores += values * -BROKEN if hard else values
        scores += self.overlay.pairs(rows, columns)
        scores[scores < -MOST_POINTS] = ABSENT
        return scores

    def without_rare(self) -> tuple["Scoring", tuple[Term, ...]]:
        """The same scores without the hard rules that seldom matter, and the terms of those.

        A pass that only looks at the best pairs is quicker when it asks those of the few it finds.
        """
        rare = [
            spot
            for spot, (rule, term) in enumerate(self.terms)
            if rule.kind != "score" and self._share(term) <= RARE
        ]
        kept = tuple(pair for spot, pair in enumerate(self.terms) if spot not in rare)
        return replace(self, terms=kept), tuple(self.terms[spot][1] for spot in rare)

    def _share(self, term: Term) -> float:
        """How many pairs of a sample a hard rule keeps apart, from 0 to 1."""
        random = np.random.default_rng(SEED)
        rows, columns = (random.integers(0, size, SAMPLED_PAIRS) for size in self.shape)
        return float((term.pairs(rows, columns) > 0).mean())

    def dense(self) -> tuple[IntArray, BoolArray]:
        """All scores (0 where absent) and which pairs are allowed; shapes (n, m)."""
        n, m = self.shape
        block = self.block(slice(0, n), slice(0, m))
        allowed = np.isfinite(block)
        return np.where(allowed, block, 0).astype(np.int64), allowed


def compiled(criteria: Criteria, problem: Problem) -> Scoring:
    """Make `criteria` ready for the people of `problem`.

    Raises:
        InputError: a column is missing, a cell means nothing to its rule, or points are too many.
    """
    terms, named = [], []
    n, m = len(problem.mentees), len(problem.mentors)
    for rule in criteria.rules:
        if rule.rule == "preference":
            found = np.array(rules.preferences(rule, problem), dtype=np.int64).reshape(-1, 3)
            points = found[:, 2].astype(np.float32)
            named.append((rule, Entries.of(found[:, 0], found[:, 1], points, n, m)))
        else:
            terms.append((rule, rules.term(rule, problem)))
    scoring = Scoring(problem, tuple(terms), tuple(named))
    _check_size(scoring)
    return scoring


def _check_size(scoring: Scoring) -> None:
    rules_of_terms = [(rule, term) for rule, term in scoring.terms if rule.kind == "score"]
    most = sum(_largest(rule, term) for rule, term in rules_of_terms)
    named = [np.abs(e.values).max(initial=0) for r, e in scoring.named if r.kind == "score"]
    if most + sum(named) > MOST_POINTS:
        raise InputError("points_too_large", most=MOST_POINTS)


def _largest(rule: Rule, term: Term) -> float:
    """A bound for what a rule can give to one pair, up or down."""
    if isinstance(term, Inner):
        # Of a row at most as many values meet one as the other side has in any row.
        met = int((term.right != 0).sum(axis=1).max(initial=0))
        largest = np.sort(np.abs(term.left), axis=1)[:, ::-1][:, :met]
        most = largest.sum(axis=1).max(initial=0)
        return float(most * np.abs(term.right).max(initial=0))
    points = rule.points.values() if isinstance(rule.points, dict) else [rule.points]
    return float(max(abs(one) for one in points) * max(rule.most, 1))


def _entries(entries: Entries, *, is_score: bool) -> tuple[IntArray, IntArray, FloatArray]:
    rows = np.repeat(np.arange(len(entries.starts) - 1), np.diff(entries.starts))
    values = entries.values if is_score else np.full(len(entries.values), ABSENT)
    return rows, entries.columns, values


def _side_by_side(parts: list[FloatArray]) -> FloatArray:
    return np.ascontiguousarray(np.concatenate(parts, axis=1), dtype=np.float32)


def _chunks(count: int, size: int = 1 << 13) -> Iterator[slice]:
    for first in range(0, count, size):
        yield slice(first, min(first + size, count))

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import triads
from matching.engine.plan import Run
from matching.engine.triads import Scores


def some(seed, shape, places=1, absent=0.2):
    n, m, k = shape
    rng = np.random.default_rng(seed)
    parts = [rng.integers(-3, 20, shape).astype(float) for shape in ((n, m), (m, k), (n, k))]
    for part in parts:
        part[rng.random(part.shape) < absent] = -np.inf
    return Scores(*parts, rng.integers(0, places + 1, m), rng.integers(0, places + 1, k))


def by_brute_force(scores, *, most_first):
    """The best (triads, total) or (total,), mentee by mentee."""

    def go(row, mentors, co_mentors):
        if row == len(scores.mentors):
            return (0, 0)
        found = [go(row + 1, mentors, co_mentors)]
        worth = scores.of_mentee(row)
        for j, k in itertools.product(range(len(mentors)), range(len(co_mentors))):
            if mentors[j] and co_mentors[k] and np.isfinite(worth[j, k]):
                less = [c - (x == j) for x, c in enumerate(mentors)]
                count, total = go(row + 1, less, [c - (x == k) for x, c in enumerate(co_mentors)])
                found.append((count + 1, total + int(worth[j, k])))
        return max(found, key=lambda key: key if most_first else key[1])

    return go(0, scores.mentor_capacity.tolist(), scores.co_mentor_capacity.tolist())


@given(st.integers(0, 10**6), st.tuples(*[st.integers(1, 3)] * 3), st.booleans())
@settings(max_examples=60, deadline=None)
def test_no_triads_are_better(seed, shape, most_first):
    scores = some(seed, shape, places=2)
    found = triads.solve(scores, most_first=most_first)
    count, total = by_brute_force(scores, most_first=most_first)
    assert found.total == total
    assert not most_first or len(found.spots) == count
    assert (found.bound, found.proven) == (total, True)
    for column, capacity in ((1, scores.mentor_capacity), (2, scores.co_mentor_capacity)):
        assert (np.bincount(found.spots[:, column], minlength=len(capacity)) <= capacity).all()
    assert len(np.unique(found.spots[:, 0])) == len(found.spots)


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_mentees_are_proven(seed):
    found = triads.solve(some(seed, (100, 110, 40), places=4))
    assert found.proven


@pytest.mark.parametrize("most_first", [True, False])
@pytest.mark.parametrize("seed", [31, 59])
def test_where_triads_may_be_halved_on_paper_the_best_whole_ones_are_proven(seed, most_first):
    """The relaxation promises a point or more that no triads hold: a second, whole look tells."""
    scores = some(seed, (6, 6, 6), places=2, absent=0.5)
    looks = []
    found = triads.solve(scores, most_first=most_first, run=Run(progress=looks.append))
    assert [look.stage for look in looks].count("branching") >= 2
    count, total = by_brute_force(scores, most_first=most_first)
    assert (found.total, found.bound, found.proven) == (total, total, True)
    assert not most_first or len(found.spots) == count


def test_time_that_ends_leaves_an_honest_gap():
    scores = some(5, (60, 60, 20), places=3)
    best = triads.solve(scores)
    hasty = triads.solve(scores, seconds=0.0)
    late = triads.solve(scores, run=Run(deadline=-1.0))
    for found in (hasty, late):
        assert len(found.spots) <= len(best.spots)
        assert found.proven == (found.total == found.bound)
        assert len(found.spots) < len(best.spots) or found.total <= best.total <= found.bound

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import criteria, large
from matching.engine.plan import CancelledError, Run
from matching.engine.pricing import Best
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.solve import solve
from tests.matching.engine import people
from tests.matching.engine.test_solve import check_kept

CRITERIA = criteria.read(people.CROWD_CRITERIA)


def both_ways(problem, table, objective):
    rules = criteria.read(table)
    return solve(problem, rules, objective), solve(problem, rules, objective, dense_pairs=0)


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
@pytest.mark.parametrize("size", [(300, 260), (200, 400), (700, 700)])
def test_candidates_lead_to_the_same_optimum_as_the_whole_matrix(size, objective):
    problem = people.crowds(11, *size)
    dense, large = both_ways(problem, people.CROWD_CRITERIA, objective)
    check_kept(problem, people.CROWD_CRITERIA, large)
    assert large.proven
    assert (large.total, large.bound) == (dense.total, dense.bound)
    assert (large.floor, large.most_mentees) == (dense.floor, dense.most_mentees)


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
def test_capacities_locks_and_blocks(objective):
    rng = np.random.default_rng(2)
    free = solve(people.crowds(12, 90, 40), CRITERIA, "most")
    pairs = [(pair.mentee, pair.mentor) for pair in free.pairs]
    problem = people.crowds(
        12,
        90,
        40,
        mentee_capacity=rng.integers(0, 3, 90).tolist(),
        mentor_capacity=rng.integers(0, 4, 40).tolist(),
        blocks=frozenset(pairs[:20]),
    )
    dense, large = both_ways(problem, people.CROWD_CRITERIA, objective)
    check_kept(problem, people.CROWD_CRITERIA, large)
    assert (large.total, large.proven) == (dense.total, True)
    locked = frozenset(
        pair
        for pair in pairs[20:24]
        if problem.row_capacity[problem.mentees.position(pair[0])]
        and problem.column_capacity[problem.mentors.position(pair[1])]
    )
    problem = people.crowds(12, 90, 40, locks=locked, mentor_capacity=[3] * 40)
    dense, large = both_ways(problem, people.CROWD_CRITERIA, objective)
    check_kept(problem, people.CROWD_CRITERIA, large)
    assert (large.total, large.proven) == (dense.total, True)


@given(people.problems(), people.tables, st.sampled_from(["total", "most", "fair"]))
@settings(max_examples=60, deadline=None)
def test_small_problems_too(drawn, table, objective):
    problem, *_dicts = drawn
    dense, large = both_ways(problem, table, objective)
    check_kept(problem, table, large)
    assert (large.total, large.floor, large.proven) == (dense.total, dense.floor, True)


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_odd_problems_too(first, monkeypatch):
    """However few pairs the first network and a pass may have."""
    for seed in range(first, first + 20):
        monkeypatch.setattr(large, "FIRST_PAIRS", (1, 3, 20)[seed % 3])
        monkeypatch.setattr(large, "MORE_PAIRS", (1, 12)[seed % 2])
        problem, table = people.odd(seed)
        for objective in ("total", "most", "fair"):
            dense, found = both_ways(problem, table, objective)
            check_kept(problem, table, found)
            assert told(found, objective) == told(dense, objective), (seed, objective)
            assert dense.proven


def told(plan, objective):
    """All that two optimal plans have in common."""
    matched = len({pair.mentee for pair in plan.pairs}) if objective != "total" else None
    counts = len(plan.pairs), matched, plan.most_mentees
    return plan.total, plan.bound, plan.floor, plan.proven, *counts


def grid(scores, **more):
    """A problem with these scores, at most 64 rows and columns."""
    n, m = len(scores), len(scores[0])
    sides = [
        Side(
            name,
            tuple(f"{name[4]}{number:02}" for number in range(size)),
            {"number": list(range(0, size * step, step))},
        )
        for name, size, step in (("mentees", n, m), ("mentors", m, 1))
    ]
    # Each pair has a difference of its own.
    points = {j - i * m: scores[i][j] for i in range(n) for j in range(m)}
    rule = {"rule": "difference", "mentor": "number", "mentee": "number", "points": points}
    return Problem(*sides, **more), {"score": [rule]}


def test_a_mentee_with_many_places_does_not_make_the_proof_false():
    """A pass that brings fewer pairs than there are places would leave out what they gain."""
    problem = people.crowds(31, 3, 80, mentee_capacity=[25] * 3)
    dense, found = both_ways(problem, people.CROWD_CRITERIA, "total")
    assert told(found, "total") == told(dense, "total")


def test_pairs_worth_nothing_are_made_where_they_cost_nothing():
    problem, table = grid([[0] * 3] * 3)
    dense, found = both_ways(problem, table, "total")
    assert (len(dense.pairs), len(found.pairs), found.proven) == (3, 3, True)


@pytest.mark.parametrize("objective", ["most", "fair"])
@pytest.mark.parametrize("points", [2_000, 500_000])
def test_nobody_is_left_out_for_points_however_many(objective, points):
    """Each of a chain of exchanges gives up points, so that the last mentee has somebody."""
    size = 40
    chain = [[0] * size for _ in range(size)]
    for spot in range(size - 1):
        chain[spot][spot + 1] = points
    problem, table = grid(chain)
    table["require"] = [
        {
            "rule": "difference",
            "mentor": "number",
            "mentee": "number",
            "allowed": [j - i * size for i in range(size) for j in (i, i + 1) if j < size],
        }
    ]
    dense, found = both_ways(problem, table, objective)
    assert told(found, objective) == told(dense, objective)
    assert (len(found.pairs), found.proven) == (size, True)


def test_time_that_ends_leaves_an_honest_gap():
    problem = people.crowds(13, 900, 900)
    best = solve(problem, CRITERIA, "total")
    late = solve(problem, CRITERIA, "total", dense_pairs=0, run=Run(deadline=-1.0))
    assert late.total <= best.total <= late.bound
    assert late.proven == (late.gap == 0)


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
def test_a_pass_stops_when_time_is_up_but_for_the_first(objective):
    problem = people.crowds(13, 900, 900)
    best = solve(problem, CRITERIA, objective)
    seen = []
    run = Run(progress=seen.append, deadline=0.5)
    run.clock = lambda: float(any(one.stage == "priced" for one in seen))
    late = solve(problem, CRITERIA, objective, dense_pairs=0, run=run)
    assert [one.stage for one in seen].count("priced") == 1
    assert len(late.pairs) <= late.most_mentees if objective != "total" else True
    assert late.proven == (late.gap == 0)
    assert late.proven or objective != "total" or late.total <= best.total <= late.bound


def test_progress_tells_the_gap_and_a_run_can_be_cancelled_in_the_middle():
    seen = []
    problem = people.crowds(14, 300, 300)
    solve(problem, CRITERIA, "total", dense_pairs=0, run=Run(progress=seen.append))
    assert [one.gap for one in seen if one.stage == "priced"][-1] == 0
    assert all(0 <= one.fraction <= 1 for one in seen)
    cancelled = Run(cancelled=lambda: any(one.stage == "flow" for one in seen))
    with pytest.raises(CancelledError):
        solve(problem, CRITERIA, "total", dense_pairs=0, run=cancelled)


def test_rare_rules_are_asked_last():
    table = people.CROWD_CRITERIA | {
        "forbid": [{"rule": "same", "mentor": "region", "mentee": "region"}]
    }
    problem = people.crowds(15, 150, 150)
    quick, rare = compiled(criteria.read(table), problem).without_rare()
    assert len(rare) == 1
    assert quick.terms[0][0].code == "require.overlap"
    dense, large = both_ways(problem, table, "total")
    assert (large.total, large.proven) == (dense.total, True)


def test_the_best_of_each_row_are_kept_whatever_the_blocks():
    rng = np.random.default_rng(0)
    gains = rng.permuted(np.arange(600, dtype=np.float32)).reshape(6, 100)
    best = Best(np.full(6, -np.inf, dtype=np.float32), keep=5)
    for first in range(0, 100, 20):
        block = np.ascontiguousarray(gains[:, first : first + 20])
        spots = best.promising(block)
        rows, columns = np.divmod(spots, 20)
        best.take(rows, columns + first, block.ravel()[spots])
    rows, columns = best.trimmed()
    found = [sorted(gains[row][columns[rows == row]].tolist()) for row in range(6)]
    assert found == np.sort(gains, axis=1)[:, -5:].tolist()


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
def test_a_pass_that_is_late_stops_in_the_middle(objective):
    problem = people.crowds(13, 900, 900)
    best = solve(problem, CRITERIA, objective)
    seen = []
    run = Run(progress=seen.append, deadline=0.5)
    stages = ("priced", "pricing")
    run.clock = lambda: float(
        tuple(one.stage for one in seen if one.stage in stages)[-2:] == stages
    )
    late = solve(problem, CRITERIA, objective, dense_pairs=0, run=run)
    parts = [one.fraction for one in seen if one.stage == "pricing"]
    assert parts[-1] < 1
    assert late.proven == (late.gap == 0)
    assert late.proven or objective != "total" or late.total <= best.total <= late.bound


@pytest.mark.parametrize("objective", ["most", "fair"])
def test_who_finds_nobody_among_the_first_pairs_finds_somebody_further_down(monkeypatch, objective):
    monkeypatch.setattr(large, "FIRST_PAIRS", 1)
    problem = people.crowds(16, 120, 120)
    dense, found = both_ways(problem, people.CROWD_CRITERIA, objective)
    assert (found.total, found.most_mentees, found.floor) == (
        dense.total,
        dense.most_mentees,
        dense.floor,
    )
    assert found.proven
    late = solve(problem, CRITERIA, objective, dense_pairs=0, run=Run(deadline=-1.0))
    assert len(late.pairs) <= dense.most_mentees <= late.most_mentees
    assert not late.proven

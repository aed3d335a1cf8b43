from collections import Counter

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import LinearConstraint, linear_sum_assignment, milp
from scipy.sparse import eye_array, kron

from matching.engine import criteria
from matching.engine.plan import CancelledError, Run
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.solve import solve
from matching.engine.wording import InputError
from tests.matching.engine import oracle, people

OBJECTIVES = ["total", "most", "fair"]


def check_kept(problem, table, plan):
    """No hard rule, capacity, lock or block is broken, and the scores are right."""
    scoring = compiled(criteria.read(table), problem)
    rows = np.array([problem.mentees.position(p.mentee) for p in plan.pairs], dtype=np.int64)
    columns = np.array([problem.mentors.position(p.mentor) for p in plan.pairs], dtype=np.int64)
    assert scoring.pairs(rows, columns).tolist() == [p.score for p in plan.pairs]
    pairs = [(p.mentee, p.mentor) for p in plan.pairs]
    assert len(set(pairs)) == len(pairs)
    assert problem.locks <= set(pairs)
    assert not problem.blocks & set(pairs)
    for side, capacity, used in (
        (problem.mentees, problem.row_capacity, Counter(a for a, _b in pairs)),
        (problem.mentors, problem.column_capacity, Counter(b for _a, b in pairs)),
    ):
        assert all(used[one] <= room for one, room in zip(side.ids, capacity, strict=True))
    without = {one.id for one in plan.unmatched_mentees} | {
        one.id for one in plan.unmatched_mentors
    }
    everybody = {*problem.mentees.ids, *problem.mentors.ids}
    assert everybody - without == {one for pair in pairs for one in pair}


def key(plan, objective, depth):
    mentees, scores = len({p.mentee for p in plan.pairs}), [p.score for p in plan.pairs]
    if objective == "total":
        return (sum(scores), len(scores))
    if depth is None and objective == "fair":
        return (mentees, len(scores), tuple(sorted(scores)))
    return (mentees, sum(scores))


def brute(scores, rows, columns, objective, depth):
    found = oracle.best(scores, rows, columns, objective, depth)
    mentees, total, pairs, every = found
    if objective == "total":
        return (total, pairs)
    return (mentees, pairs, every) if depth is None and objective == "fair" else (mentees, total)


@given(people.problems(), people.tables, st.sampled_from(OBJECTIVES), st.sampled_from([1, None]))
@settings(max_examples=100, deadline=None)
def test_no_plan_is_better(drawn, table, objective, depth):
    problem, mentees, mentors = drawn
    several_on_both = max(problem.row_capacity) > 1 and max(problem.column_capacity) > 1
    assume(depth == 1 or not several_on_both)
    assume(depth == 1 or max(problem.row_capacity) < 2)
    plan = solve(problem, criteria.read(table), objective, depth=depth)
    check_kept(problem, table, plan)
    assert plan.proven
    assert plan.gap == 0
    scores = oracle.matrix(table, mentees, mentors)
    rows, columns = problem.row_capacity.tolist(), problem.column_capacity.tolist()
    assert key(plan, objective, depth) == brute(scores, rows, columns, objective, depth)


@given(people.problems(several=1), people.tables, st.sampled_from(OBJECTIVES), st.data())
@settings(max_examples=40, deadline=None)
def test_locks_and_blocks_hold(drawn, table, objective, data):
    problem, *_dicts = drawn
    free = solve(problem, criteria.read(table), "most")
    assume(free.pairs)
    locks = data.draw(st.lists(st.sampled_from(free.pairs), max_size=2, unique=True))
    blocks = data.draw(st.lists(st.sampled_from(free.pairs), max_size=2, unique=True))
    given_problem = Problem(
        problem.mentees,
        problem.mentors,
        problem.mentee_capacity,
        problem.mentor_capacity,
        locks=frozenset((p.mentee, p.mentor) for p in locks),
        blocks=frozenset((p.mentee, p.mentor) for p in blocks if p not in locks),
    )
    plan = solve(given_problem, criteria.read(table), objective)
    check_kept(given_problem, table, plan)
    assert plan.proven
    if not given_problem.blocks and objective == "most":
        assert plan.total == free.total


@pytest.mark.parametrize("size", [(40, 60), (120, 90), (300, 300)])
def test_totals_are_those_of_another_solver(size):
    problem = people.crowds(7, *size)
    scores, allowed = compiled(criteria.read(people.CROWD_CRITERIA), problem).dense()
    best = milp_total(scores, allowed, problem)
    rows, columns = linear_sum_assignment(scores * allowed, maximize=True)
    plan = solve(problem, criteria.read(people.CROWD_CRITERIA), "total")
    assert plan.total == plan.bound == best == scores[rows, columns].sum()


@pytest.mark.parametrize(("mentee", "mentor"), [(1, 3), (2, 1), (2, 3)])
@pytest.mark.parametrize("objective", ["total", "most"])
def test_capacities_are_those_of_another_solver(mentee, mentor, objective):
    capacity = {"mentee_capacity": [mentee] * 60, "mentor_capacity": [mentor] * 30}
    problem = people.crowds(8, 60, 30, **capacity)
    plan = solve(problem, criteria.read(people.CROWD_CRITERIA), objective)
    check_kept(problem, people.CROWD_CRITERIA, plan)
    scores, allowed = compiled(criteria.read(people.CROWD_CRITERIA), problem).dense()
    assert plan.proven
    if objective == "total":
        assert plan.total == milp_total(scores, allowed, problem)
    else:
        assert len({p.mentee for p in plan.pairs}) == plan.most_mentees == min(60, 30 * mentor)


def milp_total(scores, allowed, problem):
    n, m = scores.shape
    rows = LinearConstraint(kron(eye_array(n), np.ones((1, m))), ub=problem.row_capacity)
    columns = LinearConstraint(kron(np.ones((1, n)), eye_array(m)), ub=problem.column_capacity)
    found = milp(
        -scores.ravel().astype(float),
        constraints=[rows, columns],
        bounds=(0, allowed.ravel().astype(float)),
    )
    return round(-found.fun)


def small(seed=3, **more):
    return people.crowds(seed, 25, 30, **more)


CRITERIA = criteria.read(people.CROWD_CRITERIA)


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_order_of_people_changes_nothing(objective):
    problem = small()
    order = np.random.default_rng(1).permutation(25).tolist()
    shuffled = Problem(problem.mentees.taken(order), problem.mentors.taken(range(29, -1, -1)))
    assert solve(shuffled, CRITERIA, objective) == solve(problem, CRITERIA, objective)


def test_heavier_weights_multiply_the_total():
    table = {
        "score": [
            {"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 7 * 10},
            {"rule": "same", "mentor": "region", "mentee": "region", "points": 7 * 7},
        ]
    }
    light = {"score": [rule | {"points": rule["points"] // 7} for rule in table["score"]]}
    heavy = solve(small(), criteria.read(table), "total")
    assert heavy.total == 7 * solve(small(), criteria.read(light), "total").total


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_a_mentor_nobody_can_have_changes_nothing(objective):
    problem = small()
    more = Side(
        "mentors",
        (*problem.mentors.ids, "z"),
        {k: [*v, ""] for k, v in problem.mentors.columns.items()},
    )
    before = solve(problem, CRITERIA, objective)
    after = solve(Problem(problem.mentees, more), CRITERIA, objective)
    assert (before.total, before.worst, len(before.pairs)) == (
        after.total,
        after.worst,
        len(after.pairs),
    )
    assert after.unmatched_mentors[-1].reason.code == "nobody_allowed"


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_locking_a_pair_of_the_plan_keeps_the_total(objective):
    plan = solve(small(), CRITERIA, objective)
    for pair in plan.pairs[:5]:
        locked = solve(small(locks=frozenset({(pair.mentee, pair.mentor)})), CRITERIA, objective)
        assert locked.total == plan.total
        assert locked.bound == plan.bound


def test_full_leximin_has_the_same_floor_and_a_lower_total():
    floor, full = (solve(small(), CRITERIA, "fair", depth=depth) for depth in (1, None))
    assert floor.worst == full.worst == floor.floor
    assert (floor.depth_reached, full.depth_reached) == (1, None)
    assert full.total <= floor.total
    assert sorted(p.score for p in full.pairs) >= sorted(p.score for p in floor.pairs)


def test_a_plan_says_how_far_it_is_fair():
    assert solve(small(), CRITERIA, "fair", depth=4).depth_reached == 4
    assert solve(small(), CRITERIA, "most").depth_reached == 0
    assert solve(small(), CRITERIA, "fair", depth=None, dense_pairs=0).depth_reached == 1
    several = small(mentee_capacity=[2] * 25, mentor_capacity=[2] * 30)
    assert solve(several, CRITERIA, "fair", depth=None).depth_reached == 1


def test_nobody_at_all():
    problem = Problem(Side("mentees", ()), Side("mentors", ()))
    for objective in OBJECTIVES:
        plan = solve(problem, criteria.Criteria(), objective)
        assert (plan.pairs, plan.total, plan.worst, plan.proven) == ((), 0, None, True)


def test_unmatched_people_have_reasons():
    columns = {"x": ["a", "a", "b", "a"]}
    mentees = Side("mentees", ("a1", "a2", "b", "full"), columns)
    mentors = Side("mentors", ("m", "n"), {"x": ["a", "c"]})
    table = {
        "require": [{"rule": "same", "mentor": "x", "mentee": "x"}],
        "score": [{"rule": "same", "mentor": "x", "mentee": "x", "points": 5}],
    }
    plan = solve(Problem(mentees, mentors, mentee_capacity=[1, 1, 1, 0]), criteria.read(table))
    reasons = {one.id: one.reason for one in (*plan.unmatched_mentees, *plan.unmatched_mentors)}
    taken = ({"a1", "a2"} & reasons.keys()).pop()
    assert reasons[taken].code == "all_taken"
    assert reasons["b"].code == reasons["n"].code == "nobody_allowed"
    assert reasons["b"].values["rule"] == "require.same"
    assert reasons["full"].code == "no_capacity"


def test_a_lock_that_breaks_a_rule_is_refused():
    problem = Problem(
        Side("mentees", ("e",), {"x": ["a"]}),
        Side("mentors", ("o",), {"x": ["b"]}),
        locks=frozenset({("e", "o")}),
    )
    table = {"require": [{"rule": "same", "mentor": "x", "mentee": "x"}]}
    with pytest.raises(InputError, match="“e” and “o” are locked, but"):
        solve(problem, criteria.read(table))


def test_an_unknown_objective_is_refused():
    with pytest.raises(InputError, match="Did you mean “total”"):
        solve(small(), CRITERIA, "totals")


def test_progress_is_told_and_a_run_can_be_cancelled():
    stages = []
    solve(small(), CRITERIA, run=Run(progress=stages.append))
    assert [stage.stage for stage in stages] == ["scores", "assignment", "done"]
    assert stages[-1].gap == 0
    with pytest.raises(CancelledError):
        solve(small(), CRITERIA, run=Run(cancelled=lambda: True))

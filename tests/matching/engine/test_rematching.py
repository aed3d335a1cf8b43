import pytest

from matching.engine import criteria
from matching.engine.problem import Problem
from matching.engine.rematching import rematch
from matching.engine.solve import solve
from matching.engine.stability import blocking_pairs
from matching.engine.wording import InputError
from tests.matching.engine import people

CRITERIA = criteria.read(people.CROWD_CRITERIA)


def pairs(plan):
    return [(pair.mentee, pair.mentor) for pair in plan.pairs]


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
def test_without_a_change_nobody_moves(objective):
    problem = people.crowds(4, 60, 70)
    before = solve(problem, CRITERIA, objective)
    after = rematch(problem, CRITERIA, pairs(before), objective)
    assert pairs(after.plan) == pairs(before)
    assert (after.moved, after.gone, after.plan.gap) == ((), (), 0)


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
def test_few_move_when_few_leave(objective):
    problem = people.crowds(5, 200, 220)
    before = solve(problem, CRITERIA, objective)
    left = {before.pairs[3].mentor, before.pairs[90].mentor}
    capacity = [int(one not in left) for one in problem.mentors.ids]
    changed = Problem(problem.mentees, problem.mentors, mentor_capacity=capacity)
    after = rematch(changed, CRITERIA, pairs(before), objective)
    best = solve(changed, CRITERIA, objective)
    assert len(after.gone) == len(left)
    assert len(after.moved) <= 0.04 * len(before.pairs)
    assert after.plan.total >= 0.999 * best.total
    assert after.plan.bound == best.total
    assert after.plan.worst >= (best.floor or 0)


@pytest.mark.parametrize("objective", ["total", "most", "fair"])
@pytest.mark.parametrize("tolerance", [0.0, 0.001])
def test_keeping_many_never_costs_more_than_is_tolerated(objective, tolerance):
    """All that are kept together break a tie, and do not outweigh a point."""
    problem = people.crowds(8, 150, 150)
    few_points = criteria.read(
        {"score": [{"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 1}]}
    )
    best = solve(problem, few_points, objective)
    last = list(zip(problem.mentees.ids, problem.mentors.ids, strict=True))
    after = rematch(problem, few_points, last, objective, tolerance=tolerance)
    assert after.plan.total >= (1 - tolerance) * best.total


def test_who_left_is_gone_and_published_pairs_stay():
    problem = people.crowds(6, 20, 20)
    before = pairs(solve(problem, CRITERIA, "total"))
    published = frozenset(before[:5])
    changed = Problem(
        problem.mentees,
        problem.mentors,
        locks=published,
        blocks=frozenset({before[10]}),
    )
    after = rematch(changed, CRITERIA, [*before, ("nobody", "here")], "total")
    assert published <= set(after.kept)
    assert set(after.gone) == {before[10], ("nobody", "here")}


def test_several_on_both_sides_are_refused():
    several = {"mentee_capacity": [2] * 5, "mentor_capacity": [2] * 5}
    with pytest.raises(InputError):
        rematch(people.crowds(1, 5, 5, **several), CRITERIA, [])


def test_blocking_pairs_are_those_who_would_both_gain():
    table = {
        "score": [
            {
                "rule": "difference",
                "mentor": "age",
                "mentee": "age",
                "points": {"1": 9, "2": 8, "3": 8, "4": 1},
            }
        ]
    }
    mentees = people.side("mentees", "e", [{"age": 10}, {"age": 11}])
    mentors = people.side("mentors", "o", [{"age": 12}, {"age": 13}])
    problem = Problem(mentees, mentors)
    plan = solve(problem, criteria.read(table), "total")
    # 8 + 8 against 9 + 8: the plan takes the second.
    assert plan.total == 17
    assert blocking_pairs(problem, criteria.read(table), plan) == ()

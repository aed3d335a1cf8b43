import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.engine import co_mentors, criteria
from matching.engine.co_mentors import CoMentors
from matching.engine.plan import Run
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.solve import solve
from matching.engine.wording import InputError

# Nobody who lacks a certificate comes near a minor, as a mentor or as a co-mentor.
CHECKED = {"forbid": [{"rule": "both", "mentor": "unchecked", "mentee": "minor"}]}
TOPICS = {"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 3}


def side(rng, name, count):
    topics = ["law", "art", "speech", "school"]
    return Side(
        name,
        tuple(f"{name} {number:03}" for number in range(count)),
        {
            "topics": [list(rng.choice(topics, 2, replace=False)) for _ in range(count)],
            "minor": (rng.random(count) < 0.4).tolist(),
            "unchecked": (rng.random(count) < 0.4).tolist(),
        },
    )


def some(seed, shape, **more):
    rng = np.random.default_rng(seed)
    mentees, mentors, others = (
        side(rng, name, count) for name, count in zip("abc", shape, strict=True)
    )
    problem = Problem(mentees, mentors, mentor_capacity=rng.integers(0, 3, shape[1]).tolist())
    beside = CoMentors(
        others,
        capacity=rng.integers(0, 3, shape[2]).tolist(),
        with_mentee=criteria.read(CHECKED | {"score": [TOPICS]}),
        with_mentor=criteria.read({"score": [TOPICS | {"points": -2}]}),
        points=2,
    )
    return problem, criteria.read(CHECKED | {"score": [TOPICS]}), replace(beside, **more)


def parts(problem, rules, beside):
    """Scores as lists: pairs, co-mentors with mentees, co-mentors with mentors; None is absent."""
    found = []
    for sides, own in (
        ((problem.mentees, problem.mentors), rules),
        ((problem.mentees, beside.side), beside.with_mentee),
        ((problem.mentors, beside.side), beside.with_mentor),
    ):
        scores, allowed = compiled(own, Problem(*sides)).dense()
        found.append(np.where(allowed, scores, -np.inf))
    return found


def options(row, problem, rules, beside, fixed):
    """What a mentee could do: how many, points, mentor and co-mentor."""
    pairs, third, second = parts(problem, rules, beside)
    if row not in fixed:
        yield 0, 0, None, None
    for j, k in itertools.product(range(pairs.shape[1]), [None, *range(third.shape[1])]):
        extra = 0 if k is None else third[row, k] + second[j, k] + beside.points
        is_kept = row not in fixed or fixed[row] in {(j, k), (j, None)}
        if is_kept and np.isfinite(pairs[row, j] + extra):
            yield 1, int(pairs[row, j] + extra), j, k


def by_brute_force(problem, rules, beside, objective, fixed=()):
    """The best mentees and total, mentee by mentee."""
    every = [
        list(options(row, problem, rules, beside, dict(fixed)))
        for row in range(len(problem.mentees))
    ]
    order = (lambda found: found[1]) if objective == "total" else (lambda found: found)

    def go(row, mentors, others):
        if row == len(every):
            return [(0, 0)]
        found = []
        for count, points, j, k in every[row]:
            left = [c - (x == j) for x, c in enumerate(mentors)]
            right = [c - (x == k) for x, c in enumerate(others)]
            if min(left + right) >= 0:
                rest = go(row + 1, left, right)
                found += [(count + mentees, points + total) for mentees, total in rest]
        return [max(found, key=order)] if found else []

    return go(0, list(problem.column_capacity), list(beside.capacity))[0]


def check_kept(problem, rules, beside, plan):
    pairs, third, second = parts(problem, rules, beside)
    for pair in plan.pairs:
        i, j = problem.mentees.position(pair.mentee), problem.mentors.position(pair.mentor)
        assert pair.score == pairs[i, j]
        if pair.co_mentor:
            k = beside.side.position(pair.co_mentor)
            assert pair.co_score == third[i, k] + second[j, k] + beside.points
        else:
            assert pair.co_score == 0
    for side, capacity, used in (
        (problem.mentees, problem.row_capacity, Counter(p.mentee for p in plan.pairs)),
        (problem.mentors, problem.column_capacity, Counter(p.mentor for p in plan.pairs)),
        (beside.side, beside.capacity, Counter(p.co_mentor for p in plan.pairs)),
    ):
        assert all(used[one] <= room for one, room in zip(side.ids, capacity, strict=True))


@given(
    st.integers(0, 10**6), st.tuples(*[st.integers(1, 3)] * 3), st.sampled_from(["total", "most"])
)
@settings(max_examples=60, deadline=None)
def test_no_choice_is_better(seed, shape, objective):
    problem, rules, beside = some(seed, shape)
    plan = co_mentors.solve(problem, rules, beside, objective)
    check_kept(problem, rules, beside, plan)
    mentees, total = by_brute_force(problem, rules, beside, objective)
    assert (plan.total, plan.bound, plan.proven) == (total, total, True)
    assert objective == "total" or len(plan.pairs) == plan.most_mentees == mentees


@given(st.integers(0, 10**6), st.sampled_from(["total", "most"]), st.booleans())
@settings(max_examples=40, deadline=None)
def test_what_is_locked_stays(seed, objective, with_co_mentor):
    problem, rules, beside = some(seed, (3, 3, 2))
    free = co_mentors.solve(problem, rules, beside, "most")
    pairs = [pair for pair in free.pairs if pair.co_mentor or not with_co_mentor]
    if not pairs:
        return
    pair = pairs[0]
    place = (
        problem.mentors.position(pair.mentor),
        beside.side.position(pair.co_mentor) if with_co_mentor else None,
    )
    fixed = {problem.mentees.position(pair.mentee): place}
    if with_co_mentor:
        triad = (pair.mentee, pair.mentor, pair.co_mentor)
        beside = replace(beside, locks=frozenset({triad}))
    else:
        problem = replace(problem, locks=frozenset({(pair.mentee, pair.mentor)}))
    plan = co_mentors.solve(problem, rules, beside, objective)
    check_kept(problem, rules, beside, plan)
    found = next(one for one in plan.pairs if one.mentee == pair.mentee)
    assert (found.mentor, found.locked) == (pair.mentor, True)
    assert not with_co_mentor or found.co_mentor == pair.co_mentor
    total = by_brute_force(problem, rules, beside, objective, fixed)[1]
    assert (plan.total, plan.bound) == (total, total)


def test_the_fair_plan_has_the_floor_of_the_pairs():
    problem, rules, beside = some(7, (40, 40, 12))
    alone = solve(problem, rules, "fair")
    plan = co_mentors.solve(problem, rules, beside, "fair")
    check_kept(problem, rules, beside, plan)
    assert (plan.floor, plan.worst) == (alone.floor, alone.worst)
    assert (len(plan.pairs), plan.most_mentees) == (len(alone.pairs), alone.most_mentees)
    assert plan.proven
    assert {one.id for one in plan.unmatched_mentees}.isdisjoint(p.mentee for p in plan.pairs)


@pytest.mark.parametrize("unchecked", [True, False])
def test_no_minor_with_a_co_mentor_who_lacks_the_certificate(unchecked):
    problem = Problem(Side("mentees", ("a",), {"minor": [True]}), Side("mentors", ("x",)))
    others = Side("co-mentors", ("s",), {"unchecked": [unchecked]})
    beside = CoMentors(others, with_mentee=criteria.read(CHECKED))
    found = co_mentors.solve(problem, criteria.Criteria(), beside)
    assert found.pairs[0].co_mentor == ("" if unchecked else "s")
    with_lock = replace(beside, locks=frozenset({("a", "x", "s")}))
    if unchecked:
        with pytest.raises(InputError, match="rules keep them apart"):
            co_mentors.solve(problem, criteria.Criteria(), with_lock)
    else:
        assert co_mentors.solve(problem, criteria.Criteria(), with_lock).pairs[0].locked


def test_nobody_comes_along_with_themselves():
    problem = Problem(Side("mentees", ("a",)), Side("mentors", ("x",)))
    beside = CoMentors(Side("co-mentors", ("x",)))
    assert co_mentors.solve(problem, criteria.Criteria(), beside).pairs[0].co_mentor == ""


def test_what_cannot_be_chosen_is_refused():
    problem, rules, beside = some(3, (3, 3, 2))
    with pytest.raises(InputError, match="takes one mentor"):
        co_mentors.solve(replace(problem, mentee_capacity=[2, 1, 1]), rules, beside)
    with pytest.raises(InputError, match="no “z”"):
        co_mentors.solve(
            replace(problem, mentor_capacity=[1] * 3),
            criteria.Criteria(),
            replace(beside, locks=frozenset({("a 000", "b 000", "z")})),
        )
    problem = Problem(Side("mentees", ("a", "b")), Side("mentors", ("x", "y")))
    one = CoMentors(Side("co-mentors", ("s",)))
    crowded = replace(one, locks=frozenset({("a", "x", "s"), ("b", "y", "s")}))
    with pytest.raises(InputError, match="“s” than the capacity"):
        co_mentors.solve(problem, criteria.Criteria(), crowded)
    twice = Problem(Side("mentees", ("a",)), Side("mentors", ("x",)))
    two = CoMentors(
        Side("co-mentors", ("s", "t")), locks=frozenset({("a", "x", "s"), ("a", "x", "t")})
    )
    with pytest.raises(InputError, match="“a” than the capacity"):
        co_mentors.solve(twice, criteria.Criteria(), two)


def test_time_that_ends_leaves_an_honest_gap():
    problem, rules, beside = some(9, (60, 60, 20))
    best = co_mentors.solve(problem, rules, beside, "most")
    late = co_mentors.solve(problem, rules, beside, "most", run=Run(deadline=-1.0))
    assert late.total <= best.total <= late.bound

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from matching.engine import criteria
from matching.engine.evaluation import cost_of, evaluate
from matching.engine.explain import Explainer
from matching.engine.problem import Problem, Side
from matching.engine.scoring import compiled
from matching.engine.solve import solve
from matching.engine.wording import InputError
from tests.matching.engine import oracle, people

OBJECTIVES = ["total", "most", "fair"]
CRITERIA = criteria.read(people.CROWD_CRITERIA)


def pairs_of(plan):
    return [(pair.mentee, pair.mentor) for pair in plan.pairs]


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_the_best_plan_is_judged_the_best(objective):
    problem = people.crowds(21, 40, 30)
    plan = solve(problem, CRITERIA, objective)
    judged = evaluate(problem, CRITERIA, pairs_of(plan), objective)
    assert (judged.total, judged.worst, judged.bound, judged.gap) == (
        plan.total,
        plan.worst,
        plan.bound,
        0,
    )
    assert judged.is_allowed
    assert judged.best == plan
    assert judged.unmatched_mentees == plan.unmatched_mentees
    assert judged.unmatched_mentors == plan.unmatched_mentors


@given(people.problems(most=5), people.tables, st.data())
@settings(max_examples=60, deadline=None)
def test_any_pairs_are_judged_as_the_rules_say(drawn, table, data):
    problem, mentees, mentors = drawn
    every = [(a, b) for a in problem.mentees.ids for b in problem.mentors.ids]
    pairs = data.draw(st.lists(st.sampled_from(every), max_size=6, unique=True))
    judged = evaluate(problem, criteria.read(table), pairs, "most")
    scores = oracle.matrix(table, mentees, mentors)
    used = [[pair[side] for pair in pairs] for side in (0, 1)]
    for pair in judged.pairs:
        row, column = problem.mentees.position(pair.mentee), problem.mentors.position(pair.mentor)
        full = (
            used[0].count(pair.mentee) > problem.row_capacity[row]
            or used[1].count(pair.mentor) > problem.column_capacity[column]
        )
        assert pair.score == (None if full else scores[row][column])
        assert (pair.score is None) == bool(pair.hindrances)
    if judged.is_allowed:
        assert judged.mentees <= judged.best.most_mentees
        assert judged.mentees < judged.best.most_mentees or judged.total <= judged.bound


def test_what_is_wrong_with_a_pair_is_said():
    side = {"x": ["a", "b"]}
    problem = Problem(
        Side("mentees", ("1", "2"), side),
        Side("mentors", ("1", "2"), side),
        locks=frozenset({("2", "1")}),
        blocks=frozenset({("1", "1")}),
    )
    same = {"mentor": "x", "mentee": "x"}
    table = {
        "require": [{"rule": "same"} | same],
        "score": [{"rule": "same", "points": 3} | same],
    }
    pairs = [("1", "1"), ("2", "1"), ("2", "2")]
    judged = evaluate(problem, criteria.read(table), pairs, "most")
    codes = {(p.mentee, p.mentor): [why.code for why in p.hindrances] for p in judged.pairs}
    assert codes == {
        ("1", "1"): ["block", "over_capacity"],
        ("2", "1"): [
            "require.same"
        ],  # a lock may be more than there is room for, but not forbidden
        ("2", "2"): ["over_capacity"],
    }
    assert [p.locked for p in judged.pairs] == [False, True, False]
    assert (judged.total, judged.worst, judged.is_allowed) == (0, None, False)
    # The broken lock does not keep the best plan from being found.
    assert (judged.best.total, judged.bound, judged.gap) == (3, 3, 1)


def test_whoever_is_left_out_by_hand_reads_who_is_free():
    problem = people.crowds(22, 12, 12)
    plan = solve(problem, CRITERIA, "most")
    left, *kept = pairs_of(plan)
    judged = evaluate(problem, CRITERIA, kept, "most")
    reasons = {one.id: one.reason for one in judged.unmatched_mentees}
    assert (reasons[left[0]].code, reasons[left[0]].values["who"]) == ("somebody_free", left[1])
    reasons = {one.id: one.reason for one in judged.unmatched_mentors}
    assert reasons[left[1]].values["who"] == left[0]


@pytest.mark.parametrize("objective", OBJECTIVES)
@pytest.mark.parametrize(("mentees", "mentors"), [(25, 30), (30, 25)])
def test_no_move_costs_less_than_is_said(objective, mentees, mentors):
    problem = people.crowds(23, mentees, mentors)
    plan = solve(problem, CRITERIA, objective)
    scoring = compiled(CRITERIA, problem.in_order)
    best = Explainer(problem, CRITERIA, plan, scoring=scoring).best(3)
    exact = 0
    for row in range(0, mentees, 3):
        for rank in range(3):
            mentor = problem.in_order.mentors.ids[best.mentors[row, rank]]
            pair = problem.in_order.mentees.ids[row], mentor
            cost = cost_of(problem, CRITERIA, pair, objective, before=plan, scoring=scoring)
            if best.drops[row, rank]:
                assert cost.mentees >= 1
            elif cost.mentees == 0 and cost.worst <= 0:
                assert cost.total >= best.losses[row, rank] >= 0
                exact += cost.total == best.losses[row, rank]
    assert exact


@pytest.mark.parametrize("objective", OBJECTIVES)
def test_who_has_a_place_left_gives_up_nothing_for_another(objective):
    problem = people.crowds(27, 12, 14, mentee_capacity=[2] * 12, mentor_capacity=[2] * 14)
    problem = replace(problem, mentee_capacity=[3] * 12)
    plan = solve(problem, CRITERIA, objective)
    scoring = compiled(CRITERIA, problem.in_order)
    best = Explainer(problem, CRITERIA, plan, scoring=scoring).best(4)
    for row, rank in np.argwhere(best.mentors >= 0):
        pair = (
            problem.in_order.mentees.ids[row],
            problem.in_order.mentors.ids[best.mentors[row, rank]],
        )
        cost = cost_of(problem, CRITERIA, pair, objective, before=plan, scoring=scoring)
        if not best.drops[row, rank] and cost.mentees == 0 and cost.worst <= 0:
            assert cost.total >= best.losses[row, rank] >= 0


def test_mentors_whose_places_are_locked_are_nobodys_alternative():
    problem = people.crowds(24, 10, 10)
    locked = pairs_of(solve(problem, CRITERIA, "most"))[0]
    problem = replace(problem, locks=frozenset({locked}))
    plan = solve(problem, CRITERIA, "most")
    found = Explainer(problem, CRITERIA, plan).alternatives_of(problem.mentees.ids, 10)
    others = [one.mentor for mentee in found if mentee != locked[0] for one in found[mentee]]
    assert others
    assert locked[1] not in others
    # What it costs to give up a lock only solving again can say.
    assert {one.loss for one in found[locked[0]]} == {None}


def test_alternatives_are_allowed_and_sorted_and_their_reasons_add_up():
    problem = people.crowds(25, 30, 20, mentor_capacity=[2] * 20)
    plan = solve(problem, CRITERIA, "fair")
    explainer = Explainer(problem, CRITERIA, plan)
    scores, allowed = explainer.scoring.dense()
    for mentee, found in explainer.alternatives_of(problem.mentees.ids, 25).items():
        row = problem.mentees.position(mentee)
        spots = [problem.mentors.position(one.mentor) for one in found]
        held = [b for a, b in pairs_of(plan) if a == mentee]
        assert len(found) == allowed[row].sum() - len(held)
        assert [one.score for one in found] == scores[row, spots].tolist()
        assert not set(held) & {one.mentor for one in found}
        losses = [np.inf if one.loss is None else one.loss for one in found]
        assert losses == sorted(losses)
        for one in found:
            assert sum(reason.points for reason in one.reasons) == one.score
        assert explainer.alternatives(mentee, 25) == found


def test_without_a_plan_the_best_scores_come_first_and_no_loss_is_told():
    problem = people.crowds(25, 30, 20)
    explainer = Explainer(problem, CRITERIA)
    scores, allowed = explainer.scoring.dense()
    for row, found in enumerate(explainer.alternatives_of(problem.mentees.ids, 5).values()):
        best = sorted(scores[row][allowed[row]].tolist(), reverse=True)[:5]
        assert [one.score for one in found] == best
        assert {(one.loss, one.drops) for one in found} <= {(None, False)}


def test_hindrances_of_many_pairs():
    problem = people.crowds(26, 8, 8, blocks=frozenset({("e000000", "o000000")}))
    explainer = Explainer(problem, CRITERIA)
    pairs = [(a, b) for a in problem.mentees.ids for b in problem.mentors.ids]
    allowed = explainer.scoring.dense()[1].ravel().tolist()
    assert [not why for why in explainer.check(pairs)] == allowed
    assert explainer.hindrances("e000000", "o000000")[-1].code == "block"


@given(people.problems(), people.tables, st.sampled_from(OBJECTIVES))
@settings(max_examples=40, deadline=None)
def test_scores_can_be_made_once_for_several_runs(drawn, table, objective):
    problem, *_dicts = drawn
    rules = criteria.read(table)
    scoring = compiled(rules, problem.in_order)
    first = solve(problem, rules, objective, scoring=scoring)
    assert first == solve(problem, rules, objective)
    assume(first.pairs)
    changed = replace(problem, blocks=frozenset(pairs_of(first)[:1]))
    assert solve(changed, rules, objective, scoring=scoring) == solve(changed, rules, objective)


def test_scores_of_other_people_are_refused():
    scoring = compiled(CRITERIA, people.crowds(1, 3, 3).in_order)
    with pytest.raises(ValueError, match="other people"):
        solve(people.crowds(1, 4, 3), CRITERIA, scoring=scoring)


def test_a_lock_that_cannot_be_costs_nothing_but_an_error():
    problem = people.crowds(27, 5, 5, blocks=frozenset({("e000000", "o000000")}))
    with pytest.raises(InputError):
        cost_of(problem, CRITERIA, ("e000000", "o000000"))

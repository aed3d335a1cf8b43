"""What a board knows of people is read again as soon as something has changed."""

from datetime import UTC, datetime

from matching.models import Block, Plan
from matching.services.pool import pool_cache
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW


def load(play, now=NOW, by=None):
    plan = Plan.objects.select_related("run", "cohort__programme").get(pk=play.plan.pk)
    return pool_cache.load(plan, by=by or play.by, now=now)


def test_between_two_moves_nothing_is_read_again(play):
    first = load(play)
    assert load(play) is first
    assert load(play, NOW + pool_cache.HOLDS) is first
    assert load(play, NOW + 2 * pool_cache.HOLDS) is not first


def test_a_colleague_may_see_something_else(play):
    other = type(play.by).of(make_staff())
    assert load(play, by=other) is not load(play)


def test_what_changes_is_seen_at_once(play):
    first = load(play)
    Block.objects.create(
        cohort=play.cohort, mentee=play.amina, mentor=play.renate, reason="–", made_at=NOW
    )
    second = load(play)
    assert second is not first
    type(play.jens).objects.filter(pk=play.jens.pk).update(
        state=ProfileState.PAUSED, changed_at=datetime(2040, 1, 1, tzinfo=UTC)
    )
    third = load(play)
    assert third is not second
    assert str(play.jens.pk) not in third.problem.mentors.positions


def test_the_best_plan_is_solved_once_for_the_same_locks(play):
    frame = load(play)
    objective = play.plan.run.objective
    lock = frozenset({(str(play.amina.pk), str(play.petra.pk))})
    best = frame.best(objective, lock)
    assert frame.best(objective, lock) is best
    assert {(pair.mentee, pair.mentor) for pair in best.pairs} >= lock


def test_only_so_many_best_plans_are_kept(play, monkeypatch):
    monkeypatch.setattr(pool_cache, "MOST_BESTS", 1)
    frame = load(play)
    objective = play.plan.run.objective
    lock = frozenset({(str(play.amina.pk), str(play.petra.pk))})
    free = frame.best(objective, frozenset())
    frame.best(objective, lock)
    assert len(frame.bests) == 1
    assert frame.best(objective, frozenset()) == free

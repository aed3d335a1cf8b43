"""Moves on a board: what they change, what they refuse, and two at once."""

import pytest
from django.db import IntegrityError

from matching.models import Block, Pair, Plan, Step
from matching.services.board import confirming, locks, moves
from matching.services.board.board_log import StaleBoardError
from mentoring.common.errors import DomainError
from tests.errors import refused
from tests.factories.applications import NOW
from tests.factories.boards import Play
from tests.factories.profiles import make_co_mentor, make_mentor
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db


def test_a_move_is_one_step_that_raises_the_version(play):
    step = play.move(play.amina, play.petra)
    assert play.pairs == {play.amina.pk: play.petra.pk, play.omar.pk: play.jens.pk}
    assert Pair.objects.get(mentee=play.amina).by_hand
    assert (step.number, step.before[0]["mentor"]) == (1, str(play.renate.pk))
    assert play.how["version"] == 1


def test_a_full_mentor_takes_nobody_without_somebody_making_room(play):
    with refused("full"):
        play.move(play.amina, play.jens)
    play.move(play.amina, play.jens, displaced=play.omar)
    assert play.pairs == {play.amina.pk: play.jens.pk}


@pytest.mark.parametrize("fix", ["lock", "confirm"])
def test_what_is_fixed_is_not_moved(play, fix):
    if fix == "lock":
        locks.lock(play.plan, mentee=play.omar.pk, reason="Kennen sich", **play.how)
    else:
        confirming.confirm(play.plan, mentee=play.omar.pk, rationale="Passt.", **play.how)
    with refused("fixed"):
        play.move(play.omar, play.petra)
    with refused("fixed"):
        play.move(play.amina, play.jens, displaced=play.omar)
    assert not play.board().grid.best(play.board().row(play.omar.pk))


def test_the_rest_is_solved_again_around_what_is_locked(play):
    locks.lock(play.plan, mentee=play.omar.pk, **play.how)
    moves.remove(play.plan, mentee=play.amina.pk, **play.how)
    step = moves.solve_rest(play.plan, **play.how)
    assert [each["mentee"] for each in step.after] == [str(play.amina.pk)]
    assert play.pairs[play.omar.pk] == play.jens.pk
    assert play.pairs[play.amina.pk] in {play.renate.pk, play.petra.pk}
    with refused("no_better"):
        moves.solve_rest(play.plan, **play.how)


def test_the_standing_co_mentor_comes_along_while_there_is_room(play):
    beside = make_co_mentor(play.cohort)
    for mentor in (play.petra, play.jens):
        mentor.standing_co_mentor = beside
        mentor.save()
    play.move(play.amina, play.petra)
    assert Pair.objects.get(mentee=play.amina).co_mentor == beside
    ask = {"mentee": play.omar.pk, "co_mentor": beside.pk}
    with refused("co_mentor"):
        moves.stand_beside(play.plan, **ask, **play.how)
    moves.stand_beside(play.plan, mentee=play.amina.pk, co_mentor=None, **play.how)
    moves.stand_beside(play.plan, **ask, **play.how)
    assert Pair.objects.get(mentee=play.omar).co_mentor == beside


def test_a_co_mentor_without_a_place_does_not_come_along(play):
    beside = make_co_mentor(play.cohort)
    play.petra.standing_co_mentor = beside
    play.petra.save()
    moves.stand_beside(play.plan, mentee=play.omar.pk, co_mentor=beside.pk, **play.how)
    play.move(play.amina, play.petra)
    assert Pair.objects.get(mentee=play.amina).co_mentor is None
    assert Pair.objects.get(mentee=play.omar).co_mentor == beside


def test_what_is_locked_against_a_rule_is_looked_at_before_the_rest_is_solved(play):
    locks.lock(play.plan, mentee=play.omar.pk, **play.how)
    Block.objects.create(
        cohort=play.cohort, mentee=play.omar, mentor=play.jens, reason="–", made_at=NOW
    )
    before = play.pairs
    with pytest.raises(DomainError, match=f"{play.omar}") as refusal:
        moves.solve_rest(play.plan, **play.how)
    assert refusal.value.code == "broken"
    assert play.pairs == before


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_two_who_saw_the_same_one_moves(is_guarded, monkeypatch):
    """The control shows the race: without the guard both steps are number one, or both move."""
    play = Play()
    seen = Meeting()
    lock = moves.lock_draft if is_guarded else _unguarded
    monkeypatch.setattr(moves, "lock_draft", seen.after(lock))
    version = play.how["version"]

    def act(mentor):
        how = {"version": version, "by": play.by, "now": NOW}
        return moves.move(play.plan, mentee=play.amina.pk, mentor=mentor.pk, **how)

    other = make_mentor(play.cohort)
    found = at_once(lambda: act(play.petra), lambda: act(other), meetings=(seen,))
    refused = [each for each in found if isinstance(each, StaleBoardError)]
    if is_guarded:
        assert len(refused) == 1
        assert Step.objects.filter(plan=play.plan).count() == 1
        assert play.how["version"] == version + 1
    else:
        # Both go on: two steps, or two with the same number, which the database refuses.
        assert not refused
        assert Step.objects.count() == 2 or any(isinstance(one, IntegrityError) for one in found)


def _unguarded(plan, version):
    return Plan.objects.select_related("run", "cohort__programme").get(pk=plan.pk)

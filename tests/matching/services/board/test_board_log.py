"""Steps on a board: what they change, what they refuse, undo and redo, and two at once."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import IntegrityError

from matching.models import Block, Pair, Plan, Step
from matching.services.board import board_log, boards, confirming, locks, moves
from matching.services.board.board_log import StaleBoardError
from matching.services.board.board_view import Looks
from matching.services.runs import plans
from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@contextmanager
def refused(code):
    with pytest.raises(DomainError) as found:
        yield
    assert found.value.code == code


class Play:
    """Amina is with Renate, Omar with Jens; Petra is free. All would get the same points."""

    def __init__(self):
        self.cohort = make_cohort()
        self.amina, self.omar = (make_mentee(self.cohort) for _ in range(2))
        self.renate, self.jens, self.petra = (make_mentor(self.cohort) for _ in range(3))
        self.plan = make_plan(self.cohort)
        make_pair(self.plan, mentee=self.amina, mentor=self.renate)
        make_pair(self.plan, mentee=self.omar, mentor=self.jens)
        self.by = Actor.of(make_staff(Role.MANAGER, self.cohort.programme))

    @property
    def how(self):
        self.plan.refresh_from_db()
        return {"version": self.plan.version, "by": self.by, "now": NOW}

    @property
    def pairs(self):
        rows = Pair.objects.filter(plan=self.plan)
        return {pair.mentee_id: pair.mentor_id for pair in rows}

    def board(self):
        plan = Plan.objects.select_related("run", "cohort__programme").get(pk=self.plan.pk)
        return boards.load(plan, by=self.by, now=NOW)

    def move(self, mentee, mentor, displaced=None, goes_to=None):
        ids = {"displaced": displaced, "goes_to": goes_to}
        ids = {name: one and one.pk for name, one in ids.items()}
        return moves.move(self.plan, mentee=mentee.pk, mentor=mentor.pk, **ids, **self.how)


@pytest.fixture
def play():
    return Play()


def test_a_move_is_one_step_that_raises_the_version(play):
    step = play.move(play.amina, play.petra)
    assert play.pairs == {play.amina.pk: play.petra.pk, play.omar.pk: play.jens.pk}
    assert Pair.objects.get(mentee=play.amina).by_hand
    assert (step.number, step.before[0]["mentor"]) == (1, str(play.renate.pk))
    assert play.how["version"] == 1


def test_two_swap_in_one_step_and_undo_and_redo_lead_back_and_forth(play):
    before = play.pairs
    play.move(play.amina, play.jens, displaced=play.omar, goes_to=play.renate)
    swapped = {play.amina.pk: play.jens.pk, play.omar.pk: play.renate.pk}
    assert play.pairs == swapped
    board_log.undo(play.plan, **play.how)
    assert play.pairs == before
    board_log.redo(play.plan, **play.how)
    assert play.pairs == swapped
    with refused("nothing"):
        board_log.redo(play.plan, **play.how)


def test_after_another_step_what_was_undone_cannot_be_done_again(play):
    play.move(play.amina, play.petra)
    board_log.undo(play.plan, **play.how)
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    with refused("nothing"):
        board_log.redo(play.plan, **play.how)
    board_log.undo(play.plan, **play.how)
    with refused("nothing"):
        board_log.undo(play.plan, **play.how)


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


def test_a_lock_keeps_its_reason_and_is_undone(play):
    locks.lock(play.plan, mentee=play.omar.pk, reason="Kennen sich", **play.how)
    pair = Pair.objects.get(mentee=play.omar)
    assert (pair.locked, pair.lock_reason) == (True, "Kennen sich")
    board_log.undo(play.plan, **play.how)
    assert not Pair.objects.get(mentee=play.omar).locked
    board_log.redo(play.plan, **play.how)
    locks.unlock(play.plan, mentee=play.omar.pk, **play.how)
    assert not Pair.objects.get(mentee=play.omar).locked


def test_a_block_takes_the_pair_apart_in_the_whole_cohort(play):
    other = make_plan(run=play.plan.run, name="Zweiter")
    make_pair(other, mentee=play.amina, mentor=play.renate)
    pair = {"mentee": play.amina.pk, "mentor": play.renate.pk}
    with refused("reason"):
        locks.block(play.plan, **pair, reason=" ", **play.how)
    locks.block(play.plan, **pair, reason="Verwandt", **play.how)
    assert Block.objects.get().reason == "Verwandt"
    assert play.pairs == {play.omar.pk: play.jens.pk}
    with refused("not_allowed"):
        play.move(play.amina, play.renate)
    assert set(boards.load(other, by=play.by, now=NOW).hindrances) == {str(play.amina.pk)}

    board_log.undo(play.plan, **play.how)
    assert not Block.objects.exists()
    assert play.pairs[play.amina.pk] == play.renate.pk
    board_log.redo(play.plan, **play.how)
    assert Block.objects.get().reason == "Verwandt"
    locks.unblock(play.plan, **pair, **play.how)
    assert not Block.objects.exists()


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


def test_a_confirmed_pair_says_why_and_keeps_its_text_while_together(play):
    with refused("rationale"):
        confirming.confirm(play.plan, mentee=play.amina.pk, rationale=" ", **play.how)
    confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Passt gut.", **play.how)
    texts = {str(one.pk): "Vorgeschlagen" for one in (play.amina, play.omar)}
    assert confirming.confirm_all(play.plan, texts=texts, **play.how) == 1
    rows = Pair.objects.filter(plan=play.plan)
    assert {pair.mentee_id: pair.rationale for pair in rows} == {
        play.amina.pk: "Passt gut.",
        play.omar.pk: "Vorgeschlagen",
    }
    confirming.take_back(play.plan, mentee=play.amina.pk, **play.how)
    assert Pair.objects.get(mentee=play.amina).rationale == "Passt gut."
    play.move(play.amina, play.petra)
    assert Pair.objects.get(mentee=play.amina).rationale == ""


def test_an_undo_does_not_touch_a_confirmed_pair(play):
    play.move(play.amina, play.petra)
    confirming.confirm(play.plan, mentee=play.amina.pk, rationale="Passt.", **play.how)
    with refused("fixed"):
        board_log.undo(play.plan, **play.how)
    assert play.pairs[play.amina.pk] == play.petra.pk


def test_an_undo_leaves_out_who_is_gone(play):
    play.move(play.amina, play.petra)
    Pair.objects.filter(mentor=play.renate).delete()
    play.renate.delete()
    board_log.undo(play.plan, **play.how)
    assert play.pairs[play.amina.pk] == play.petra.pk


def test_who_leaves_is_told_of_at_the_top(play):
    type(play.jens).objects.filter(pk=play.jens.pk).update(
        state=ProfileState.PAUSED, changed_at=NOW + timedelta(minutes=1)
    )
    board = play.board()
    assert board.gone == [str(play.omar.pk)]
    assert Looks(board).figures.matched == 1
    locks_now = {"mentee": play.omar.pk, **play.how}
    with refused("not_allowed"):
        locks.lock(play.plan, **locks_now)


def test_a_stale_version_changes_nothing(play):
    play.move(play.amina, play.petra)
    with pytest.raises(StaleBoardError):
        moves.remove(play.plan, mentee=play.omar.pk, **play.how | {"version": 0})
    assert len(play.pairs) == 2


def test_what_is_no_draft_is_not_changed(play):
    plans.discard(play.plan, by=play.by, now=NOW)
    with refused("no_draft"):
        moves.remove(play.plan, mentee=play.omar.pk, **play.how)
    plans.restore(play.plan, by=play.by, now=NOW)
    moves.remove(play.plan, mentee=play.omar.pk, **play.how)


def test_a_copy_has_the_same_pairs_and_goes_its_own_way(play):
    locks.lock(play.plan, mentee=play.omar.pk, reason="Kennen sich", **play.how)
    copy = plans.duplicate(play.plan, name=" Zweiter  Entwurf ", by=play.by, now=NOW)
    assert copy.name == "Zweiter Entwurf"
    assert Pair.objects.get(plan=copy, mentee=play.omar).lock_reason == "Kennen sich"
    moves.remove(copy, mentee=play.amina.pk, version=0, by=play.by, now=NOW)
    assert len(play.pairs) == 2
    with refused("name"):
        plans.rename(copy, name=" ", version=1, by=play.by, now=NOW)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_of_two_who_saw_the_same_one_moves(is_guarded, monkeypatch):
    """The control shows the race: without the guard both steps are number one, or both move."""
    play = Play()
    if not is_guarded:
        monkeypatch.setattr(moves, "held", _unguarded)
    version = play.how["version"]

    def act(mentor):
        how = {"version": version, "by": play.by, "now": NOW}
        return moves.move(play.plan, mentee=play.amina.pk, mentor=mentor.pk, **how)

    other = make_mentor(play.cohort)
    found = at_once(lambda: act(play.petra), lambda: act(other))
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

"""Undo and redo, and whose version counts."""

import pytest

from matching.models import Pair
from matching.services.board import board_log, confirming, locks, moves
from matching.services.board.board_log import StaleBoardError
from matching.services.runs import plans
from tests.errors import refused
from tests.factories.applications import NOW

pytestmark = pytest.mark.django_db


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


def test_why_two_were_locked_is_not_said_of_two_others(play):
    locks.lock(play.plan, mentee=play.amina.pk, reason="Kennen sich", **play.how)
    pair = Pair.objects.get(mentee=play.amina)
    place = {**board_log.state_of(pair), "mentor": str(play.renate.pk)}
    board_log.put(play.plan, {str(play.amina.pk): place})
    assert Pair.objects.get(mentee=play.amina).lock_reason == "Kennen sich"

    board_log.put(play.plan, {str(play.amina.pk): place | {"mentor": str(play.petra.pk)}})
    pair = Pair.objects.get(mentee=play.amina)
    assert (pair.mentor, pair.lock_reason) == (play.petra, "")

"""Who stays together, and who is kept apart."""

import pytest

from matching.models import Block, Pair
from matching.services.board import board_log, boards, locks
from tests.errors import refused
from tests.factories.applications import NOW
from tests.factories.matching import make_pair, make_plan

pytestmark = pytest.mark.django_db


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


def test_two_are_kept_apart_once_and_only_if_they_are_a_mentee_and_a_mentor(play):
    pair = {"mentee": play.amina.pk, "mentor": play.petra.pk}
    locks.block(play.plan, **pair, reason="Verwandt", **play.how)
    with refused("blocked"):
        locks.block(play.plan, **pair, reason="Verwandt", **play.how)
    with refused("blocked"):
        turned = {"mentee": play.petra.pk, "mentor": play.amina.pk}
        locks.block(play.plan, **turned, reason="Verwandt", **play.how)
    assert Block.objects.count() == 1
    locks.unblock(play.plan, **pair, **play.how)
    with refused("no_block"):
        locks.unblock(play.plan, **pair, **play.how)

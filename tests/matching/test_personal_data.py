"""What an erasure takes off boards: also the words about somebody in the ledger of steps."""

import pytest

from matching.models import Block, Step
from matching.services.board import board_log, locks
from mentoring.common.actors import Actor
from mentoring.privacy.services import erasure, export
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    """Two pairs; about the first somebody has written why it stays, and why another must not be."""
    plan = make_plan()
    one, two = (make_mentee(plan.cohort) for _ in range(2))
    for mentee in (one, two):
        make_pair(plan, mentee=mentee, mentor=make_mentor(plan.cohort))
    other = make_mentor(plan.cohort)
    locks.lock(plan, mentee=one.pk, reason="Amina's choice", **how(plan))
    locks.block(plan, mentee=one.pk, mentor=other.pk, reason="Amina's aunt", **how(plan))
    locks.lock(plan, mentee=two.pk, reason="Omar's choice", **how(plan))
    return plan


def how(plan):
    plan.refresh_from_db()
    return {"version": plan.version, "by": Actor.of(make_staff()), "now": NOW}


def first(plan):
    return Step.objects.get(plan=plan, number=1).after[0]["mentee"]


def profile(plan, pk):
    return plan.cohort.profiles.get(pk=pk)


def test_reasons_go_with_the_person_and_steps_stay(plan):
    erasure.erase(profile(plan, first(plan)).subject, by=Actor.system(), now=NOW)
    assert [step.reason for step in Step.objects.order_by("number")] == ["", "", "Omar's choice"]


def test_reasons_go_with_the_mentor_too(plan):
    blocked = Block.objects.get().mentor
    erasure.erase(blocked.subject, by=Actor.system(), now=NOW)
    reasons = [step.reason for step in Step.objects.order_by("number")]
    assert reasons == ["Amina's choice", "", "Omar's choice"]


def test_what_was_written_about_somebody_is_in_their_export(plan):
    told = str(export.export(profile(plan, first(plan)).subject, by=Actor.system(), now=NOW))
    assert "Amina's choice" in told
    assert "Omar's choice" not in told


@pytest.mark.django_db(transaction=True)
def test_a_block_of_somebody_who_is_gone_is_not_made_again(plan):
    block = Block.objects.get()
    locks.unblock(plan, mentee=block.mentee_id, mentor=block.mentor_id, **how(plan))
    erasure.erase(block.mentor.subject, by=Actor.system(), now=NOW)
    board_log.undo(plan, **how(plan))
    assert not Block.objects.exists()

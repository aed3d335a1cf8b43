"""Drafts are copied, named, discarded and restored."""

import pytest

from matching.models import Pair
from matching.services.board import locks, moves
from matching.services.runs import plans
from matching.states import PlanState
from tests.errors import refused
from tests.factories.applications import NOW

pytestmark = pytest.mark.django_db


def test_a_copy_has_the_same_pairs_and_goes_its_own_way(play):
    locks.lock(play.plan, mentee=play.omar.pk, reason="Kennen sich", **play.how)
    copy = plans.duplicate(play.plan, name=" Zweiter  Entwurf ", by=play.by, now=NOW)
    assert copy.name == "Zweiter Entwurf"
    assert Pair.objects.get(plan=copy, mentee=play.omar).lock_reason == "Kennen sich"
    moves.remove(copy, mentee=play.amina.pk, version=0, by=play.by, now=NOW)
    assert len(play.pairs) == 2
    with refused("name"):
        plans.rename(copy, name=" ", version=1, by=play.by, now=NOW)


def test_what_was_discarded_can_be_restored(play):
    plans.discard(play.plan, by=play.by, now=NOW)
    play.plan.refresh_from_db()
    assert play.plan.state == PlanState.DISCARDED
    plans.restore(play.plan, by=play.by, now=NOW)
    play.plan.refresh_from_db()
    assert play.plan.state == PlanState.DRAFT


def test_a_name_has_at_most_eighty_letters(play):
    with refused("name"):
        plans.duplicate(play.plan, name="x" * 81, by=play.by, now=NOW)
    assert len(plans.duplicate(play.plan, name="x" * 80, by=play.by, now=NOW).name) == 80

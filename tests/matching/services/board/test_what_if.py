"""What would be, if places or weights were others; the draft stays as it is."""

import pytest

from matching.models import Plan
from matching.services.board import confirming, locks
from matching.services.board.what_if import keep, what_if
from tests.errors import refused
from tests.factories.applications import NOW


def ask(play, **asked):
    plan = Plan.objects.select_related("run", "cohort__programme").get(pk=play.plan.pk)
    return what_if(plan, asked, by=play.by, now=NOW)


def test_who_is_left_out_leaves_a_mentee_to_somebody_else(play):
    before = play.pairs
    found = ask(play, left_out=[str(play.renate.pk)])
    assert found.after[str(play.amina.pk)] == str(play.petra.pk)
    assert found.changed == [str(play.amina.pk)]
    assert found.draft == (1, 10, 10)
    assert play.pairs == before


def test_with_nothing_asked_nothing_changes(play):
    found = ask(play)
    assert found.changed == []
    assert found.draft == (2, 20, 10)


def test_what_is_locked_stays(play):
    locks.lock(play.plan, mentee=play.omar.pk, **play.how)
    found = ask(play, capacities={str(play.jens.pk): 0})
    assert set(found.fixed) == {str(play.omar.pk)}


@pytest.mark.parametrize("side", ["mentees", "mentors"])
def test_without_one_side_there_is_nothing_to_match(play, side):
    sides = {
        "mentees": (play.amina, play.omar),
        "mentors": (play.renate, play.jens, play.petra),
    }
    with refused("nobody"):
        ask(play, left_out=[str(one.pk) for one in sides[side]])


def test_what_is_kept_keeps_what_was_confirmed(play):
    confirming.confirm(play.plan, mentee=play.omar.pk, rationale="Beide singen.", **play.how)
    found = ask(play, left_out=[str(play.renate.pk)])
    copy = keep(play.plan, found, by=play.by, now=NOW)
    pair = copy.pairs.get(mentee=play.omar)
    assert (pair.mentor, pair.confirmed, pair.rationale) == (play.jens, True, "Beide singen.")
    other = copy.pairs.get(mentee=play.amina)
    assert (other.mentor, other.confirmed) == (play.petra, False)


def test_what_is_only_locked_stays_locked_and_unconfirmed(play):
    locks.lock(play.plan, mentee=play.omar.pk, reason="Kennen sich", **play.how)
    copy = keep(play.plan, ask(play), by=play.by, now=NOW)
    pair = copy.pairs.get(mentee=play.omar)
    assert (pair.mentor, pair.locked, pair.confirmed) == (play.jens, True, False)

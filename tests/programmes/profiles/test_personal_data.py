"""What an export tells, and what goes: a wish is its owner's, never whom it names."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.privacy.services import erasure, export
from mentoring.worklist.models import Task
from programmes.profiles.models import NamedWish, SupportRequest, TypedWish
from programmes.profiles.services import match_preferences, needs, retention
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def wish():
    cohort = make_cohort(allows_names=True)
    people = make_mentee(cohort), make_mentor(cohort)
    return match_preferences.add(*people, kind="excluded", by=Actor.system(), now=NOW)


def exported(profile):
    told = export.export(profile.subject, by=Actor.system(), now=NOW)
    return told["data"].get("profiles.namedwish")


def test_who_is_named_learns_of_it_by_no_export(wish):
    assert exported(wish.profile) == [{"kind": "excluded", "rank": 1}]
    assert exported(wish.other) is None


@pytest.mark.parametrize("person", ["profile", "other"])
def test_the_wish_goes_with_either(wish, person):
    erasure.erase(getattr(wish, person).subject, by=Actor.system(), now=NOW)
    assert not NamedWish.objects.exists()


def test_typed_names_and_requests_are_exported_go_and_do_not_stay_for_ever():
    mentor = make_mentor(make_cohort(allows_names=True))
    system = Actor.system()
    match_preferences.type_in(mentor, "Wer Anders", kind="preferred", by=system, now=NOW)
    needs.ask_staff(mentor, "Material", now=NOW)
    told = export.export(mentor.subject, by=system, now=NOW)["data"]
    assert [row["name"] for row in told["profiles.typedwish"]] == ["Wer Anders"]
    assert [row["text"] for row in told["profiles.supportrequest"]] == ["Material"]

    match_preferences.withdraw(mentor, str(TypedWish.objects.get().pk), by=system, now=NOW)
    needs.ask_staff(mentor, "", now=NOW)
    for rule, model in (
        (retention.TYPED_WISHES_RULE, TypedWish),
        (retention.SUPPORT_REQUESTS_RULE, SupportRequest),
    ):
        until = NOW + timedelta(days=rule.days)
        assert not rule.due(until - timedelta(seconds=1), rule.days).exists()
        assert rule.due(until, rule.days).get() == model.objects.get()
        rule.act(model.objects.get(), until)
        assert not model.objects.exists()

    match_preferences.type_in(mentor, "Wer Anders", kind="preferred", by=system, now=NOW)
    needs.ask_staff(mentor, "Material", now=NOW)
    erasure.erase(mentor.subject, by=system, now=NOW)
    assert not TypedWish.objects.exists()
    assert not SupportRequest.objects.exists()
    assert not Task.objects.exists()


def test_what_stands_is_never_due():
    mentor = make_mentor(make_cohort(allows_names=True))
    match_preferences.type_in(mentor, "Wer Anders", kind="preferred", by=Actor.system(), now=NOW)
    needs.ask_staff(mentor, "Material", now=NOW)
    late = NOW + timedelta(days=9999)
    assert not retention.TYPED_WISHES_RULE.due(late, 1).exists()
    assert not retention.SUPPORT_REQUESTS_RULE.due(late, 1).exists()

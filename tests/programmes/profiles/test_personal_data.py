"""What an export tells, and what goes: a wish is its owner's, never whom it names."""

import pytest

from mentoring.common.actors import Actor
from mentoring.privacy.services import erasure, export
from programmes.profiles.models import NamedWish
from programmes.profiles.services import match_preferences
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

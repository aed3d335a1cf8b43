"""Whom people would like to be matched with, and whom not."""

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.worklist.models import Task
from mentoring.worklist.states import TaskState
from programmes.profiles.models import NamedWish
from programmes.profiles.services import match_preferences
from programmes.profiles.states import ProfileState, WishKind
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db
HOW = {"by": Actor.holder("mentor"), "now": NOW}


@pytest.fixture
def cohort():
    return make_cohort(allows_names=True)


@pytest.mark.parametrize("state", ProfileState)
def test_who_has_left_is_nobody_whom_one_could_name(cohort, state):
    mentor, mentee = make_mentor(cohort), make_mentee(cohort, state=state)
    match_preferences.type_in(mentor, str(mentee), kind=WishKind.PREFERRED, **HOW)
    is_found = state != ProfileState.LEFT
    assert NamedWish.objects.exists() is is_found
    assert (Task.objects.get().state == TaskState.DONE) is is_found


def test_five_of_a_kind_are_the_most(cohort):
    mentee = make_mentee(cohort)
    for _ in range(5):
        match_preferences.add(mentee, make_mentor(cohort), kind=WishKind.PREFERRED, **HOW)
    with pytest.raises(DomainError) as refusal:
        match_preferences.add(mentee, make_mentor(cohort), kind=WishKind.PREFERRED, **HOW)
    assert refusal.value.code == "most"
    match_preferences.add(mentee, make_mentor(cohort), kind=WishKind.EXCLUDED, **HOW)
    assert sorted(mentee.named_wishes.values_list("rank", flat=True)) == [1, 1, 2, 3, 4, 5]


def test_who_is_named_otherwise_changes_sides(cohort):
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    for kind in (WishKind.PREFERRED, WishKind.EXCLUDED, WishKind.EXCLUDED):
        match_preferences.add(mentee, mentor, kind=kind, **HOW)
    assert NamedWish.objects.get().kind == WishKind.EXCLUDED


def test_where_names_are_not_asked_for_none_is_kept():
    mentee = make_mentee(make_cohort(allows_names=False))
    with pytest.raises(DomainError) as refusal:
        match_preferences.add(mentee, make_mentor(mentee.cohort), kind=WishKind.PREFERRED, **HOW)
    assert refusal.value.code == "no_names"


def test_only_those_one_could_be_matched_with_are_named(cohort):
    mentee = make_mentee(cohort)
    for other in (make_mentee(cohort), make_mentor(make_cohort(allows_names=True))):
        with pytest.raises(DomainError) as refusal:
            match_preferences.add(mentee, other, kind=WishKind.PREFERRED, **HOW)
        assert refusal.value.code == "other"
    assert not NamedWish.objects.exists()

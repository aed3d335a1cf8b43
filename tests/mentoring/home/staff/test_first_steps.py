"""Somebody who begins is led from nothing to a cohort that people can apply to."""

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from mentoring.accounts.states import Role
from mentoring.home.staff.first_steps import first_steps
from programmes.cohorts.states import CohortState
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db


def steps_of(user):
    with translation.override("en"):
        shown = first_steps(user, timezone.now())
    return [(line.title, line.url, line.note) for line in shown.lines] if shown else None


def test_who_finds_nothing_is_led_to_the_first_programme():
    [(title, url, _note)] = steps_of(make_operator())
    assert (title, url) == ("Create your first programme", reverse("admin:cohorts_programme_add"))


def test_a_programme_without_cohorts_is_led_to_the_first_one():
    programme = make_programme(name="Brücken")
    [(title, url, _note)] = steps_of(make_staff(Role.MANAGER, programme))
    assert title == "Create the first cohort of Brücken"
    assert url.endswith(f"/cohort/add/?programme={programme.pk}")


def test_a_draft_says_how_much_is_missing():
    cohort = make_cohort(state=CohortState.DRAFT)
    [(title, url, note)] = steps_of(make_staff(Role.MANAGER, cohort.programme))
    assert (title, url) == (str(cohort), reverse("admin:cohorts_cohort_change", args=[cohort.pk]))
    assert note.endswith("missing before it can open")


def test_nothing_is_shown_where_nothing_is_being_set_up():
    cohort = make_cohort()
    assert steps_of(make_staff(Role.MANAGER, cohort.programme)) is None


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.AUDITOR])
def test_who_sets_nothing_up_has_no_first_steps(role):
    cohort = make_cohort(state=CohortState.DRAFT)
    assert steps_of(make_staff(role, cohort.programme)) is None

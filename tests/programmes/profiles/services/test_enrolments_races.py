"""Two people, or one finger twice, at the same moment."""

from functools import partial

import pytest
from django.db import models

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.lifecycle import TransitionError
from mentoring.notifications.models import Mail
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.services import enrolments, standing_co_mentors
from programmes.profiles.states import EnrolmentState, Origin
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_enrolment, make_mentor
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)


def copies(enrolment, number):
    """What as many browsers hold."""
    rows = Enrolment.objects.select_related("cohort__programme", "subject")
    return [rows.get(pk=enrolment.pk) for _ in range(number)]


def test_of_two_approvals_one_succeeds(monkeypatch):
    """All have looked before one moves it, as far as the lock lets them."""
    looked = Meeting(6)
    move = looked.before(enrolments.lifecycle.move)
    monkeypatch.setattr(enrolments.lifecycle, "move", move)
    enrolment = make_enrolment(state=EnrolmentState.SUBMITTED, origin=Origin.INTEREST)

    def approve(mine):
        return lambda: enrolments.approve(mine, by=Actor.system(), now=NOW)

    results = at_once(*map(approve, copies(enrolment, 6)), meetings=(looked,))
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, TransitionError) for result in results) == 5
    assert Profile.objects.count() == 1
    assert Mail.objects.filter(kind="enrolment_enrolled").count() == 1


def test_of_two_acceptances_one_makes_the_profile(monkeypatch):
    looked = Meeting(6)
    move = looked.before(enrolments.lifecycle.move)
    monkeypatch.setattr(enrolments.lifecycle, "move", move)
    enrolment = make_enrolment()

    def accept(mine):
        return lambda: enrolments.submit(mine, by=Actor.holder("mentor"), now=NOW)

    results = at_once(*map(accept, copies(enrolment, 6)), meetings=(looked,))
    assert sum(result is None for result in results) == 1
    assert Profile.objects.count() == 1
    assert User.objects.filter(email=enrolment.email).count() == 1


@pytest.mark.parametrize("is_guarded", [True, False])
def test_the_last_place_beside_a_mentor_is_taken_once(monkeypatch, is_guarded):
    """The control: without the lock all look at the same moment, and all get it."""
    cohort, looked = make_cohort(), Meeting(4)
    co_mentor = make_co_mentor(cohort, capacity=1)
    monkeypatch.setattr(
        standing_co_mentors, "_require_room", looked.after(standing_co_mentors._require_room)
    )
    if not is_guarded:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows.all())
    mentors = [make_mentor(cohort) for _ in range(4)]

    results = at_once(
        *(partial(standing_co_mentors.pair, mentor, co_mentor, now=NOW) for mentor in mentors),
        meetings=(looked,),
    )

    got = 1 if is_guarded else 4
    assert sum(result is None for result in results) == got
    assert Profile.objects.filter(standing_co_mentor=co_mentor).count() == got

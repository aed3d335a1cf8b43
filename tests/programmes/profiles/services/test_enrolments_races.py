"""Two people, or one finger twice, at the same moment."""

import pytest

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
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def copies(enrolment, number):
    """What as many browsers hold."""
    rows = Enrolment.objects.select_related("cohort__programme", "subject")
    return [rows.get(pk=enrolment.pk) for _ in range(number)]


def test_of_two_approvals_one_succeeds():
    enrolment = make_enrolment(state=EnrolmentState.SUBMITTED, origin=Origin.INTEREST)

    def approve(mine):
        return lambda: enrolments.approve(mine, by=Actor.system(), now=NOW)

    results = at_once(*map(approve, copies(enrolment, 6)))
    assert sum(result is None for result in results) == 1
    assert sum(isinstance(result, TransitionError) for result in results) == 5
    assert Profile.objects.count() == 1
    assert Mail.objects.filter(kind="enrolment_enrolled").count() == 1


def test_of_two_acceptances_one_makes_the_profile():
    enrolment = make_enrolment()

    def accept(mine):
        return lambda: enrolments.submit(mine, by=Actor.holder("mentor"), now=NOW)

    results = at_once(*map(accept, copies(enrolment, 6)))
    assert sum(result is None for result in results) == 1
    assert Profile.objects.count() == 1
    assert User.objects.filter(email=enrolment.email).count() == 1


def pair_all(mentors, co_mentor):
    return at_once(
        *(
            lambda mentor=mentor: standing_co_mentors.pair(mentor, co_mentor, now=NOW)
            for mentor in mentors
        )
    )


def test_the_last_place_beside_a_mentor_is_taken_once():
    cohort = make_cohort()
    co_mentor = make_co_mentor(cohort, capacity=1)
    results = pair_all([make_mentor(cohort) for _ in range(4)], co_mentor)
    assert sum(result is None for result in results) == 1
    assert Profile.objects.filter(standing_co_mentor=co_mentor).count() == 1


def test_without_the_guard_all_would_get_it(monkeypatch):
    """The control: nobody looks how many places are left."""
    monkeypatch.setattr(standing_co_mentors, "_require_room", lambda *_pair: None)
    cohort = make_cohort()
    co_mentor = make_co_mentor(cohort, capacity=1)
    pair_all([make_mentor(cohort) for _ in range(4)], co_mentor)
    assert Profile.objects.filter(standing_co_mentor=co_mentor).count() == 4

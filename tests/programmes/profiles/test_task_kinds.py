"""When tasks about people take care of themselves."""

from datetime import date, datetime, timedelta

import pytest

from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close
from mentoring.worklist.models import Task
from programmes.profiles.models import Profile
from programmes.profiles.services.match_preferences import TYPED
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.services.onboarding import CO_MENTOR_NAMED, WAITS_FOR_APPROVAL
from programmes.profiles.services.screening import CERTIFICATE, WARNED_BEFORE
from programmes.profiles.states import EnrolmentState, ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.profiles import make_co_mentor, make_enrolment, make_mentor, make_screening

pytestmark = pytest.mark.django_db


def verdict(kind, about, now=NOW):
    return kinds.get(kind).verdict(Task(about=about), now)


@pytest.mark.parametrize("kind", [NEEDS_FROM_US, CERTIFICATE, CO_MENTOR_NAMED])
def test_nothing_is_to_be_done_for_who_has_left(kind):
    mentor = make_mentor()
    assert verdict(kind, mentor) == KEEP
    mentor.state = ProfileState.PAUSED
    assert verdict(kind, mentor) == KEEP
    mentor.state = ProfileState.LEFT
    assert verdict(kind, mentor) == Close("left")


@pytest.mark.parametrize(
    "kind", [NEEDS_FROM_US, CERTIFICATE, CO_MENTOR_NAMED, WAITS_FOR_APPROVAL, TYPED]
)
def test_of_what_is_gone_nothing_is_to_be_done(kind):
    assert verdict(kind, make_staff()) == GONE


def test_a_certificate_is_wanting_until_one_holds_for_a_while(django_assert_num_queries):
    mentor = make_mentor()
    make_screening(mentor, issued_on=date(2026, 1, 10))
    mentor = Profile.objects.select_related("screening__profile__cohort").get()
    ends = date(2026 + mentor.cohort.certificate_months // 12, 1, 10)
    warned = datetime(ends.year, ends.month, ends.day, 12, tzinfo=NOW.tzinfo) - WARNED_BEFORE
    with django_assert_num_queries(0):
        before = verdict(CERTIFICATE, mentor, warned - timedelta(days=1))
        assert before == Close("certificate_holds")
        assert verdict(CERTIFICATE, mentor, warned) == KEEP


def test_who_has_a_co_mentor_needs_none():
    mentor = make_mentor()
    mentor.standing_co_mentor = make_co_mentor(mentor.cohort)
    assert verdict(CO_MENTOR_NAMED, mentor) == Close("has_co_mentor")


def test_an_enrolment_waits_until_it_is_decided():
    enrolment = make_enrolment()
    enrolment.state = EnrolmentState.SUBMITTED
    assert verdict(WAITS_FOR_APPROVAL, enrolment) == KEEP
    for state in (EnrolmentState.ENROLLED, EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN):
        enrolment.state = state
        assert verdict(WAITS_FOR_APPROVAL, enrolment) == Close("decided")

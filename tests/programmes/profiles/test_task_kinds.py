"""When tasks about people take care of themselves."""

from datetime import date, datetime, timedelta

import pytest

from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close
from mentoring.worklist.models import Task
from programmes.profiles.models import Profile, SupportRequest, TypedWish
from programmes.profiles.services.match_preferences import TAKEN_BACK, TYPED
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


def said(kind, mentor):
    """What a task of `kind` is about."""
    if kind == NEEDS_FROM_US:
        return SupportRequest(profile=mentor)
    return TypedWish(profile=mentor) if kind in {TYPED, TAKEN_BACK} else mentor


@pytest.mark.parametrize("kind", [NEEDS_FROM_US, CERTIFICATE, CO_MENTOR_NAMED, TYPED, TAKEN_BACK])
def test_nothing_is_to_be_done_for_who_has_left(kind):
    mentor = make_mentor()
    about = said(kind, mentor)
    assert str(mentor.pk) in kinds.get(kind).url(Task(about=about))
    assert verdict(kind, about) == KEEP
    mentor.state = ProfileState.PAUSED
    assert verdict(kind, about) == KEEP
    mentor.state = ProfileState.LEFT
    assert verdict(kind, about) == Close("left")


def test_what_was_taken_back_or_replaced_needs_nothing():
    mentor = make_mentor()
    wish = TypedWish(profile=mentor, taken_back_at=NOW)
    assert verdict(TYPED, wish) == Close("taken_back")
    assert verdict(TAKEN_BACK, wish) == KEEP
    assert verdict(NEEDS_FROM_US, SupportRequest(profile=mentor, ended_at=NOW)) == Close(
        "asked_anew"
    )


@pytest.mark.parametrize(
    "kind", [NEEDS_FROM_US, CERTIFICATE, CO_MENTOR_NAMED, WAITS_FOR_APPROVAL, TYPED, TAKEN_BACK]
)
def test_of_what_is_gone_nothing_is_to_be_done(kind):
    assert verdict(kind, make_staff()) == GONE


def test_a_certificate_is_wanting_until_one_holds_for_a_while(django_assert_num_queries):
    mentor = make_mentor()
    make_screening(mentor, issued_on=date(2026, 1, 10))
    mentor = Profile.objects.select_related("screening", "cohort").get()
    ends = date(2026 + mentor.cohort.certificate_months // 12, 1, 10)
    warned = datetime(ends.year, ends.month, ends.day, 12, tzinfo=NOW.tzinfo) - WARNED_BEFORE
    task, ask = Task(about=mentor), kinds.get(CERTIFICATE).verdict
    with django_assert_num_queries(0):
        assert ask(task, warned - timedelta(days=1)) == Close("certificate_holds")
        assert ask(task, warned) == KEEP


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

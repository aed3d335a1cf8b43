"""When tasks about people take care of themselves."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close
from mentoring.worklist.models import Task
from programmes.profiles.models import SupportRequest, TypedWish
from programmes.profiles.models.screenings import months_after
from programmes.profiles.services.match_preferences import TAKEN_BACK, TYPED
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.services.onboarding import CO_MENTOR_NAMED, WAITS_FOR_APPROVAL
from programmes.profiles.services.screening import CERTIFICATE
from programmes.profiles.states import EnrolmentState, ProfileState
from tests.errors import refused
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_enrolment, make_mentor, make_screening

pytestmark = pytest.mark.django_db


def verdict(kind, about, now=NOW):
    return kinds.get(kind).verdict(Task(about=about), now)


def said(kind, mentor):
    """What a task of `kind` is about."""
    if kind == NEEDS_FROM_US:
        return SupportRequest(profile=mentor)
    return TypedWish(profile=mentor) if kind in {TYPED, TAKEN_BACK} else mentor


@pytest.mark.parametrize("kind", [NEEDS_FROM_US, CO_MENTOR_NAMED, TYPED, TAKEN_BACK])
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


def test_one_task_lists_all_who_lack_a_certificate(client):
    """And its number leads to exactly those people."""
    cohort = make_cohort()
    missing, ageing = make_mentor(cohort), make_mentor(cohort)
    today = timezone.localdate()
    make_screening(ageing, issued_on=months_after(today, -36) + timedelta(days=20))
    make_screening(make_mentor(cohort), issued_on=today)
    make_mentor()
    task = Task(about=cohort, object_id=str(cohort.pk))
    listed = kinds.get(CERTIFICATE).listed(task, timezone.now())
    assert listed.total == 2
    # What runs out first stands on top; what is missing has no day.
    assert [title for title, _url, _note in listed.lines] == [str(ageing), str(missing)]
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    page = client.get(listed.url)
    assert set(page.context["cl"].result_list) == {missing, ageing}
    for _title, url, _note in listed.lines:
        assert client.get(url).status_code == 200


def test_it_is_to_be_done_until_nobody_lacks_one():
    mentor = make_mentor()
    assert verdict(CERTIFICATE, mentor.cohort) == KEEP
    make_screening(mentor, issued_on=NOW.date())
    assert verdict(CERTIFICATE, mentor.cohort) == Close("nobody_lacks_it")


def test_who_goes_on_without_is_asked_no_more():
    mentor = make_mentor()
    screening = make_screening(mentor, issued_on=date(2015, 1, 1))
    assert verdict(CERTIFICATE, mentor.cohort) == KEEP
    screening.goes_without = True
    screening.save()
    assert verdict(CERTIFICATE, mentor.cohort) == Close("nobody_lacks_it")


def test_it_is_not_done_while_somebody_lacks_one():
    mentor = make_mentor()
    task = Task(about=mentor.cohort)
    with refused("left"):
        kinds.get(CERTIFICATE).on_outcome(task, "done", by=Actor.system(), now=NOW)


def test_a_task_of_one_person_from_before_closes():
    assert verdict(CERTIFICATE, make_mentor()) == Close("in_one_list")


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

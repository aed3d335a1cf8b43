"""What follows when somebody comes in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentoring.common.actors import Actor
from mentoring.worklist.models import Task
from programmes.profiles.models import Delegate
from programmes.profiles.services import onboarding
from programmes.profiles.states import Part
from tests.factories.applications import NOW
from tests.factories.profiles import make_co_mentor, make_enrolment

pytestmark = pytest.mark.django_db
OFFICE = {"office_name": "Büro Brandt", "office_email": "buero@example.org"}


def welcome(enrolment=None, **answers):
    enrolment = enrolment or make_enrolment()
    enrolment.answers = answers
    return onboarding.welcome(enrolment, by=Actor.holder("mentor"), now=NOW)


def test_what_was_answered_stands_in_the_profile():
    enrolment = make_enrolment()
    topic = enrolment.cohort.topics.get()
    profile = welcome(enrolment, region="SN", topics=[topic.pk, 999_999])
    assert (profile.part, profile.region, profile.subject) == (
        Part.MENTOR,
        "SN",
        enrolment.subject,
    )
    assert list(profile.topics.all()) == [topic]


def test_the_office_gets_a_grant_that_ends():
    profile = welcome(**OFFICE)
    delegate = Delegate.objects.get(mentor=profile)
    assert delegate.email == "buero@example.org"
    assert delegate.expires_on <= profile.cohort.ends_on


def test_co_mentors_have_no_office():
    welcome(make_enrolment(part=Part.CO_MENTOR), **OFFICE)
    assert not Delegate.objects.exists()


def test_the_co_mentor_whom_somebody_brings_is_found_or_looked_for():
    enrolment = make_enrolment()
    known = make_co_mentor(enrolment.cohort)
    assert welcome(enrolment, co_mentor=str(known)).standing_co_mentor == known
    assert not Task.objects.exists()
    welcome(co_mentor="Wer Anders")
    task = Task.objects.get(kind=onboarding.CO_MENTOR_NAMED)
    assert task.details == "Wer Anders"


def test_staff_have_a_week_to_answer():
    enrolment = make_enrolment()
    onboarding.wait_for_approval(enrolment, now=NOW)
    task = Task.objects.get(kind=onboarding.WAITS_FOR_APPROVAL)
    assert (task.about, task.subject_id) == (enrolment, enrolment.subject_id)
    assert task.due_on == timezone.localdate(NOW + timedelta(days=7))

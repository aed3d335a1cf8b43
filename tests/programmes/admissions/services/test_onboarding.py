"""The place that an acceptance gives, and what an undo takes away again."""

import pytest

from mentoring.accounts.models import User
from programmes.admissions.models import InterviewSheet
from programmes.admissions.services import onboarding
from programmes.admissions.states import InterviewState
from programmes.cohorts.models import SupportNeed
from programmes.profiles.models import Profile
from programmes.profiles.states import Part
from tests.errors import refused
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.profiles import make_mentee, make_profile

pytestmark = pytest.mark.django_db


def test_the_profile_says_what_the_application_said():
    application = make_application(times=["weekday_evening"])
    profile = onboarding.make(application)
    assert (profile.part, profile.cohort, profile.subject) == (
        Part.MENTEE,
        application.cohort,
        application.subject,
    )
    assert profile.user.email == application.email
    assert profile.birth_date == application.birth_date
    assert profile.made_account
    assert set(profile.topics.all()) == set(application.topics.all())
    assert set(profile.needs.all()) == set(application.needs.all())


def test_the_longest_names_that_the_form_takes_are_kept_whole():
    names = {"given_name": "Ä" * 80, "family_name": "ß" * 80}
    profile = onboarding.make(make_application(**names))
    assert profile.user.name == f"{'Ä' * 80} {'ß' * 80}"
    assert (profile.given_name, profile.family_name) == tuple(names.values())


def test_what_the_interview_found_goes_before_what_was_written():
    application = make_application()
    found = SupportNeed.objects.create(cohort=application.cohort, title_de="Mut")
    interviewer = make_interviewer(application.cohort.programme)
    talk = make_interview(application, interviewer, NOW, InterviewState.HELD)
    InterviewSheet.objects.create(interview=talk, saved_at=NOW).needs.add(found)
    assert list(onboarding.make(application).needs.all()) == [found]


def test_a_person_has_one_place_in_a_cohort():
    mentee = make_mentee()
    with refused("has_place"):
        onboarding.make(make_application(mentee.cohort, email=mentee.user.email))


@pytest.mark.parametrize("part", [Part.MENTOR, Part.CO_MENTOR])
def test_who_is_mentor_in_a_cohort_is_no_mentee_there(part):
    mentor = make_profile(part=part)
    with refused("has_place"):
        onboarding.make(make_application(mentor.cohort, email=mentor.user.email))
    assert onboarding.make(make_application(email=mentor.user.email)).user == mentor.user


def test_an_address_of_a_colleague_gets_no_place():
    with refused("staff_address"):
        onboarding.make(make_application(email=make_staff().email))


def test_an_undo_leaves_nothing_that_came_with_the_acceptance():
    application = make_application()
    onboarding.make(application)
    onboarding.unmake(application)
    assert not Profile.objects.exists()
    assert not User.objects.filter(email=application.email).exists()


def test_an_account_that_was_there_or_was_used_stays():
    known = make_user("da@example.org")
    used = make_application()
    for application in (make_application(email=known.email), used):
        onboarding.make(application)
        User.objects.filter(email=used.email).update(last_login=NOW)
        onboarding.unmake(application)
        assert User.objects.filter(email=application.email).exists()
    assert not Profile.objects.exists()

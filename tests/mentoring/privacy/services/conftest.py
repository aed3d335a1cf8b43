"""One person of whom everything is known."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore

from matching.models import Block
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.notifications.models import Preference
from mentoring.privacy.models import VoluntaryAnswer
from mentoring.privacy.services import answers
from mentoring.privacy.states import Purpose
from mentoring.worklist.services import notes
from programmes.admissions.models import InterviewSheet, OfferedTime, TimeRequest
from programmes.applications.models import ExtraAnswer, OpeningAlert
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import ExtraQuestion
from programmes.profiles.models import NamedWish, Profile, SupportRequest, TypedWish
from programmes.profiles.services import times
from tests.factories.accounts import enrol_totp, make_staff, make_user
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.mails import make_mail
from tests.factories.matching import make_pair
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.privacy import APPLICANT, NOW, give_answers, make_subject
from tests.factories.profiles import make_delegate, make_enrolment, make_mentor, make_screening
from tests.factories.worklist import make_task


@pytest.fixture
def known():
    """A mentee: application, interview, sheet, account, profile, answers, mails and traces."""
    return make_known()


def make_known(cohort=None):
    application = make_application(cohort, now=NOW)
    subject, programme = application.subject, application.cohort.programme
    interviewer = make_interviewer(programme)
    interview = make_interview(application, interviewer, NOW + timedelta(days=3))
    sheet = InterviewSheet.objects.create(interview=interview, saved_at=NOW)
    staff = make_staff(programme=programme)
    lifecycle.move(
        application, ApplicationState.INTERVIEW, by=Actor.of(staff), now=NOW, note="A note"
    )
    user = make_user(application.email, name=str(application))
    EmailAddress.objects.create(user=user, email=user.email)
    enrol_totp(user)
    profile = Profile.objects.create(
        subject=subject,
        cohort=application.cohort,
        user=user,
        part="mentee",
        given_name="Amina",
        family_name="Yılmaz",
        languages=["de"],
        meeting_format="video",
    )
    for purpose in (Purpose.OUTREACH, Purpose.MATCHING):
        give_answers(subject, purpose)
        answers.own_answers(subject=subject, purpose=purpose, by=APPLICANT, now=NOW)
    _say_more(application, interviewer)
    _leave_traces(application, user, staff)
    _take_part(profile)
    rows = {"application": application, "interview": interview, "sheet": sheet, "user": user}
    return SimpleNamespace(subject=subject, programme=programme, profile=profile, **rows)


def _say_more(application, interviewer):
    """Rows that not everybody has: further answers, a wish for a time and what became of it."""
    cohort, later = application.cohort, NOW + timedelta(days=5)
    question = ExtraQuestion.objects.create(cohort=cohort, title_de="Was isst du gern?")
    ExtraAnswer.objects.create(application=application, question=question, text="Suppe")
    TimeRequest.objects.create(application=application, text="Sonntags", left_at=NOW)
    OfferedTime.objects.create(
        application=application, interviewer=interviewer, starts_at=later, offered_at=NOW
    )
    OpeningAlert.objects.create(
        subject=application.subject,
        programme=cohort.programme,
        email=application.email,
        language="de",
        asked_at=NOW,
    )


def _take_part(profile):
    """All that a person has who is matched; some of it only mentors have."""
    cohort, subject = profile.cohort, profile.subject
    mentor = make_mentor(cohort)
    times.take_over(profile, ["weekend"])
    make_screening(profile)
    make_delegate(profile)
    NamedWish.objects.create(profile=profile, other=mentor, kind="preferred", rank=1)
    TypedWish.objects.create(profile=profile, kind="preferred", name="Ada Meier", typed_at=NOW)
    SupportRequest.objects.create(profile=profile, text="Material", asked_at=NOW)
    Preference.objects.create(subject_id=subject.pk, address=profile.user.email)
    make_enrolment(cohort, subject=subject, profile=profile)
    partnership = make_partnership(mentee=profile, mentor=mentor, state="active")
    make_meeting(partnership)
    pair = make_pair(mentee=profile, mentor=mentor)
    pair.plan.steps.create(
        number=1, kind="lock", after=[{"mentee": str(profile.pk)}], reason="–", made_at=NOW
    )
    Block.objects.create(cohort=cohort, mentee=profile, mentor=mentor, reason="–", made_at=NOW)
    make_task(cohort.programme, subject_id=subject.pk, about=profile, state="done")
    return pair


def _leave_traces(application, user, staff):
    """What lies elsewhere: three kinds of mail, a session, a line in the admin's log."""
    make_mail(subject_id=application.subject_id, to=application.email)
    make_mail(
        to=staff.email,
        content_type=ContentType.objects.get_for_model(application),
        object_id=str(application.pk),
    )
    make_mail(to=application.email.upper())
    notes.write(
        application,
        "Ruft abends an.",
        programme=application.cohort.programme,
        subjects=[application.subject_id],
        by=Actor.of(staff),
        now=NOW,
    )
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session["email"] = user.email
    session.save()
    LogEntry.objects.create(
        user=staff,
        content_type=ContentType.objects.get_for_model(application),
        object_id=str(application.pk),
        object_repr=str(application),
        action_flag=CHANGE,
    )


@pytest.fixture
def bystander():
    """Somebody else, of whom nothing may be lost."""
    subject = make_subject()
    give_answers(subject)
    make_mail(subject_id=subject.pk, to="somebody@example.org")
    application = make_application(subject=subject)
    assert VoluntaryAnswer.objects.filter(subject=subject).exists()
    return application

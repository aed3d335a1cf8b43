"""A whole season with a moved clock: rush, interviews, decisions, and what is forgotten when."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.common.clock import UNDO
from mentoring.notifications.models import Mail
from mentoring.notifications.services import tick
from mentoring.privacy.services import retention
from programmes.admissions.models import Interview
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application, OpeningAlert
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign
from programmes.profiles.models import Profile
from tests.client import SignedInClient
from tests.factories.applications import make_interviewer
from tests.factories.cohorts import make_cohort
from tests.journeys.people import Applicant, link_in, mails_to, newest, queued

OPENING = datetime(2026, 3, 9, 7, tzinfo=UTC)
CLOSING = datetime(2026, 4, 1, tzinfo=UTC)
# Tuesdays from nine, a talk after the other.
FIRST_TALK = datetime(2026, 3, 17, 8, tzinfo=UTC)
HALF_AN_HOUR = timedelta(minutes=30)
NAMES = ("amina", "ben", "chiara", "dilan", "emre")
REASON = {"reason": "Nach dem Gespräch klar."}


@pytest.fixture
def cohort(db):
    cohort = make_cohort(
        opens_at=OPENING,
        closes_at=CLOSING,
        starts_on=date(2026, 5, 1),
        ends_on=date(2027, 4, 30),
        drafts_kept_days=14,
        refused_kept_days=60,
    )
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=28)
    Campaign.objects.create(
        programme=cohort.programme, code="plakat", title="Plakat", channel="poster"
    )
    return cohort


def test_a_season(cohort, manager, time_machine):
    wait_for_the_opening(cohort, time_machine)
    people = rush(cohort, time_machine)
    talk(people, time_machine)
    decide(people, manager, time_machine)
    season = browser_of(manager).get(
        reverse("admin:applications_application_season_of", args=[cohort.pk])
    )
    assert season.status_code == 200
    forget(cohort, people, time_machine)


def browser_of(user):
    """Signed in anew, as weeks lie between."""
    browser = SignedInClient()
    browser.force_login(user)
    return browser


def wait_for_the_opening(cohort, time_machine):
    """Somebody comes too early, leaves an address, and gets one mail when it begins."""
    visitor, slug = Client(), cohort.programme.slug
    page = reverse("applications:programme", args=[slug])
    assert reverse("applications:start", args=[slug]) not in visitor.get(page).content.decode()
    visitor.post(reverse("applications:opening", args=[slug]), {"email": "frida@example.org"})
    tick.look(OPENING - timedelta(days=1))
    assert not mails_to("frida@example.org", "opening_announced")

    confirm = link_in(newest("frida@example.org", "opening_asked"), "alert")
    visitor.get(confirm)
    tick.look(OPENING + timedelta(minutes=1))
    assert not mails_to("frida@example.org", "opening_announced"), "opening a link confirms nothing"
    visitor.post(confirm)
    time_machine.move_to(OPENING + timedelta(minutes=2), tick=False)
    for _tick in range(3):
        tick.look(OPENING + timedelta(minutes=2))
    assert len(mails_to("frida@example.org", "opening_announced")) == 1
    assert not OpeningAlert.objects.exists()


def rush(cohort, time_machine):
    """Five apply from a poster and choose their times, one stops in the middle."""
    people = {}
    for number, name in enumerate(NAMES):
        person = people[name] = Applicant(cohort, f"{name}@example.org", via="plakat")
        person.apply()
        person.book(FIRST_TALK + number * HALF_AN_HOUR)
        assert person.application.campaign.code == "plakat"
    dropout = people["dropout"] = Applicant(cohort, "dropout@example.org")
    dropout.start()
    dropout.answer_pages(until="support")

    assert Interview.objects.booked().count() == len(NAMES)
    states = set(Application.objects.values_list("state", flat=True))
    assert states == {ApplicationState.INTERVIEW, ApplicationState.DRAFT}
    withdraw(people["emre"], time_machine)
    return people


def withdraw(person, time_machine):
    time_machine.shift(timedelta(hours=1))
    status = link_in(newest(person.email, "application_submitted"), "application")
    person.send(f"{status}withdraw/", sure="on")
    assert person.application.state == ApplicationState.WITHDRAWN


def talk(people, time_machine):
    """Each is asked and noted on the interviewer's own page; one does not come, twice."""
    for name in ("amina", "ben", "chiara"):
        hold(people[name].interview, time_machine)
    for offers in (1, 1):
        miss(people["dilan"], time_machine)
        assert len(mails_to(people["dilan"].email, "no_show_offer")) == offers
        status = link_in(newest(people["dilan"].email, "no_show_offer"), "application")
        people["dilan"].open(f"{status}book/")
        if 'name="slot"' in people["dilan"].text:
            people["dilan"].book(FIRST_TALK + timedelta(days=7))
    assert not people["dilan"].application.interviews.booked().exists()


def hold(interview, time_machine):
    time_machine.move_to(interview.starts_at + timedelta(minutes=29), tick=False)
    page = reverse("admin:admissions_interview_change", args=[interview.pk])
    browser = browser_of(interview.interviewer.user)
    sheet = {"notes": "Offen.", "motivation": 4, "motivation_reason": "Beispiele."}
    answer = browser.post(page, sheet | {"recommendation": "accept", "version": 0, "held": "on"})
    assert answer.status_code == 302
    interview.refresh_from_db()
    assert interview.state == InterviewState.HELD


def miss(person, time_machine):
    interview = person.interview
    time_machine.move_to(interview.starts_at + timedelta(minutes=20), tick=False)
    browser = browser_of(interview.interviewer.user)
    browser.post(reverse("admin:admissions_interview_missed", args=[interview.pk]))
    interview.refresh_from_db()
    assert interview.state == InterviewState.NO_SHOW


def decide(people, manager, time_machine):
    """One in, one out, one waits and moves up; a slip is undone before anybody hears of it."""
    amina, ben, chiara = (people[name] for name in ("amina", "ben", "chiara"))
    press(manager, ben, "accept")
    assert Profile.objects.count() == 1
    press(manager, ben, "undo")
    assert (ben.application.state, Profile.objects.count()) == (ApplicationState.INTERVIEW, 0)
    assert not queued(ben.email, "application_accepted")

    press(manager, amina, "accept")
    press(manager, ben, "decline", subject="Leider", text="Diesmal hat es nicht gereicht.")
    press(manager, chiara, "waitlist")
    (mail,) = queued(ben.email, "application_declined")
    assert "Diesmal hat es nicht gereicht." in mail.text
    decided = mail.due_at - UNDO
    time_machine.move_to(decided + timedelta(minutes=9), tick=False)
    assert state_shown(amina) == state_shown(chiara)

    time_machine.move_to(decided + UNDO, tick=False)
    assert state_shown(amina) != state_shown(chiara)
    time_machine.shift(timedelta(days=3))
    press(manager, chiara, "accept")
    assert set(Profile.objects.values_list("user__email", flat=True)) == {amina.email, chiara.email}


def press(manager, person, verb, **words):
    page = reverse(f"admin:applications_application_{verb}", args=[person.application.pk])
    if verb in {"accept", "decline"} and not words:
        words = {"subject": "Neues von uns", "text": "Wir haben entschieden."}
    answer = browser_of(manager).post(page, REASON | words)
    assert "/admin/" in answer.headers["Location"]


def state_shown(person):
    """What the status page says about the state."""
    person.open(link_in(newest(person.email, "application_submitted"), "application"))
    return person.page.context["status"].heading


def forget(cohort, people, time_machine):
    """Drafts after two weeks, refused ones after sixty days, by the cohort's own settings."""
    dropout, ben = people["dropout"].application, people["ben"].application
    lasts = dropout.saved_at + timedelta(days=14)
    retention.run(lasts - timedelta(seconds=1))
    assert Application.objects.filter(pk=dropout.pk).exists()
    retention.run(lasts)
    assert not Application.objects.filter(pk=dropout.pk).exists()

    retention.run(ben.state_since + timedelta(days=59))
    assert Application.objects.filter(pk=ben.pk).exists()
    retention.run(ben.state_since + timedelta(days=60))
    left = set(Application.objects.values_list("email", flat=True))
    assert left == {people[name].email for name in ("amina", "chiara", "dilan")}
    assert not Mail.objects.filter(to__in=(people["ben"].email, people["emre"].email)).exists()

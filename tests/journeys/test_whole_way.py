"""From the poster to the mentee's home page, with everybody who takes part."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from programmes.admissions.models import Interview
from programmes.admissions.services import decisions, interviews, sheets
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW
from tests.journeys.people import link_in, mails_to, newest, queued
from tests.mentoring.accounts.pages import ask_for_code, type_code

TUESDAY_NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)
TUESDAY_TEN = datetime(2026, 3, 3, 9, tzinfo=UTC)
NEXT_TUESDAY = datetime(2026, 3, 10, 8, tzinfo=UTC)


def event_in(mail):
    calendar = Calendar.from_ical(mail.calendar)
    return calendar["METHOD"], next(iter(calendar.walk("VEVENT")))


def test_from_the_poster_to_the_home_page(applicant, manager, time_machine):
    desk = fill_in_at_two_places(applicant)
    send(desk)
    invitation = book(desk)
    interview = desk.interview
    time_machine.shift(timedelta(minutes=5))
    move(desk, interview, link_in(invitation, "interview"))

    time_machine.move_to(NEXT_TUESDAY + timedelta(minutes=31), tick=False)
    hold_and_accept(interview, manager, now=NEXT_TUESDAY + timedelta(minutes=31))
    assert "Schön!" in newest(applicant.email, "application_accepted").text
    time_machine.shift(UNDO)

    browser = Client()
    ask_for_code(browser, applicant.email)
    answer = type_code(browser, code_in(newest(applicant.email, "sign_in")))
    home = browser.get(answer.headers["Location"], follow=True)
    assert home.request["PATH_INFO"] == reverse("home:mentee")
    assert "Amina" in home.content.decode()
    assert "Offen und wach" not in home.content.decode()


def fill_in_at_two_places(applicant):
    """On the phone three pages, then the bus comes; at the desk the mailed link goes on."""
    applicant.start()
    applicant.answer_pages(until="support")
    desk = applicant.other_device()
    desk.open(link_in(newest(applicant.email, "application_draft"), "apply"))
    assert desk.url.endswith("/support/")

    # Back shows what was answered, and nothing is lost by going on from there.
    desk.open(desk.url.replace("/support/", "/region/"))
    assert '<option value="SN" selected' in desk.text
    desk.send(region="SN")
    desk.answer_pages()
    assert desk.url.endswith("/check/")

    # A change from the summary leads straight back to it.
    summary = desk.url
    desk.send(summary.replace("/check/", "/region/?check"), region="BE")
    assert desk.url == summary
    assert "Berlin" in desk.text
    return desk


def send(desk):
    """The confirmation is mailed, free times are on the screen."""
    desk.send()
    application = desk.application
    assert (application.state, application.region) == (ApplicationState.SUBMITTED, "BE")
    assert TUESDAY_NINE.isoformat() in desk.text
    phone = desk.other_device()
    phone.open(link_in(newest(desk.email, "application_submitted"), "application"))
    assert phone.page.status_code == 200


def book(desk):
    """Both sides get the same calendar entry."""
    desk.book(TUESDAY_NINE)
    interview = desk.interview
    invitation = newest(desk.email, "interview_booked")
    to_staff = newest(interview.interviewer.user.email, "interview_booked_staff")
    for mail in (invitation, to_staff):
        method, event = event_in(mail)
        assert (method, str(event["UID"])) == ("REQUEST", str(interview.pk))
        assert (event["DTSTART"].dt, event["SEQUENCE"]) == (TUESDAY_NINE, 0)
    return invitation


def move(desk, interview, manage):
    """By the mailed link, on another device; that link is dead from then on."""
    phone = desk.other_device()
    phone.open(f"{manage}move/")
    phone.book(NEXT_TUESDAY)
    method, event = event_in(newest(desk.email, "interview_moved"))
    assert (method, event["SEQUENCE"], event["DTSTART"].dt) == ("REQUEST", 1, NEXT_TUESDAY)
    assert str(event["UID"]) == str(interview.pk)
    assert phone.open(manage).status_code == 410
    day = queued(desk.email, "interview_reminder_day")
    assert [mail.due_at for mail in day] == [NEXT_TUESDAY - timedelta(hours=24)]
    # Seven in the morning is too early for a mail.
    assert queued(desk.email, "interview_reminder_soon") == []


def hold_and_accept(interview, manager, *, now):
    interview = Interview.objects.get(pk=interview.pk)
    notes = {"notes": "Offen und wach.", "motivation": 4, "motivation_reason": "Eigene Beispiele."}
    sheets.note(interview, notes | {"recommendation": Recommendation.ACCEPT}, now=now)
    interviews.hold(interview, by=Actor.of(interview.interviewer.user), now=now)
    decision = {"reason": "Passt.", "text": "Schön!"}
    decisions.accept(interview.application, by=Actor.of(manager), now=now, **decision)


def code_in(mail):
    return re.search(r"^\s*(\d{3}\s?\d{3})\s*$", mail.text, re.MULTILINE)[1]


def test_a_declined_applicant_reads_a_kind_word_and_keeps_no_door_open(
    applicant, manager, time_machine
):
    application = applicant.apply()
    applicant.book(TUESDAY_NINE)
    interview = applicant.interview
    now = TUESDAY_NINE + timedelta(hours=1)
    time_machine.move_to(now, tick=False)
    interviews.hold(interview, by=Actor.of(interview.interviewer.user), now=now)
    application.refresh_from_db()
    decisions.decline(
        application, by=Actor.of(manager), now=now, reason="Sucht Berufsberatung", text="Alles Gute"
    )

    mail = newest(applicant.email, "application_declined")
    assert "Alles Gute" in mail.text
    assert "Berufsberatung" not in mail.text + mail.html
    status = link_in(newest(applicant.email, "application_submitted"), "application")
    applicant.open(status)
    assert "Berufsberatung" not in applicant.text
    applicant.open(f"{status}book/")
    assert 'name="slot"' not in applicant.text
    application.refresh_from_db()
    assert application.state == ApplicationState.DECLINED


def test_withdrawing_cancels_the_interview(applicant, time_machine):
    application = applicant.apply()
    applicant.book(NEXT_TUESDAY)
    interview = applicant.interview
    time_machine.shift(timedelta(minutes=1))

    status = link_in(newest(applicant.email, "application_submitted"), "application")
    applicant.send(f"{status}withdraw/")

    application.refresh_from_db()
    interview.refresh_from_db()
    assert application.state == ApplicationState.WITHDRAWN
    assert interview.state == InterviewState.CANCELLED
    for address in (applicant.email, interview.interviewer.user.email):
        (cancelled,) = [m for m in mails_to(address) if m.kind.startswith("interview_cancelled")]
        method, event = event_in(cancelled)
        assert (method, event["SEQUENCE"], str(event["UID"])) == ("CANCEL", 1, str(interview.pk))
        assert not queued(address, "interview_reminder_day")

    # A second press changes nothing and says so.
    applicant.send(f"{status}withdraw/")
    assert applicant.page.status_code == 200
    assert len(mails_to(applicant.email, "interview_cancelled")) == 1


def test_after_cancelling_another_time_can_be_booked(applicant, time_machine):
    applicant.apply()
    applicant.book(TUESDAY_TEN)
    first = applicant.interview
    time_machine.shift(timedelta(minutes=1))
    manage = link_in(newest(applicant.email, "interview_booked"), "interview")

    applicant.send(f"{manage}cancel/")
    status = link_in(newest(applicant.email, "application_submitted"), "application")
    applicant.open(f"{status}book/")
    applicant.book(TUESDAY_TEN)

    assert applicant.interview.pk != first.pk
    method, event = event_in(newest(applicant.email, "interview_booked"))
    assert (method, event["SEQUENCE"]) == ("REQUEST", 0)


def test_who_missed_the_interview_is_offered_one_new_date(applicant, time_machine):
    application = applicant.apply()
    status = link_in(newest(applicant.email, "application_submitted"), "application")
    for starts_at, offers in ((TUESDAY_NINE, 1), (NEXT_TUESDAY, 1)):
        applicant.open(f"{status}book/")
        applicant.book(starts_at)
        interview = applicant.interview
        over = starts_at + timedelta(minutes=20)
        time_machine.move_to(over, tick=False)
        interviews.miss(interview, by=Actor.of(interview.interviewer.user), now=over)
        assert len(mails_to(applicant.email, "no_show_offer")) == offers
        status = link_in(newest(applicant.email, "no_show_offer"), "application")

    application.refresh_from_db()
    assert application.state == ApplicationState.SUBMITTED
    assert application.interviews.count() == 2


@pytest.mark.parametrize("again", [1, 3])
def test_sending_twice_sends_once(applicant, again):
    applicant.start()
    applicant.answer_pages()
    summary = applicant.url
    for _ in range(again + 1):
        applicant.send(summary)
        assert applicant.page.status_code == 200

    assert len(mails_to(applicant.email, "application_submitted")) == 1
    assert applicant.application.transitions.count() == 1
    assert applicant.application.saved_at == NOW

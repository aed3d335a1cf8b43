"""What happened to an application, all of it, and each reader as much as is theirs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.formatting import NO_BREAK
from mentoring.notifications.models import Mail
from mentoring.privacy.services import consents
from mentoring.privacy.states import Channel, Purpose
from programmes.admissions.models import InterviewSheet, OfferedTime, TimeRequest
from programmes.admissions.services import decisions
from programmes.admissions.states import InterviewEvent, InterviewState
from programmes.applications.states import ApplicationState
from tests.factories.applications import make_application
from tests.factories.privacy import give_answers

ENGLISH = {"accept-language": "en"}
APPLICANT = Actor.holder("applicant")


@pytest.fixture
def told(client, address):
    def read(application, user):
        client.force_login(user)
        page = client.get(address("application_change", application), headers=ENGLISH)
        return page.context["entries"], page.content.decode()

    return read


def titles(entries):
    return [str(entry.title) for entry in entries]


def test_mails_can_be_read_where_they_stand(told, manager, make_talk, now):
    application = make_talk(state=InterviewState.HELD).application
    text = "Bis bald! <script>alert(1)</script>"
    decisions.accept(application, by=Actor.of(manager), now=now, reason="Gut", text=text)
    (mail,) = (entry for entry in told(application, manager)[0] if entry.is_mail)
    assert text in mail.body
    html = told(application, manager)[1]
    assert "Bis bald! &lt;script&gt;" in html
    assert "<script>alert(1)" not in html


def test_the_keys_in_mails_stay_their_readers(told, manager, cohort, now):
    application = make_application(cohort)
    decisions.decline(application, by=Actor.of(manager), now=now, reason="Nein")
    token = Mail.objects.get().text.split("/application/")[1].split("/")[0]
    assert token not in told(application, manager)[1]


def test_interviewers_learn_that_mails_went_but_not_what_they_say(told, manager, make_talk, now):
    talk = make_talk(state=InterviewState.HELD)
    decisions.accept(
        talk.application, by=Actor.of(manager), now=now, reason="Gut", text="Ganz persönlich"
    )
    entries, html = told(talk.application, talk.interviewer.user)
    assert [entry.body for entry in entries if entry.is_mail] == [""]
    assert "Ganz persönlich" not in html


def test_a_decision_and_its_undo(told, manager, make_talk, now):
    application = make_talk(state=InterviewState.HELD).application
    by = Actor.of(manager)
    decisions.decline(application, by=by, now=now, reason="Nein")
    decisions.undo(application, by=by, now=now + timedelta(minutes=1), reason="Verklickt")
    entries, html = told(application, manager)
    changes = [str(entry.title) for entry in entries if not entry.is_mail]
    assert changes == ["Decision undone", "Declined"]
    assert "Verklickt" in html


def test_consents_sheets_wishes_and_offers(told, manager, make_talk, now):
    talk = make_talk(state=InterviewState.HELD)
    application = talk.application
    InterviewSheet.objects.create(interview=talk, saved_at=now)
    TimeRequest.objects.create(application=application, text="Nur <b>abends</b>", left_at=now)
    for hours in (2, 3):
        OfferedTime.objects.create(
            application=application,
            interviewer=talk.interviewer,
            starts_at=now + timedelta(hours=hours),
            offered_at=now,
            offered_by=manager,
        )
    consents.give(
        subject=application.subject,
        purpose=Purpose.GUARDIAN,
        language="de",
        channel=Channel.LINK,
        now=now,
        by=Actor.holder("guardian"),
    )
    entries, html = told(application, manager)
    assert sorted(titles(entries)) == [
        "Consent given",
        "Interview sheet saved",
        "Times offered",
        "Wished another time",
    ]
    assert "Nur &lt;b&gt;abends" in html


def test_of_consents_interviewers_see_the_parents_only(told, manager, make_talk):
    talk = make_talk(state=InterviewState.HELD)
    give_answers(talk.application.subject)
    assert "Consent given" in titles(told(talk.application, manager)[0])
    assert "Consent given" not in titles(told(talk.application, talk.interviewer.user)[0])


def test_a_move_to_another_time_is_told_without_a_change_of_state(told, manager, make_talk, now):
    talk = make_talk(hours=30)
    times = {"before": "2026-11-23T09:00:00+00:00", "after": "2026-11-24T10:30:00+00:00"}
    lifecycle.record(
        talk, by=APPLICANT, now=now, event=InterviewEvent.MOVED, data=times, note="Sie ist krank."
    )
    (entry,) = told(talk.application, manager)[0]
    assert (str(entry.title), entry.step) == ("Interview moved", "")
    both, reason = entry.note.replace(NO_BREAK, " ").split("\n")
    assert (both, reason) == ("23 Nov 2026, 10:00 → 24 Nov 2026, 11:30", "Sie ist krank.")


def test_a_new_phone_number_is_no_move(told, manager, make_talk, now):
    talk = make_talk(hours=30)
    lifecycle.record(talk, by=APPLICANT, now=now, event=InterviewEvent.PHONE_CHANGED)
    (entry,) = told(talk.application, manager)[0]
    assert (str(entry.title), entry.step, entry.note) == ("Phone number changed", "", "")


def test_as_many_queries_however_much_happened(told, manager, make_talk, now):
    application = make_talk(state=InterviewState.HELD).application
    by = Actor.of(manager)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            told(application, manager)
        return len(asked)

    decisions.decline(application, by=by, now=now, reason="Nein")
    queries()
    few = queries()
    for minute in range(1, 5):
        later = now + timedelta(minutes=minute)
        decisions.undo(application, by=by, now=later, reason="Doch")
        decisions.decline(application, by=by, now=later, reason="Nein")
    assert queries() == few
    assert application.state == ApplicationState.DECLINED

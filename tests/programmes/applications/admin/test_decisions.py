"""The pages of a decision: reason, a personal word, and the mail as it will be sent."""

import pytest

from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.applications.states import ApplicationState, InterviewState
from programmes.profiles.models import Profile
from tests.factories.accounts import make_user

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def application(make_talk):
    return make_talk(state=InterviewState.HELD).application


def test_the_preview_is_the_mail_that_is_sent(as_manager, address, application):
    where = address("application_accept", application)
    text = "Bis bald, <b>Miriam</b>!"
    shown = as_manager.post(where, {"preview": "1", "text": text})
    mail = shown.context["mail"]
    application.refresh_from_db()
    assert application.state == ApplicationState.INTERVIEW
    assert shown.context["form"].initial["text"] == text
    assert not Mail.objects.exists()

    as_manager.post(where, {"reason": "Gut.", "text": text})

    sent = Mail.objects.get()
    assert (mail.subject, mail.text, mail.html) == (sent.subject, sent.text, sent.html)
    assert "&lt;b&gt;Miriam" in sent.html


def test_accepting(as_manager, address, application, manager):
    answer = as_manager.post(
        address("application_accept", application),
        {"reason": "Weiß, was sie will.", "state": "declined"},
        follow=True,
        headers=ENGLISH,
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.ACCEPTED
    assert Profile.objects.get().subject == application.subject
    row = Transition.objects.get()
    assert (row.note, row.actor_user) == ("Weiß, was sie will.", manager)
    assert "The mail is on its way" in answer.content.decode()


def test_without_a_reason_nothing_happens_and_nothing_typed_is_lost(
    as_manager, address, application
):
    answer = as_manager.post(
        address("application_decline", application), {"text": "Alles Gute!"}, headers=ENGLISH
    )
    assert answer.status_code == 422
    assert "Please give a reason" in answer.content.decode()
    assert "Alles Gute!" in answer.content.decode()
    assert not Mail.objects.exists()


def test_a_refusal_is_said_in_words(as_manager, address, application):
    make_user(application.email, is_staff=True)
    answer = as_manager.post(
        address("application_accept", application), {"reason": "Gut."}, headers=ENGLISH
    )
    assert answer.status_code == 422
    assert "belongs to a colleague" in answer.content.decode()
    application.refresh_from_db()
    assert application.state == ApplicationState.INTERVIEW


def test_two_managers_at_the_same_page(as_manager, address, application):
    where = address("application_decline", application)
    as_manager.post(where, {"reason": "Zuerst."})
    second = as_manager.post(where, {"reason": "Danach."})
    assert second.status_code == 422
    assert Transition.objects.count() == Mail.objects.count() == 1


def test_a_page_that_came_too_late_leads_back(as_manager, address, make_talk):
    application = make_talk().application
    answer = as_manager.get(address("application_accept", application))
    assert answer.status_code == 302
    assert answer.headers["Location"] == address("application_change", application)


def test_the_waiting_list_asks_for_a_reason_and_mails_nobody(as_manager, address, application):
    where = address("application_waitlist", application)
    page = as_manager.get(where)
    assert "text" not in page.context["form"].fields
    assert b"iframe" not in page.content
    as_manager.post(where, {"reason": "Gerade kein Platz."})
    application.refresh_from_db()
    assert application.state == ApplicationState.WAITLISTED
    assert not Mail.objects.exists()

"""The pages of a decision: reason, a personal word, and the mail as it will be sent."""

from datetime import timedelta

import pytest

from mentoring.common import clock
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.states import InterviewState
from programmes.applications.states import ApplicationState
from programmes.profiles.models import Profile
from tests.factories.accounts import make_user

ENGLISH = {"accept-language": "en"}
WORDS = {"subject": "Betreff", "text": "Liebe Grüße"}


@pytest.fixture
def application(make_talk):
    return make_talk(state=InterviewState.HELD).application


def test_the_preview_is_the_mail_that_is_sent(as_manager, address, application):
    where = address("application_accept", application)
    text = "Bis bald, <b>Miriam</b>!"
    words = {"subject": "Willkommen!", "text": text}
    shown = as_manager.post(where, {"preview": "1", **words})
    mail = shown.context["mail"]
    application.refresh_from_db()
    assert application.state == ApplicationState.INTERVIEW
    assert shown.context["form"].initial["text"] == text
    assert not Mail.objects.exists()

    as_manager.post(where, {"reason": "Gut.", **words})

    sent = Mail.objects.get()
    assert sent.subject == "Willkommen!"
    assert (mail.subject, mail.text, mail.html) == (sent.subject, sent.text, sent.html)
    assert "&lt;b&gt;Miriam" in sent.html


def test_accepting(as_manager, address, application, manager):
    answer = as_manager.post(
        address("application_accept", application),
        {"reason": "Weiß, was sie will.", "state": "declined", **WORDS},
        follow=True,
        headers=ENGLISH,
    )
    application.refresh_from_db()
    assert application.state == ApplicationState.ACCEPTED
    assert Profile.objects.get().subject == application.subject
    row = Transition.objects.get()
    assert (row.note, row.actor_user) == ("Weiß, was sie will.", manager)
    assert "You can undo it" in answer.content.decode()


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
        address("application_accept", application), {"reason": "Gut.", **WORDS}, headers=ENGLISH
    )
    assert answer.status_code == 422
    assert "belongs to a colleague" in answer.content.decode()
    application.refresh_from_db()
    assert application.state == ApplicationState.INTERVIEW


def test_two_managers_at_the_same_page(as_manager, address, application):
    where = address("application_decline", application)
    as_manager.post(where, {"reason": "Zuerst.", "seen": "interview", **WORDS})
    second = as_manager.post(
        where, {"reason": "Danach.", "seen": "interview", **WORDS}, headers=ENGLISH
    )
    assert second.status_code == 409
    assert "changed in the meantime: Declined (Miriam Osei" in second.content.decode()
    assert "Danach." in second.content.decode()
    assert Transition.objects.count() == Mail.objects.count() == 1


def test_the_form_begins_with_the_usual_words_in_the_readers_language(
    as_manager, address, application
):
    type(application).objects.update(language="en")
    page = as_manager.get(address("application_decline", application))
    initial = page.context["form"].initial
    assert initial["subject"].endswith("about your application")
    assert initial["text"].startswith("Thank you for your application")
    assert "http" not in initial["text"]
    assert initial["text"].split("\n")[0] in page.context["mail"].text


@pytest.mark.parametrize("missing", ["subject", "text", "reason"])
def test_an_empty_field_is_said_at_its_place(as_manager, address, application, missing):
    data = {"reason": "Gut.", **WORDS, missing: " "}
    answer = as_manager.post(address("application_accept", application), data)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {missing}
    assert not Mail.objects.exists()


class TestUndo:
    def test_the_page_offers_it_as_long_as_it_is_possible(
        self, as_manager, address, application, time_machine
    ):
        change = address("application_change", application)
        assert as_manager.get(change).context["undo_minutes"] is None
        as_manager.post(address("application_accept", application), {"reason": "Gut.", **WORDS})
        page = as_manager.get(change, headers=ENGLISH)
        assert page.context["undo_minutes"] == 10
        assert address("application_undo", application) in page.content.decode()
        time_machine.move_to(clock.now() + timedelta(minutes=11))
        assert as_manager.get(change).context["undo_minutes"] is None

    def test_it_asks_for_a_reason_and_takes_everything_back(self, as_manager, address, application):
        as_manager.post(address("application_accept", application), {"reason": "Gut.", **WORDS})
        where = address("application_undo", application)
        assert as_manager.get(where).context["before"] == ApplicationState.INTERVIEW
        assert as_manager.post(where, {"reason": ""}).status_code == 422
        answer = as_manager.post(
            where, {"reason": "Falsche Person.", "seen": "accepted"}, follow=True, headers=ENGLISH
        )
        assert "The decision is undone" in answer.content.decode()
        assert "Falsche Person." in answer.content.decode()
        application.refresh_from_db()
        assert application.state == ApplicationState.INTERVIEW
        assert not Profile.objects.exists()

    def test_too_late_is_said_in_words(self, as_manager, address, application, time_machine):
        as_manager.post(address("application_accept", application), {"reason": "Gut.", **WORDS})
        time_machine.move_to(clock.now() + timedelta(minutes=11))
        answer = as_manager.post(
            address("application_undo", application), {"reason": "Doch nicht."}, headers=ENGLISH
        )
        assert answer.status_code == 422
        assert "ten minutes" in answer.content.decode()
        assert Profile.objects.exists()


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

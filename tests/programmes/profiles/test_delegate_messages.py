"""The mails to an office: in each language complete, harmless, and honest about the data."""

import pytest
from django.template import engines

from mentoring.notifications.models import Mail
from programmes.profiles.messages import delegates as messages
from programmes.profiles.states import Scope
from tests.factories.accounts import make_user
from tests.factories.applications import NOW
from tests.factories.profiles import make_delegate, make_mentor

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "de-informal", "en")
NASTY = "<b>Nina</b> evil.example"


@pytest.fixture(autouse=True)
def gaps_show(monkeypatch):
    """A variable that a template names and nobody gave fails the test."""
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING(%s)")


def mail_of(send, language, **fields):
    user = make_user(language=language)
    mentor = make_mentor(user=user, given_name="Rita", introduction="Privates")
    send(make_delegate(mentor, name=NASTY, **fields), now=NOW)
    return Mail.objects.get()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "send", [messages.invited, messages.changed, messages.new_link, messages.link_again]
)
def test_each_mail_is_complete_and_harmless(send, language):
    mail = mail_of(send, language)
    for body in (mail.subject, mail.text, mail.html):
        assert "MISSING" not in body
        assert "Privates" not in body
    assert "/office/" in mail.text
    assert "/office/" in mail.html
    assert "<b>Nina" not in mail.html
    assert "evil.example" not in mail.html
    assert "evil.example" not in mail.text
    assert "Rita" in mail.subject
    # Offices are spoken to formally, whatever the mentor's language has for a tone.
    assert mail.language == ("en" if language == "en" else "de")
    assert mail.subject_id


@pytest.mark.parametrize(
    ("language", "law", "object_"),
    [("de", "DSGVO", "widersprechen"), ("en", "GDPR", "object at any time")],
)
@pytest.mark.parametrize("by_staff", [True, False])
def test_the_first_mail_says_where_the_data_came_from(language, law, object_, by_staff):
    mail = mail_of(messages.invited, language, invited_by_staff=by_staff)
    for body in (mail.text, mail.html):
        assert law in body
        assert object_ in body
    team = {"de": "Team von", "en": "the team of"}[language]
    notice = mail.text.split("2036")[1].split(law)[0]
    assert (team in notice) is by_staff


def test_the_mail_names_what_may_be_done_and_until_when():
    mail = mail_of(messages.invited, "en", scopes=[Scope.CALENDAR, Scope.ANSWER])
    assert "- See the dates of meetings" in mail.text
    assert "- Answer on behalf" in mail.text
    assert "- Log meetings" not in mail.text
    assert "31\u00a0December\u00a02036" in mail.text


def test_no_key_tells_a_name_or_an_address():
    mail = mail_of(messages.invited, "de")
    assert mail.to not in mail.key
    assert "Nina" not in mail.key

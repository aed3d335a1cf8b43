"""Each mail to mentors on their way in: complete, harmless and with its way onward."""

import re

import pytest

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from programmes.profiles import links
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.states import Part
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_enrolment, make_mentor

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "de-informal", "en")
NASTY = {"given_name": "<b>Ada</b>", "family_name": "evil.example"}


def write_all(language, **fields):
    cohort = make_cohort()
    enrolment = make_enrolment(cohort, language=language, **NASTY, **fields)
    for write in (
        messages.invited,
        messages.reminder,
        messages.new_link,
        messages.begun,
        messages.submitted,
        messages.enrolled,
        messages.declined,
    ):
        write(enrolment, now=NOW)
    mentor = make_mentor(cohort, **NASTY)
    messages.known(mentor, language=language, now=NOW)
    messages.imported(mentor, language=language, now=NOW)
    return [with_words(mail) for mail in Mail.objects.all()]


def with_words(mail):
    """As it goes out: some get their words only then."""
    if not mail.text:
        content = kinds.get(mail.kind).render(mail)
        mail.subject, mail.text, mail.html = content.subject, content.text, content.html
    return mail


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", ["", "Liebe Frau Brandt,\n\nwir kennen uns aus evil.example."])
def test_every_mail_is_complete_and_harmless(language, words):
    mails = write_all(language, words=words)

    assert len(mails) == 9
    for mail in mails:
        assert kinds.get(mail.kind).title
        for part in (mail.subject, mail.text, mail.html):
            assert part.strip()
            assert "{{" not in part
            assert "evil.example" not in part
        assert "<b>Ada" not in mail.html
        assert "\n\n\n" not in mail.text
        assert mail.reply_to in mail.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_button_leads_where_the_text_says(language):
    for mail in write_all(language):
        buttons = re.findall(r'class="button" href="([^"]+)"', mail.html)
        assert len(buttons) == (0 if mail.kind == "enrolment_declined" else 1)
        assert all(button in mail.text for button in buttons)


@pytest.mark.parametrize("kind", ["enrolment_invited", "enrolment_reminder", "profile_imported"])
def test_who_did_not_ask_learns_where_the_data_came_from_and_how_to_object(kind):
    mail = next(mail for mail in write_all("en") if mail.kind == kind)
    assert "How we got your" in mail.text
    assert "ou can object at any time" in mail.html


def test_an_invitation_offers_a_no_of_the_same_weight():
    enrolment = make_enrolment(language="en")
    messages.invited(enrolment, now=NOW)
    assert f"/join/{links.token_of(enrolment)}/no/" in Mail.objects.get().text


def test_co_mentors_are_not_invited_as_mentors():
    messages.invited(make_enrolment(language="en", part=Part.CO_MENTOR), now=NOW)
    assert "as a co-mentor" in Mail.objects.get().text


def test_the_preview_opens_nothing_and_shows_the_words():
    enrolment = make_enrolment(language="en", words="We met in Erfurt.")
    content = messages.preview(enrolment)
    assert "We met in Erfurt." in content.html
    assert links.token_of(enrolment) not in content.text

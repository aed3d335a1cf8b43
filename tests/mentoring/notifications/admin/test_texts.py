"""The pages on which staff change what mails say."""

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from mentoring.notifications.models import Mail, MailText
from mentoring.notifications.rendering import usual
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
MAIL = "application_draft"
OWN = {"subject": "Hallo {programme}", "text": "# Los\n\n[Weiter]({draft_link})"}


@pytest.fixture
def cohort(client):
    cohort = make_cohort(name="2026")
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    return cohort


def url(of, name="edit", *args, **query):
    args = args or ((MAIL,) if name != "programme" else ())
    page = reverse(f"admin:notifications_mailtext_{name}", args=[of.programme_id, *args])
    return f"{page}?{'&'.join(f'{key}={value}' for key, value in query.items())}"


def test_the_menu_leads_to_the_mails_by_situation(client, cohort):
    answer = client.get(reverse("admin:notifications_mailtext_changelist"), follow=True)
    html = answer.content.decode()
    for title in ("Bewerbung", "Entscheidung", "An Gesprächsleitungen"):
        assert f"<h3>{title}</h3>" in html
    assert url(cohort).rstrip("?") in html


def test_the_form_begins_with_the_usual_words_in_the_tone_of_the_cohort(client, cohort):
    page = client.get(url(cohort))
    words = usual(MAIL, "de-informal").words
    assert page.context["form"].initial == {"subject": words.subject, "text": words.text}
    assert (
        client.get(url(cohort, language="en"))
        .context["form"]
        .initial["text"]
        .startswith("# Your answers")
    )


def test_saved_for_the_programme_or_for_one_cohort(client, cohort):
    client.post(url(cohort), OWN)
    client.post(url(cohort, cohort=cohort.pk, language="en"), OWN)
    rows = {(row.cohort, row.language, row.subject) for row in MailText.objects.all()}
    assert rows == {(None, "de-informal", OWN["subject"]), (cohort, "en", OWN["subject"])}
    assert "Deutsch (du)" in client.get(url(cohort, "programme")).content.decode()


def test_a_cohort_of_another_programme_is_none(client, cohort):
    assert client.get(url(cohort, cohort=make_cohort().pk)).status_code == 404
    assert client.get(url(cohort, "edit", "digest")).status_code == 404


def test_what_is_refused_is_said_and_kept(client, cohort):
    answer = client.post(url(cohort), OWN | {"text": "Hallo {vorname}"})
    assert answer.status_code == 422
    html = answer.content.decode()
    assert "Diese Mail kennt {vorname} nicht." in html
    assert "Hallo {vorname}</textarea>" in html
    assert not MailText.objects.exists()


def test_a_preview_saves_nothing(client, cohort):
    answer = client.post(url(cohort), OWN | {"preview": "1"})
    assert answer.context["mail"].subject == f"Hallo {cohort.programme}"
    assert not MailText.objects.exists()


def test_a_trial_goes_to_oneself_and_keeps_what_was_typed(client, cohort):
    client.post(url(cohort), OWN | {"trial": "1"})
    mail = Mail.objects.get(kind="text_trial")
    assert mail.to == cohort.programme.roles.get().user.email
    assert mail.subject == f"Hallo {cohort.programme}"
    assert MailText.objects.get().subject == OWN["subject"]


def test_back_to_the_usual_words_asks_first(client, cohort):
    client.post(url(cohort), OWN)
    page = url(cohort, "reset", language="de-informal")
    assert page in client.get(url(cohort)).content.decode()
    assert "Hallo {programme}" in client.get(page).content.decode()
    assert MailText.objects.exists()
    client.post(page)
    assert not MailText.objects.exists()


def test_the_list_asks_as_often_with_many_texts(client, cohort, django_assert_max_num_queries):
    client.post(url(cohort), OWN)
    client.get(url(cohort, "programme"))
    with django_assert_max_num_queries(30) as first:
        client.get(url(cohort, "programme"))
    often = len(first)
    for language in ("de", "en"):
        client.post(url(cohort, language=language), OWN)
    with django_assert_max_num_queries(often):
        client.get(url(cohort, "programme"))

"""Pages that are there for all programmes go by the name and tone of the link that led to them."""

import pytest
from django.test import Client
from django.urls import reverse

from mentoring.notifications.models import Mail
from mentoring.notifications.services.composing import compose
from programmes.applications import links
from programmes.cohorts.language_and_tone import lost_link_path, sign_in_path
from tests.factories.accounts import make_user
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db
GERMAN = {"accept-language": "de"}


@pytest.fixture
def programme():
    make_programme()
    return make_programme(name="Weitwinkel")


@pytest.mark.parametrize("path", [sign_in_path, lost_link_path])
@pytest.mark.parametrize(("language", "is_du"), [("de-informal", True), ("de", False)])
def test_name_and_tone_come_along(client, programme, path, language, is_du):
    page = client.get(path(programme, language), headers=GERMAN).text
    assert "Weitwinkel</span>" in page
    assert (" deine " in page or " du " in page.lower() or "gib " in page.lower()) is is_du


def test_the_page_of_the_code_and_its_mail_too(client, programme):
    make_user("mara@example.org")
    path = sign_in_path(programme, "de-informal")
    assert f'action="{path}"' in client.get(path, headers=GERMAN).text
    client.post(path, {"login": "mara@example.org"}, headers=GERMAN)
    page = client.get(reverse("account_confirm_login_code"), headers=GERMAN).text
    assert "Weitwinkel</span>" in page
    assert b"From: Weitwinkel <" in compose(Mail.objects.get())


@pytest.mark.parametrize("slug", ["", "nobody", "~du~", "x" * 500, "\0"])
def test_what_no_programme_is_called_changes_nothing(slug):
    client, plain = Client(), Client().get(reverse("account_login"))
    asked = client.get(reverse("account_login"), {"programme": slug})
    assert asked.status_code == plain.status_code
    assert "Weitwinkel" not in asked.text


def test_mails_bear_the_name_of_their_programme(programme):
    mail = Mail(to="mara@example.org", subject="x", text="x", sender_name="Weitwinkel")
    assert b"From: Weitwinkel <" in compose(mail)
    mail.sender_name = ""
    assert b"From: Weitwinkel" not in compose(mail)


def test_an_outdated_link_is_refused_by_the_name_of_its_programme(client, programme):
    application = make_application(make_cohort(programme))
    token = links.token_of(links.STATUS, application)
    type(application).objects.update(link_version=7)
    page = client.get(reverse("admissions:status", args=[token]), headers=GERMAN)
    assert page.status_code == 410
    assert "Weitwinkel</span>" in page.text
    forged = client.get(reverse("admissions:status", args=["x"]), headers=GERMAN)
    assert "Weitwinkel" not in forged.text

"""Whichever way somebody leaves a page of the form, what they typed is still there."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from mentoring.notifications.models import Mail
from programmes.applications import links
from programmes.applications.forms import versions
from programmes.applications.forms.flow import missing, steps_for
from programmes.applications.models import Application
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db
WRONG = {"given_name": "Amina", "family_name": "", "email": "amina@"}


@pytest.fixture(autouse=True)
def at_that_time():
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


@pytest.fixture
def draft():
    return make_application(state="draft")


def url(draft, slug):
    return reverse("applications:step", args=[links.token_of(links.DRAFT, draft), slug])


def again(draft):
    return Application.objects.get(pk=draft.pk)


def test_back_saves_what_is_right(client, draft):
    answer = client.post(url(draft, "region"), {"region": "BE", "way": "back"})
    assert answer["Location"] == url(draft, "birth")
    assert again(draft).region == "BE"


@pytest.mark.parametrize(
    ("way", "leads_to"),
    [("later", "pause"), ("back", "name"), ("language-en", "name"), ("home", "/p/")],
)
def test_what_is_wrong_is_kept_as_it_was_typed(client, draft, way, leads_to):
    before = draft.given_name
    answer = client.post(url(draft, "name"), WRONG | {"way": way})
    assert answer.status_code == 302
    assert leads_to in answer["Location"]
    page = client.get(url(draft, "name")).content.decode()
    assert 'value="amina@"' in page
    assert "error-summary" not in page
    assert again(draft).given_name == before
    assert [step.slug for step in missing(again(draft))] == ["name"]


def test_it_is_named_on_the_page_of_a_break_and_before_sending(client, draft):
    paused = client.post(url(draft, "name"), WRONG | {"way": "later"}, follow=True)
    assert "Wie heißt du?" in paused.content.decode()
    check = client.get(reverse("applications:check", args=[links.token_of(links.DRAFT, draft)]))
    assert "Wie heißt du?" in check.content.decode()


def test_sent_and_right_it_is_an_answer(client, draft):
    client.post(url(draft, "name"), WRONG | {"way": "back"})
    right = {"given_name": "Amina", "family_name": "Yıl", "email": draft.email}
    assert client.post(url(draft, "name"), right).status_code == 302
    assert again(draft).unfinished == {}
    assert again(draft).given_name == "Amina"


def test_the_language_changes_and_the_page_stays(client, draft):
    client.post(url(draft, "region"), {"region": "BE", "way": "language-en"})
    page = client.get(url(draft, "region")).content.decode()
    assert "Where do you live?" in page
    assert again(draft).region == "BE"


def test_without_a_way_a_mistake_is_told(client, draft):
    assert client.post(url(draft, "name"), WRONG).status_code == 422
    assert again(draft).unfinished == {}


class TestVoluntary:
    """Answers of this kind are kept only with a consent, on whatever way."""

    SAID = {"gender": "female", "way": "back"}

    def test_without_the_tick_they_are_not_saved_and_the_page_says_so(self, client, draft):
        slug = "background"
        [question] = list(steps_for(draft)[-2].voluntary({}).fields)[:1]
        answer = client.post(url(draft, slug), {question: "x", "way": "back"}, follow=True)
        assert "nicht gespeichert" in answer.content.decode()
        assert again(draft).unfinished == {}


class TestWhileTyping:
    def keep(self, client, draft, **values):
        page = client.get(url(draft, "name"))
        seen = {versions.FIELD: page.context["seen"]}
        return client.post(url(draft, "name"), WRONG | seen | {"way": "stay"} | values)

    def test_it_is_kept_and_said(self, client, draft):
        answer = self.keep(client, draft)
        assert "gespeichert" in answer.json()["words"]
        assert again(draft).unfinished["name"]["email"] == ["amina@"]

    def test_no_mail_goes_to_an_address_that_is_half_typed(self, client, draft):
        self.keep(client, draft, email="a@example.org")
        assert not Mail.objects.exists()
        assert again(draft).link_version == draft.link_version

    def test_what_arrives_after_the_page_was_sent_is_nothing_new(self, client, draft):
        seen = {versions.FIELD: client.get(url(draft, "region")).context["seen"]}
        client.post(url(draft, "region"), {"region": "BE"} | seen)
        client.post(url(draft, "region"), {"region": "HH", "way": "stay"} | seen)
        assert again(draft).unfinished == {}

    def test_reload_shows_it(self, client, draft):
        self.keep(client, draft)
        assert 'value="amina@"' in client.get(url(draft, "name")).content.decode()


class TestTheFirstPage:
    """There is no draft yet that could keep anything."""

    def test_another_language_shows_what_was_typed(self, client, draft):
        path = f"{draft.cohort.programme.get_absolute_url()}apply/"
        client.get(path)
        browser = {"accept": "text/html"}
        led = client.post(path, WRONG | {"way": "language-en"}, headers=browser)
        page = client.get(led["Location"], headers=browser).content.decode()
        assert "What is your name?" in page
        assert 'value="amina@"' in page
        assert "error-summary" not in page


def test_whom_it_does_not_fit_by_age_is_led_on(client, draft):
    born = {"birth_date_day": "1", "birth_date_month": "1", "birth_date_year": "1970"}
    page = client.post(url(draft, "birth"), born).content.decode()
    programme = draft.cohort.programme
    assert f"mailto:{programme.contact_email}" in page
    assert f'href="{programme.get_absolute_url()}alert/?next"' in page

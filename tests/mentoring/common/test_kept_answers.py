"""Back and reload never ask to send a form once more."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory

from mentoring.common import kept_answers
from mentoring.common.cache import ForgivingRedisCache
from mentoring.common.kept_answers import lead_to_answer
from tests.factories.accounts import make_staff, make_user
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
TYPED = {"given_name": "Amina", "family_name": "", "email": "amina"}


@pytest.fixture
def path():
    return f"{make_cohort().programme.get_absolute_url()}apply/"


def refused(client, path, **headers):
    client.get(path)
    return client.post(path, TYPED, headers=BROWSER | headers)


class TestLeading:
    def test_a_refused_form_is_shown_by_get_with_what_was_typed(self, client, path):
        led = refused(client, path)
        assert led.status_code == 303
        shown = client.get(led["Location"])
        assert shown.status_code == 422
        assert 'value="Amina"' in shown.content.decode()
        assert client.get(led["Location"]).content == shown.content

    def test_nothing_of_it_stands_in_the_address(self, client, path):
        address = refused(client, path)["Location"]
        assert address.startswith(f"{path}?kept=")
        assert address.endswith("#error-summary")
        assert "mina" not in address.removeprefix(path)

    def test_what_else_stands_in_the_address_stays(self, client, path):
        address = refused(client, f"{path}?via=plakat")["Location"]
        assert address.startswith(f"{path}?via=plakat&kept=")

    def test_a_second_mistake_takes_the_place_of_the_first(self, client, path):
        first = refused(client, path)["Location"]
        second = client.post(first, TYPED, headers=BROWSER)["Location"]
        assert second.count("kept=") == 1
        assert second != first

    def test_a_script_gets_its_answer_at_once(self, client, path):
        assert client.post(path, TYPED, headers={"accept": "*/*"}).status_code == 422

    def test_the_page_is_kept_out_of_other_caches(self, client, path):
        shown = client.get(refused(client, path)["Location"])
        assert shown["Cache-Control"] == "no-store, private"


class TestForWhom:
    def test_another_browser_gets_the_empty_form(self, client, path):
        address = refused(client, path)["Location"]
        stranger = Client()
        stranger.get(path)
        answer = stranger.get(address)
        assert (answer.status_code, answer["Location"]) == (302, path)

    def test_another_person_in_the_same_browser_gets_it_neither(self, client, path):
        client.force_login(make_user())
        address = refused(client, path)["Location"]
        assert client.get(address).status_code == 422
        client.logout()
        assert client.get(address)["Location"] == path

    def test_another_address_does_not_show_it(self, client, path):
        name = refused(client, path)["Location"].partition("?")[2]
        assert client.get(f"/links/?{name}")["Location"] == "/links/"

    def test_in_another_language_the_form_is_asked_for_anew(self, client, path):
        address = refused(client, path)["Location"]
        client.post("/language/", {"language": "en", "next": address})
        assert client.get(address)["Location"] == path

    def test_the_cache_cannot_read_it(self, client, path, monkeypatch):
        kept = {}
        monkeypatch.setattr(
            ForgivingRedisCache,
            "set",
            lambda _self, place, value, _time: kept.update({place: value}),
        )
        refused(client, path)
        assert len(kept) == 1
        assert all(b"Amina" not in value and "Amina" not in place for place, value in kept.items())


class TestHowLong:
    def test_for_a_quarter_of_an_hour(self, client, path):
        assert timedelta(minutes=15) == kept_answers.KEPT_FOR
        address = refused(client, path)["Location"]
        cache.clear()
        assert client.get(address)["Location"] == path

    def test_without_a_cache_the_page_is_answered_at_once(self, client, path, settings):
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
        assert refused(client, path).status_code == 422


def answered(response, **request):
    """What the browser gets for `response` to a POST."""
    asked = RequestFactory().post("/x/", headers=BROWSER, **request)
    asked.user = make_staff("manager", make_cohort().programme)
    return lead_to_answer(lambda _request: response)(asked)


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("gone", status=404),
        HttpResponse("no", status=403),
        HttpResponse("broken", status=500),
        HttpResponse("{}", content_type="application/json"),
        HttpResponse("<p>", headers={"Content-Disposition": "attachment"}),
    ],
    ids=["unknown", "forbidden", "broken", "data", "download"],
)
def test_what_is_no_page_of_a_form_is_left_alone(response):
    assert answered(response) is response


def test_what_is_too_large_is_left_alone(monkeypatch):
    monkeypatch.setattr(kept_answers, "LARGEST", 10)
    response = HttpResponse("<p>long</p>")
    assert answered(response) is response


def test_cookies_go_along():
    response = HttpResponse("<p>")
    response.set_cookie("language", "en")
    assert answered(response).cookies["language"].value == "en"


def test_scripts_of_the_page_stay_allowed():
    """The page names the nonce of the answer that carries it, not that of the POST."""

    def ask(method, path, view):
        request = RequestFactory().generic(method, path, headers=BROWSER)
        request.user = AnonymousUser()
        request.csp_nonce = f"nonce-of-{method}"
        return lead_to_answer(view)(request)

    led = ask("POST", "/x/", lambda request: HttpResponse(f'<script nonce="{request.csp_nonce}">'))
    shown = ask("GET", led["Location"], pytest.fail)
    assert shown.content == b'<script nonce="nonce-of-GET">'

"""What holds for every answer."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import ResolverMatch, reverse
from django.utils import translation

from mentoring.accounts.models import User
from mentoring.common.middleware import ToneMiddleware, no_store
from mentoring.common.policies import anyone, can_sign_in, link_holder, policy
from tests.factories.accounts import make_staff


def say_language(request):
    return HttpResponse(translation.get_language())


def say_language_to_mentees(request):
    return say_language(request)


say_language_to_mentees.informal = True


def spoken(view, accept: str) -> str:
    request = RequestFactory().get("/", headers={"accept-language": accept})
    middleware = ToneMiddleware(view)
    middleware.process_request(request)
    middleware.process_view(request, view, (), {})
    return view(request).content.decode()


class TestTone:
    @pytest.fixture(autouse=True)
    def _as_before(self):
        with translation.override("de"):
            yield

    def test_mentees_hear_du_and_others_sie(self):
        assert spoken(say_language_to_mentees, "de") == "de-informal"
        assert spoken(say_language, "de") == "de"

    def test_a_tone_in_the_wish_changes_nothing(self):
        assert spoken(say_language, "de-informal") == "de"

    def test_english_knows_no_tone(self):
        assert spoken(say_language_to_mentees, "en") == "en"

    def test_other_languages_get_german(self):
        assert spoken(say_language, "fr") == "de"


def cache_rule(rule, user) -> str | None:
    @policy(rule)
    def view(request):
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user, request.resolver_match = user, ResolverMatch(view, (), {})
    return no_store(view)(request).headers.get("Cache-Control")


class TestNoStore:
    def test_pages_behind_a_sign_in_or_a_link_are_not_kept(self):
        person = User()
        assert cache_rule(can_sign_in, person) == "no-store, private"
        assert cache_rule(anyone, person) == "no-store, private"
        assert cache_rule(link_holder, AnonymousUser()) == "no-store, private"

    def test_public_pages_may_be(self):
        assert cache_rule(anyone, AnonymousUser()) is None

    def test_a_path_that_leads_nowhere_is_no_trouble(self):
        request = RequestFactory().get("/")
        request.user, request.resolver_match = AnonymousUser(), None
        assert "Cache-Control" not in no_store(lambda _: HttpResponse())(request).headers


@pytest.mark.django_db
class TestScripts:
    def test_only_the_admin_may_evaluate(self, client):
        client.force_login(make_staff())
        admin = client.get(reverse("admin:index")).headers["Content-Security-Policy"]
        assert "'unsafe-eval'" in admin
        public = client.get(reverse("account_logout")).headers["Content-Security-Policy"]
        assert "unsafe" not in public

    def test_a_refused_admin_page_may_not_run_more_than_the_admin(self, client):
        policy_header = client.get("/admin/nowhere/").headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy_header

"""Rules that hold for every answer: the tone of German, caching, and the admin's script policy."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.locale import LocaleMiddleware
from django.urls import reverse
from django.utils import translation

from mentoring.common.policies import link_holder

GetResponse = Callable[[HttpRequest], HttpResponse]
ADMIN = "/admin/"


class ToneMiddleware(LocaleMiddleware):
    """German is spoken with "du" where a view addresses mentees, with "Sie" everywhere else.

    A person chooses a language (German or English); the tone follows from whom a page addresses:
    a view says `informal = True`. No template asks for the tone.
    """

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> None:
        asked = _tone_asked(request)
        speaks_informally = asked == "du" if asked else getattr(view, "informal", False)
        if translation.get_language() in {"de", "de-informal"}:
            translation.activate("de-informal" if speaks_informally else "de")
            request.LANGUAGE_CODE = translation.get_language()


def _tone_asked(request: HttpRequest) -> str:
    """ "du" or "sie" where the link that led here says so, as for pages that all share."""
    told = request.GET.get("programme", "")
    if not told and request.path.startswith(reverse("account_login")):
        told = request.session.get("programme", "")
    return str(told.partition("~")[2])


def no_store(get_response: GetResponse) -> GetResponse:
    """Pages behind a sign-in or a mailed link stay out of every cache."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated or _opened_by_link(request):
            response.headers["Cache-Control"] = "no-store, private"
        return response

    return middleware


def _opened_by_link(request: HttpRequest) -> bool:
    view = request.resolver_match and request.resolver_match.func
    return getattr(view, "policy", None) is link_holder


def admin_script_policy(get_response: GetResponse) -> GetResponse:
    """The admin's theme evaluates expressions and sets styles; only its own pages may do so."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.path.startswith(ADMIN):
            policy: Any = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
            response._csp_replace = {  # type: ignore[attr-defined]
                "script-src": [*policy["script-src"], "'unsafe-eval'"],
                "style-src": [*policy["style-src"], "'unsafe-inline'"],
            }
        return response

    return middleware

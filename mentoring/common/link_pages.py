"""Pages that are opened by a mailed link instead of a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render

from mentoring.common.links import LinkError
from mentoring.common.policies import link_holder, policy

View = Callable[..., HttpResponseBase]


def opened_by_link(
    find: Callable[[str], Any],
    *,
    refusal: str,
    informal: bool = False,
    speak: Callable[[HttpRequest, Any], None] | None = None,
) -> Callable[[View], View]:
    """Turns the token in the address into the row that it opens; a bad one gets a kind 410.

    `speak` sets language and tone for whom the row addresses; `informal` says that German does so
    with "du" before the row is known, which is the tone of the refusal.

    The page leaves no trace of its address with others, and none in caches.
    """

    def decorate(view: View) -> View:
        @policy(link_holder)
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            response: HttpResponseBase
            try:
                found = find(token)
            except LinkError as error:
                response = _refuse(request, refusal, error, speak)
            else:
                if speak:
                    speak(request, found)
                response = view(request, found, token=token, **kwargs)
            response.headers["Cache-Control"] = "no-store, private"
            # Not "no-referrer": forms would then come from the origin "null", which CSRF refuses.
            response.headers["Referrer-Policy"] = "same-origin"
            return response

        opened.informal = informal  # type: ignore[attr-defined]
        return opened

    return decorate


def _refuse(
    request: HttpRequest,
    template: str,
    error: LinkError,
    speak: Callable[[HttpRequest, Any], None] | None,
) -> HttpResponseBase:
    if speak and error.about is not None:
        speak(request, error.about)
    return render(request, template, {"programme": error.programme}, status=error.status)

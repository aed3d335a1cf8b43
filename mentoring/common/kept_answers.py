"""The answer to a form is shown under an address that can be loaded again.

A page that answers a POST stands in the browser's history as that POST: "back" then asks whether to
send the form once more. So such a page is put aside for a while, and the browser is led to it.
"""

import base64
import json
import secrets
import zlib
from collections.abc import Callable
from datetime import timedelta
from http import HTTPStatus
from typing import Any

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import salted_hmac

GetResponse = Callable[[HttpRequest], HttpResponse]
# What names the page that was put aside, in the address.
KEPT = "kept"
KEPT_FOR = timedelta(minutes=15)
# Of one page, packed, in bytes; what is larger is answered as it is.
LARGEST = 128 * 1024
# A page to read. Others, such as "not found", say nothing that one has to come back to.
SHOWN = {
    HTTPStatus.OK,
    HTTPStatus.CONFLICT,
    HTTPStatus.UNPROCESSABLE_ENTITY,
    HTTPStatus.TOO_MANY_REQUESTS,
}
# Of templates/components/error_summary.html, which the browser then goes to, without script, too.
SUMMARY = b'id="error-summary"'


class SeeOther(HttpResponseRedirect):
    """Go on by GET, and leave the POST out of the history."""

    status_code = HTTPStatus.SEE_OTHER


def lead_to_answer(get_response: GetResponse) -> GetResponse:
    """Puts pages that answer a POST aside, and shows them by GET."""

    def middleware(request: HttpRequest) -> HttpResponse:
        name = _taken_from_address(request)
        if name and request.method in {"GET", "HEAD"}:
            return _shown(request, name) or HttpResponseRedirect(request.get_full_path())
        response = get_response(request)
        return _put_aside(request, response) if _is_page(request, response) else response

    return middleware


def _taken_from_address(request: HttpRequest) -> str:
    """The name of what was put aside; no view ever sees it."""
    if KEPT not in request.GET:
        return ""
    query = request.GET.copy()
    name = query.pop(KEPT)[-1]
    request.GET = query  # type: ignore[assignment]
    request.META["QUERY_STRING"] = query.urlencode()
    return str(name)


def _is_page(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a browser would show it; a script gets its answer at once."""
    return (
        request.method == "POST"
        and "text/html" in request.headers.get("Accept", "")
        and response.status_code in SHOWN
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and "Content-Disposition" not in response.headers
    )


def _put_aside(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    name = secrets.token_urlsafe(16)
    chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    place, key = _place_and_key(request, name, chosen.value if chosen else None)
    page = {
        "status": response.status_code,
        "headers": dict(response.headers),
        "nonce": _nonce(request),
        "body": response.content.decode(),
    }
    packed = zlib.compress(json.dumps(page).encode())
    if len(packed) > LARGEST:
        return response
    cache.set(place, Fernet(key).encrypt(packed), KEPT_FOR.total_seconds())
    if not cache.has_key(place):
        return response  # the cache is gone: better a page that asks than none
    query = request.GET.copy()
    query[KEPT] = name
    # Or the browser would stay with the place that the form's own address named.
    place_on_page = "#error-summary" if SUMMARY in response.content else ""
    led = SeeOther(f"{request.path}?{query.urlencode()}{place_on_page}")
    led.cookies = response.cookies
    return led


def _shown(request: HttpRequest, name: str) -> HttpResponse | None:
    """The page as it was; None once it is gone, and for everybody else."""
    place, key = _place_and_key(request, name)
    kept = cache.get(place)
    if kept is None:
        return None
    page: dict[str, Any] = json.loads(zlib.decompress(Fernet(key).decrypt(kept)))
    body = page["body"]
    if page["nonce"]:
        body = body.replace(page["nonce"], str(request.csp_nonce))  # type: ignore[attr-defined]
    response = HttpResponse(body, status=page["status"], headers=page["headers"])
    response.headers["Cache-Control"] = "no-store, private"
    return response


def _nonce(request: HttpRequest) -> str:
    """What scripts of the page are allowed by; blank where it has none of its own."""
    nonce = getattr(request, "csp_nonce", "")
    return str(nonce) if nonce else ""


def _place_and_key(
    request: HttpRequest, name: str, language: str | None = None
) -> tuple[str, bytes]:
    """Where the page of that name lies, and what opens it, for this browser, person and address.

    `language` is the one that the answer chooses; None leaves it as it is. The name stands in the
    address alone, so that the cache cannot read what it keeps.
    """
    own = [
        name,
        request.path,
        str(request.user.pk or ""),
        request.COOKIES.get(settings.CSRF_COOKIE_NAME, ""),
        language or request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, ""),
    ]
    place, key = (
        salted_hmac(f"kept_answers.{use}", json.dumps(own), algorithm="sha256").digest()
        for use in ("place", "key")
    )
    return f"kept-answer:{place.hex()}", base64.urlsafe_b64encode(key)

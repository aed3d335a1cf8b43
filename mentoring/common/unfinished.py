"""Leaving a page of a form in any other way than by its button: what was typed is kept as it is.

The page shows it again, on any device, until it is sent and right. It counts as no answer.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.forms.utils import ErrorDict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.formats import time_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mentoring.common.errors import DomainError

# What a button of the page sends that leads elsewhere: one of these, or "language-en".
WAY = "way"
BACK, LATER, HOME, NO = "back", "later", "home", "no"
# Sent by the script while somebody types; it leads nowhere.
STAY = "stay"
LANGUAGE = "language-"
# Characters that are kept of one page; its fields take less.
MOST = 40_000
Typed = dict[str, list[str]]


def way_of(request: HttpRequest) -> str:
    """Where somebody wants to go instead of on; blank for the button of the page."""
    return request.POST.get(WAY, "")


def typed_in(form: BaseForm, data: QueryDict) -> Typed:
    """What stands in the fields of `form`, and nothing else that was sent."""
    names = tuple(form.add_prefix(name) for name in form.fields)
    parts = tuple(f"{name}_" for name in names)
    return {
        key: values
        for key, values in data.lists()
        if (key in names or key.startswith(parts)) and any(values)
    }


def put(row: Any, page: str, typed: Typed, *, saved_at: datetime | None = None) -> None:
    """Keep what was typed on `page` beside the answers of the locked `row`.

    `saved_at` is when, where that is the row's time of saving.

    Raises:
        DomainError: it is more than any form of ours takes ("too_long").
    """
    if sum(len(value) for values in typed.values() for value in values) > MOST:
        raise DomainError("", code="too_long")
    row.unfinished = row.unfinished | {page: typed}
    row.saved_at = saved_at or row.saved_at
    row.save(update_fields=["unfinished", "saved_at"])


def settle(row: Any, page: str) -> None:
    """The page is saved as it should be: what was typed before is of no use any more."""
    if page in row.unfinished:
        row.unfinished = {slug: typed for slug, typed in row.unfinished.items() if slug != page}
        row.save(update_fields=["unfinished"])


def reopened(row: Any, page: str) -> QueryDict | None:
    """What was typed on `page`, as if it were sent; None where nothing waits."""
    if page not in row.unfinished:
        return None
    data = QueryDict(mutable=True)
    for name, values in row.unfinished[page].items():
        data.setlist(name, values)
    return data


def without_errors(form: Any) -> Any:
    """Shows what was typed and finds nothing wrong with it: nobody has sent it yet."""
    form._errors = ErrorDict()  # the one way not to check it at all
    return form


def saved_words(moment: datetime) -> str:
    return _("saved at %(time)s") % {"time": time_format(localtime(moment), "TIME_FORMAT")}


def in_language(response: HttpResponse, way: str) -> HttpResponse:
    """Where the way is another language, the next page is in it."""
    code = way.removeprefix(LANGUAGE)
    if way.startswith(LANGUAGE) and code in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            code,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response

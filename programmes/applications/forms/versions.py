"""Two tabs, or two devices, on one page: what somebody saw when they began to type.

A page carries a fingerprint of the answers that it showed. Where they have changed since, and
to something else than what is sent now, both are shown instead of losing one.
"""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.crypto import constant_time_compare, salted_hmac

from mentoring.common.text import NOT_GIVEN

FIELD = "seen"
Shown = list[tuple[Any, str]]


def fingerprint(pages: Iterable[forms.Form]) -> str:
    """Of what `pages` show before anybody types; it tells nobody the answers."""
    values = [_plain(field.initial) for page in pages for field in page if not field.is_hidden]
    return salted_hmac("applications.step", repr(values), algorithm="sha256").hexdigest()[:20]


def overtaken(pages: Iterable[forms.Form], data: Any) -> Shown:
    """What stands saved by another tab and would be replaced; nothing where that is no loss.

    A page without a fingerprint, or with the newest, goes on. So does one that says the same.
    """
    pages = list(pages)
    seen = data.get(FIELD, "")
    if not seen or constant_time_compare(seen, fingerprint(pages)):
        return []
    visible = [field for page in pages for field in page if not field.is_hidden]
    return [(field.label, _words(field)) for field in visible if _differs(field)]


def _differs(field: forms.BoundField) -> bool:
    form, name = field.form, field.name
    return bool(
        name in form.cleaned_data and _plain(field.initial) != _plain(form.cleaned_data[name])
    )


def _plain(value: Any) -> Any:
    """Comparable whether it came from the database or from a form."""
    if isinstance(value, str | bool) or not value:
        return value or ""
    if hasattr(value, "__iter__"):
        return sorted(str(getattr(each, "pk", each)) for each in value)
    return str(value)


def _words(field: forms.BoundField) -> str:
    """The saved answer as its reader knows it."""
    names = {str(value): str(label) for value, label in getattr(field.field, "choices", ())}
    value = _plain(field.initial)
    chosen = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(each), str(each)) for each in chosen if each) or str(NOT_GIVEN)

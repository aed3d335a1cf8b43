"""Two tabs, or two colleagues, on one form of staff: nobody undoes what they have not seen.

A page carries a fingerprint of each field as it was loaded. What was saved differently since is
named before anything is saved: who did not touch the field gets the new state, who changed it, too,
sees both and decides.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.forms import BoundField
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format, localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from mentoring.common.forms import QUESTION

# What carries the fingerprints in a form.
FIELD = "loaded"
# Characters of a saved value that are told.
TOLD = 160


class Watching:
    """For a form about a row that others may change, too; stands before the form's class."""

    # Whether it was refused for that; the next press is about what is shown now.
    overtaken = False
    fields: dict[str, Any]
    data: Any

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]
        changed = [field for field in _visible(self) if self._was_overtaken(field)]
        if changed:
            self.overtaken = True
            self._tell(changed)
        return cleaned

    def _was_overtaken(self, field: BoundField) -> bool:
        """Saved differently since the page was loaded, and differently from what is sent now."""
        loaded = loaded_of(self.data).get(field.html_name)
        return loaded not in (None, fingerprint(field.initial)) and not self._agrees(field)

    def _agrees(self, field: BoundField) -> bool:
        known: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        return field.name in known and fingerprint(known[field.name]) == fingerprint(field.initial)

    def _is_untouched(self, field: BoundField) -> bool:
        known: dict[str, Any] = self.cleaned_data  # type: ignore[attr-defined]
        loaded = loaded_of(self.data)[field.html_name]
        return field.name in known and fingerprint(known[field.name]) == loaded

    def _tell(self, changed: list[BoundField]) -> None:
        self._ask(_who_and_when(getattr(self, "instance", None)))
        for field in changed:
            words = _("%(field)s: “%(value)s” is saved now. What you entered stands in the field.")
            if self._is_untouched(field):
                words = _("%(field)s: “%(value)s” is saved now and stands in the field.")
                _shows_saved(field.field)
            told = {"field": field.label, "value": in_words(field)[:TOLD]}
            self._ask(words % told)
        self._ask(_("Nothing of yours is saved yet. Save again to keep what stands here."))

    def _ask(self, words: str) -> None:
        """Nobody has made a mistake, but somebody has to decide."""
        self.add_error(None, ValidationError(words, code=QUESTION))  # type: ignore[attr-defined]


def _shows_saved(field: Any) -> None:
    """What was sent for it counts no more: the page shows what is saved."""
    field.bound_data = lambda _data, initial: initial


def watched(form_class: type) -> type:
    """`form_class`, watching."""
    if issubclass(form_class, Watching):
        return form_class
    return type(form_class.__name__, (Watching, form_class), {})


def loaded(forms: Iterable[Any]) -> str:
    """What the page of `forms` carries: how each field stood when it was loaded."""
    known: dict[str, str] = {}
    for form in forms:
        if form.is_bound and not getattr(form, "overtaken", False):
            sent = loaded_of(form.data)
            known |= {f.html_name: sent[f.html_name] for f in _visible(form) if f.html_name in sent}
        elif _is_saved(form):
            known |= {f.html_name: fingerprint(f.initial) for f in _visible(form)}
    return json.dumps(known, separators=(",", ":"))


def loaded_of(data: Any) -> dict[str, str]:
    """The fingerprints that were sent, by the names of the fields in the page."""
    try:
        known = json.loads(data.get(FIELD) or "{}")
    except ValueError:
        return {}
    return known if isinstance(known, dict) else {}


def fingerprint(value: Any) -> str:
    """The same for what stands in the database and for what a form makes of it."""
    plain = json.dumps(_plain(value))
    return salted_hmac("watching", plain, algorithm="sha256").hexdigest()[:12]


def in_words(field: BoundField) -> str:
    """The saved value as staff know it."""
    if isinstance(field.initial, bool):
        return _("yes") if field.initial else _("no")
    if isinstance(field.initial, datetime):
        return str(localize(localtime(field.initial)))
    if isinstance(field.initial, date):
        return str(localize(field.initial))
    value: Any = _plain(field.initial)
    chosen: list[str] = value if isinstance(value, list) else [value]
    names = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    return ", ".join(names.get(each) or each for each in chosen if each) or _("nothing")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="minutes")
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, Decimal):
        return str(value.normalize())
    if isinstance(value, str):
        return value.replace("\r\n", "\n").strip()
    if hasattr(value, "__iter__"):
        return sorted(str(_plain(each)) for each in value)
    return "" if value is None else str(value)


def _visible(form: Any) -> list[BoundField]:
    return [field for field in form if not field.is_hidden]


def _is_saved(form: Any) -> bool:
    instance = getattr(form, "instance", None)
    return instance is not None and not instance._state.adding


def _who_and_when(row: Model | None) -> str:
    entry = None
    if row is not None:
        kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
        entries = LogEntry.objects.filter(content_type=kind, object_id=str(row.pk))
        entry = entries.select_related("user").order_by("action_time").last()
    if entry is None:
        return _("This was changed in the meantime, in another tab or by a colleague.")
    when = date_format(localtime(entry.action_time), "TIME_FORMAT")
    return _("This was changed in the meantime, last by %(who)s at %(when)s.") % {
        "who": entry.user,
        "when": when,
    }

"""What was answered on the three pages in words, as the person and staff read it."""

from typing import Any

from django import forms

from programmes.profiles.forms.joining import PAGES
from programmes.profiles.forms.week_grid import WeekField
from programmes.profiles.models import Enrolment
from programmes.profiles.services.times import cells_in_words


def summarise(enrolment: Enrolment) -> list[tuple[Any, str]]:
    """Label and answer, page by page; what was left blank does not appear."""
    fields = (field for page in PAGES for field in page.form(enrolment=enrolment))
    facts = [(field.label, _words(field)) for field in fields]
    return [(label, words) for label, words in facts if words]


def _words(field: forms.BoundField) -> str:
    value = field.value()
    if isinstance(field.field, WeekField):
        return cells_in_words(value or ())
    names = {str(key): str(label) for key, label in getattr(field.field, "choices", ())}
    values = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(each), str(each)) for each in values if each not in ("", None))

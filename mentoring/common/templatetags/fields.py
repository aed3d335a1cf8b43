"""The fields of a form. Those of a blank one look the same for everybody: rendered once, kept.

What somebody has answered is never kept.
"""

from collections.abc import Hashable
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_form
from crispy_forms.utils import render_crispy_form
from django import template
from django.forms import BaseForm, BoundField
from django.utils.translation import get_language

register = template.Library()
KEPT_AT_MOST = 500
_kept: dict[Hashable, str] = {}


@register.simple_tag
def fields(form: BaseForm) -> str:
    """`form` as its crispy helper lays it out, or one field below the other."""
    if form.is_bound or any(field.value() for field in form.visible_fields()):
        return _render(form)
    key: Hashable = (_name(form), get_language(), *map(_look, form))
    if key not in _kept:
        if len(_kept) >= KEPT_AT_MOST:
            _kept.clear()
        _kept[key] = _render(form)
    return _kept[key]


def _name(form: BaseForm) -> str:
    return f"{type(form).__module__}.{type(form).__qualname__}"


def _render(form: Any) -> str:
    if hasattr(form, "helper"):
        return str(render_crispy_form(form))
    return str(as_crispy_form(form))


def _look(field: BoundField) -> Hashable:
    """All that a blank field shows and that may differ from form to form."""
    hidden = field.value() if field.is_hidden else None
    choices = getattr(field.field, "choices", ())
    return (
        field.html_name,
        hidden,
        str(field.label),
        str(field.help_text),
        field.field.required,
        *(_line(value, label) for value, label in choices),
    )


def _line(value: Any, label: Any) -> Hashable:
    behind = getattr(value, "instance", label)
    return str(value), str(label), str(getattr(behind, "hint", ""))

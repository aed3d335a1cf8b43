"""What is wrong with the forms of a page: on top, with links, and beside each field."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django import template
from django.contrib.admin.helpers import AdminForm, InlineAdminFormSet
from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet, BoundField, ChoiceField, Field, MultiWidget
from django.template import Context
from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from mentoring.common.forms import QUESTION

register = template.Library()


@dataclass(frozen=True)
class Problem:
    """A line of the summary; `target` is where its link leads, blank without one."""

    words: str
    target: str
    label: str = ""
    is_question: bool = False


@register.inclusion_tag("components/error_summary.html", takes_context=True)
def error_summary(context: Context, *, staff: bool = False) -> dict[str, Any]:
    """All that was refused on the page, whatever its forms are called in the context.

    What belongs to no form stands in the context as `refusal`.
    """
    refusal = context.get("refusal")
    found = [Problem(str(refusal), "")] if refusal else []
    found += [problem for form in _forms_in(context) for problem in _problems(form, staff=staff)]
    return {"problems": found, "only_asks": all(problem.is_question for problem in found)}


@register.filter
def problems(field: BoundField) -> list[str]:
    """The errors of a field in words that name it: "this field" says nothing among several."""
    return [_words(field, error) for error in _errors(field)]


def _forms_in(context: Context) -> list[BaseForm | BaseFormSet]:
    known: dict[int, BaseForm | BaseFormSet] = {}
    for value in context.flatten().values():
        known |= {id(form): form for form in _forms_of(value)}
    inner = {id(form) for each in known.values() if _is(each, BaseFormSet) for form in each}
    return [form for key, form in known.items() if key not in inner]


def _forms_of(value: Any) -> Iterator[BaseForm | BaseFormSet]:
    """The forms behind a value of the context; what is lazy stays asleep."""
    if _is(value, BaseForm, BaseFormSet):
        yield value
    elif _is(value, list, tuple):
        for each in value:
            yield from _forms_of(each)
    elif _is(value, AdminForm):
        yield value.form
    elif _is(value, InlineAdminFormSet):
        yield value.formset


def _is(value: Any, *kinds: type) -> bool:
    return issubclass(type(value), kinds)


def _problems(form: Any, *, staff: bool, row: str = "") -> Iterator[Problem]:
    if not form.is_bound:
        return
    if _is(form, BaseFormSet):
        yield from _problems_of_rows(form, staff=staff)
    elif form.errors:
        yield from _problems_of_all(form, row)
        for field in form:
            yield from (_problem(field, error, staff, row) for error in _errors(field))


def _problems_of_all(form: Any, row: str) -> Iterator[Problem]:
    """What is wrong with no field alone."""
    for error in form.non_field_errors().as_data():
        words = " ".join(map(str, error.messages))
        yield Problem(words, "", row, is_question=error.code == QUESTION)


def _problems_of_rows(rows: Any, *, staff: bool) -> Iterator[Problem]:
    yield from (Problem(str(error), "") for error in rows.non_form_errors())
    for number, form in enumerate(rows.forms, 1):
        yield from _problems(form, staff=staff, row=f"{_row_name(rows)} {number}")


def _problem(field: BoundField, error: ValidationError, staff: bool, row: str) -> Problem:  # noqa: FBT001 - private
    words = _words(field, error)
    label = str(field.label or "")
    named = "" if field.is_hidden or label in words else label
    return Problem(
        # A button in the words belongs to the form, which the summary stands outside of.
        unescape(strip_tags(words)) if hasattr(words, "__html__") else words,
        "" if field.is_hidden else _target(field, staff=staff),
        ", ".join(each for each in (row, named) if each),
        error.code == QUESTION,
    )


def _target(field: BoundField, *, staff: bool) -> str:
    if staff and _is(field.field.widget, MultiWidget):
        return f"{field.auto_id}_0"
    if staff:
        return str(field.id_for_label or field.auto_id)
    return f"div_{field.auto_id}"


def _row_name(formset: Any) -> str:
    model = getattr(formset, "model", None)
    return str(model._meta.verbose_name) if model else _("Row")


def _errors(field: BoundField) -> Iterable[ValidationError]:
    found: Iterable[ValidationError] = field.errors.as_data()
    return found


def _words(field: BoundField, error: ValidationError) -> str:
    said = str(next(iter(error)))
    if error.code != "required" or said != str(Field.default_error_messages["required"]):
        return said
    if _is(field.field, ChoiceField):
        return _("Please choose something for “%(field)s”.") % {"field": field.label}
    return _("Please fill in “%(field)s”.") % {"field": field.label}

"""What forms have in common: fields of many forms, and the look that those of staff share."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from mentoring.common import reasons
from mentoring.common.fields import AddressField

INPUT = " ".join(widgets.BASE_INPUT_CLASSES)
TEXT = {"class": INPUT}
CHOICES = {"class": "staff-choice"}
SELECT = {"class": "staff-select"}
# Of long lists, in the look of the admin site.
ADMIN_SELECT = {"class": " ".join(widgets.SELECT_CLASSES)}
# The code of an error that is a question, such as whether an address is meant as it was typed.
QUESTION = "question"


class FieldsOnly:
    """For a form whose page writes the tag and the token around it: crispy writes the fields."""

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper


class FieldsForm(FieldsOnly, forms.Form):
    """A form of its own fields; one about a model takes `FieldsOnly` before `ModelForm`."""


class AddressForm(FieldsForm):
    """An address to which a link is mailed."""

    email = AddressField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
    )


def reason_field(
    *, hint: str | Promise = "", most: int = reasons.LONGEST, rows: int = 3
) -> forms.CharField:
    """Why staff do something; `hint` says where it is kept, `most` how many characters it has."""
    return forms.CharField(
        label=_("Reason"),
        max_length=most,
        widget=text_area(rows),
        help_text=hint,
        error_messages={"required": reasons.MISSING},
    )


def free_text(
    label: str | Promise, *, most: int, hint: str | Promise = "", rows: int = 3
) -> forms.CharField:
    """Some sentences, if one likes; `most` is how many characters."""
    return forms.CharField(
        label=label,
        max_length=most,
        required=False,
        widget=forms.Textarea({"rows": rows}),
        help_text=hint,
    )


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": INPUT})


def day_input() -> forms.DateInput:
    return forms.DateInput(native("date"), format="%Y-%m-%d")


def time_input() -> forms.TimeInput:
    return forms.TimeInput(native("time", step=300), format="%H:%M")


def native(kind: str, **attrs: Any) -> dict[str, Any]:
    """The browser's own field for a day or a time: it works on a phone and without script."""
    return {"type": kind, "class": f"{INPUT} staff-native", **attrs}

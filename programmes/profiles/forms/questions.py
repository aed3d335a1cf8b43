"""Questions that are asked in the same words on the way in and on one's own pages."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from programmes.profiles.states import FirstContact, MeetingFormat, Part, SpokenLanguage


def languages_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Which languages do you speak well?"),
        choices=SpokenLanguage.choices,
        widget=forms.CheckboxSelectMultiple({"data-compact": ""}),
        error_messages={"required": _("Please choose at least one language.")},
    )


def meeting_format_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label=_("How would you like to meet?"),
        choices=MeetingFormat.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )


def phone_field(*, hint: str | Promise = "") -> forms.RegexField:
    return forms.RegexField(
        r"^[+\d][\d\s()/.-]{4,}$",
        label=_("Phone number"),
        max_length=40,
        required=False,
        widget=forms.TextInput({"autocomplete": "tel", "inputmode": "tel"}),
        help_text=hint,
        error_messages={"invalid": _("Please give a phone number such as 0171 2345678.")},
    )


def first_contacts(part: str) -> list[tuple[Any, Any]]:
    """The ways to be contacted first; only mentors have an office."""
    if part == Part.MENTOR:
        return list(FirstContact.choices)
    return [each for each in FirstContact.choices if each[0] != FirstContact.OFFICE]

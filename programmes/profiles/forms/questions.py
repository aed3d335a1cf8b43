"""Questions that are asked in the same words on the way in and on one's own pages."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import PhoneField
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


def phone_field(*, hint: str | Promise = "") -> PhoneField:
    return PhoneField(label=_("Phone number"), required=False, help_text=hint)


def first_contacts(part: str) -> list[tuple[Any, Any]]:
    """The ways to be contacted first; only mentors have an office."""
    if part == Part.MENTOR:
        return list(FirstContact.choices)
    return [each for each in FirstContact.choices if each[0] != FirstContact.OFFICE]

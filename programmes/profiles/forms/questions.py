"""Questions that are asked in the same words on the way in and on one's own pages."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import PhoneField
from programmes.cohorts.models import Programme
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


def name_function(field: forms.Field, programme: Programme) -> None:
    """The question what somebody does, in the programme's words."""
    field.label, field.help_text = programme.function_label, programme.function_hint


def affiliations(programme: Programme, present: str = "") -> list[tuple[str, Any]]:
    """What mentors of `programme` may belong to; `present` stays a choice when it left the list."""
    known = dict(programme.affiliations)
    if present:
        known.setdefault(present, present)
    return [("", _("None, or not given")), *known.items()]


def name_affiliation(fields: dict[str, Any], programme: Programme, present: str = "") -> None:
    """The question what mentors belong to; away where the programme does not ask it."""
    if "affiliation" not in fields:
        return
    if not programme.asks_affiliation:
        del fields["affiliation"]
        return
    fields["affiliation"].label = programme.affiliation_label
    fields["affiliation"].choices = affiliations(programme, present)


def first_contacts(part: str, programme: Programme) -> list[tuple[Any, Any]]:
    """The ways to be contacted first; only mentors have an office, and not in every programme."""
    if part == Part.MENTOR and programme.has_offices:
        return list(FirstContact.choices)
    return [each for each in FirstContact.choices if each[0] != FirstContact.OFFICE]

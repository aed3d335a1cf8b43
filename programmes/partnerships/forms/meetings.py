"""A meeting in half a minute: when, how, how long, who; everything is filled in as is usual."""

import uuid
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import FieldsForm, free_text
from programmes.partnerships.models import Partnership
from programmes.partnerships.models.meetings import MOST_MINUTES
from programmes.partnerships.services.meetings import Held
from programmes.partnerships.states import MeetingKind
from programmes.profiles.states import Part

USUAL_MINUTES = (15, 30, 45, 60, 90, 120)
USUAL_LENGTH = 60
MINUTES = _("%(count)s min")
COMPACT = {"data-compact": ""}


class MeetingForm(FieldsForm):
    """For somebody of the tandem; `reader` is their part."""

    held_on = forms.DateField(label=_("When?"), widget=forms.DateInput({"type": "date"}))
    kind = forms.ChoiceField(
        label=_("How?"), choices=MeetingKind.choices, widget=forms.RadioSelect(COMPACT)
    )
    minutes = forms.TypedChoiceField(
        label=_("How long?"),
        choices=[(minutes, MINUTES % {"count": minutes}) for minutes in USUAL_MINUTES],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect(COMPACT),
        error_messages={"required": _("Please say how long it was, roughly.")},
    )
    other_minutes = forms.IntegerField(
        label=_("Another length in minutes"),
        min_value=1,
        max_value=MOST_MINUTES,
        required=False,
        widget=forms.NumberInput({"inputmode": "numeric"}),
    )
    took_part = forms.MultipleChoiceField(
        label=_("Who was there?"),
        widget=forms.CheckboxSelectMultiple(COMPACT),
        error_messages={"required": _("Please choose who was there.")},
    )
    note = free_text(
        _("What was it about?"),
        most=1000,
        hint=_("A few words. Everybody in your tandem reads them; offices do not."),
    )
    form_id = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, partnership: Partnership, reader: str, today: date
    ) -> None:
        super().__init__(data, initial=_usual(reader, today))
        # What was typed goes before what was ticked.
        self.fields["minutes"].required = not (data and data.get("other_minutes"))
        self.fields["held_on"].widget.attrs["max"] = today.isoformat()
        self.fields["took_part"].choices = [
            (part, str(person)) for part, person in partnership.people.items()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["minutes"] = cleaned.pop("other_minutes", None) or cleaned.get("minutes")
        return cleaned

    def held(self) -> Held:
        data = self.cleaned_data
        return Held(
            held_on=data["held_on"],
            kind=data["kind"],
            minutes=data["minutes"],
            took_part=tuple(data["took_part"]),
            note=data.get("note", ""),
        )


class OfficeMeetingForm(MeetingForm):
    """The same for an office, which neither reads nor writes what it was about."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, reader=Part.MENTOR, **kwargs)
        del self.fields["note"]


def _usual(reader: str, today: date) -> dict[str, Any]:
    """What is true most of the time: today, an hour, the mentee and who logs it."""
    other = reader if reader != Part.MENTEE else Part.MENTOR
    return {
        "held_on": today.isoformat(),
        "kind": MeetingKind.IN_PERSON,
        "minutes": USUAL_LENGTH,
        "took_part": [Part.MENTEE, other],
        "form_id": uuid.uuid4(),
    }

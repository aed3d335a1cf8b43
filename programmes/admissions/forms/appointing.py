"""Staff book, move and offer times for somebody."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mentoring.common.clock import local_day
from mentoring.common.fields import PhoneField
from mentoring.common.forms import ADMIN_SELECT, CHOICES, INPUT, native
from mentoring.common.templatetags.moments import clock, long_day
from programmes.admissions.forms.decisions import ReasonForm
from programmes.admissions.models import Interviewer
from programmes.admissions.models.interviewers import InterviewerQuerySet
from programmes.admissions.services.slot_assignment import TAKEN
from programmes.admissions.services.slots import Slot
from programmes.admissions.services.time_requests import MOST_OFFERED
from programmes.admissions.states import Channel

LATEST = datetime(2200, 1, 1, tzinfo=UTC)


def moment_field(**more: Any) -> forms.SplitDateTimeField:
    """A day and a time in the programme's zone; times that a change of clocks skips are refused.

    So are those so late that the calendar ends before the interview does.
    """
    widget = forms.SplitDateTimeWidget(
        date_attrs=native("date", **{"aria-label": _("Day")}),
        time_attrs=native("time", step=300, **{"aria-label": _("Time")}),
        date_format="%Y-%m-%d",
        time_format="%H:%M",
    )
    validators = [MaxValueValidator(LATEST)]
    return forms.SplitDateTimeField(required=False, widget=widget, validators=validators, **more)


class PersonField(forms.ModelChoiceField):
    def __init__(self, **more: Any) -> None:
        select = forms.Select(ADMIN_SELECT)
        super().__init__(Interviewer.objects.none(), label=_("Interviewer"), widget=select, **more)


class AppointForm(ReasonForm):
    """A free slot of anybody, or any time of one person; `anyhow` is ticked after a warning."""

    interviewer = PersonField(required=False, empty_label=_("Anybody who is free"))
    slot = forms.TypedChoiceField(
        label=_("A free time"),
        required=False,
        empty_value=None,
        widget=forms.Select(ADMIN_SELECT),
        error_messages={"invalid_choice": TAKEN},
    )
    other = moment_field(
        label=_("Or another time"),
        help_text=_("Also outside the office hours. The interviewer must be chosen above."),
    )
    anyhow = forms.BooleanField(
        label=_("Book it all the same"),
        required=False,
        widget=forms.CheckboxInput({"class": "staff-choice"}),
    )
    field_order = ("interviewer", "slot", "other", "anyhow", "channel", "phone", "reason")

    def __init__(
        self, *args: Any, people: InterviewerQuerySet, slots: Iterable[Slot], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewer"].queryset = people
        names = {person.pk: str(person) for person in people.select_related("user")}
        self.free = {slot.starts_at for slot in slots}
        self.fields["slot"].choices = [("", "–"), *_by_day(slots, names)]
        self.fields["slot"].coerce = datetime.fromisoformat
        if not (self.is_bound and self.data.get("other_0")):
            del self.fields["anyhow"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        slot, other = data.get("slot"), data.get("other")
        if slot and other:
            self.add_error("other", _("Please choose either a free time or another one."))
        elif not slot and not other and not self.errors:
            self.add_error("slot", _("Please choose a time first."))
        elif other and "interviewer" not in self.errors and not data.get("interviewer"):
            self.add_error("interviewer", _("Please choose who takes the interview."))
        elif other and other not in self.free and not data.get("anyhow"):
            self.add_error(
                "other",
                _("This time lies outside the free times. Tick below if it is meant to be."),
            )
        return data

    @property
    def chosen(self) -> dict[str, Any]:
        """What the services ask for."""
        data = self.cleaned_data
        return {
            "starts_at": data.get("slot") or data["other"],
            "only": data["interviewer"].pk if data.get("interviewer") else None,
            "anyhow": bool(data.get("anyhow")),
            "note": data["reason"],
        }


class AppointNewForm(AppointForm):
    """A booking also needs a way to talk."""

    channel = forms.ChoiceField(
        label=_("How will they talk?"),
        choices=Channel.choices,
        initial=Channel.VIDEO,
        widget=forms.RadioSelect(CHOICES),
    )
    phone = PhoneField(
        label=_("Phone number, for a call"),
        required=False,
        widget=forms.TextInput({"class": INPUT, "type": "tel"}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        called = data.get("channel") == Channel.PHONE and "phone" not in self.errors
        if called and not data.get("phone"):
            self.add_error("phone", _("Please give the number that is to be called."))
        return data

    @property
    def chosen(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            **super().chosen,
            "channel": Channel(data["channel"]),
            "phone": data.get("phone", ""),
        }


class OfferForm(forms.Form):
    """Up to five times of one interviewer."""

    interviewer = PersonField(empty_label=None)
    first, second, third, fourth, fifth = (
        moment_field(label=label)
        for label in (
            _("First time"),
            _("Second time"),
            _("Third time"),
            _("Fourth time"),
            _("Fifth time"),
        )
    )
    TIMES = ("first", "second", "third", "fourth", "fifth")[:MOST_OFFERED]

    def __init__(self, *args: Any, people: InterviewerQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interviewer"].queryset = people

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.starts and not any(name in self.errors for name in self.TIMES):
            self.add_error("first", _("Please give at least one time."))
        return data

    @property
    def starts(self) -> list[datetime]:
        times = (self.cleaned_data.get(name) for name in self.TIMES)
        return [starts_at for starts_at in times if starts_at]

    def blame(self, starts_at: datetime, message: str) -> None:
        """Put `message` beside the time it is about."""
        field = next(name for name in self.TIMES if self.cleaned_data.get(name) == starts_at)
        self.add_error(field, message)


def _by_day(slots: Iterable[Slot], names: dict[int, str]) -> list[Any]:
    """Options in groups, each with its day, its time and who is free then."""
    days = groupby(slots, key=lambda slot: local_day(slot.starts_at))
    return [
        (
            f"{long_day(day)} {date_format(day, 'Y')}",
            [(slot.starts_at.isoformat(), _line(slot, names)) for slot in times],
        )
        for day, times in days
    ]


def _line(slot: Slot, names: dict[int, str]) -> str:
    free = ", ".join(names[pk] for pk in slot.interviewers if pk in names)
    return f"{clock(slot.starts_at, settings.TIME_ZONE)} · {free}"

"""What interviewers fill in about when and how they can be booked."""

import re
from datetime import time
from typing import Any, ClassVar

from django import forms
from django.db.models import TextChoices
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from mentoring.accounts.models import User
from mentoring.common.forms import ADMIN_SELECT, CHOICES, INPUT, TEXT, day_input, time_input
from mentoring.common.watching import Watching
from mentoring.common.zones import SUGGESTS, ZoneField
from programmes.admissions.models import Interviewer
from programmes.admissions.states import Channel
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from programmes.scheduling.models.availability import END_OF_DAY


class Repeat(TextChoices):
    WEEKLY = "weekly", _("Every week")
    ONCE = "once", _("Only this day")


def number() -> forms.NumberInput:
    return forms.NumberInput(TEXT)


class InterviewerForm(Watching, forms.ModelForm):
    """How somebody can be booked; who offers a way to talk says where it leads."""

    video_link = forms.URLField(
        label=_("Video room"),
        help_text=_("The same link goes to everybody who books a video call."),
        assume_scheme="https",
        required=False,
        widget=forms.URLInput(TEXT),
    )
    channels = forms.MultipleChoiceField(
        label=_("Ways to talk"),
        choices=Channel.choices,
        widget=forms.CheckboxSelectMultiple(CHOICES),
        error_messages={"required": _("Please choose at least one way to talk.")},
    )

    class Meta:
        model = Interviewer
        fields = (
            "is_bookable",
            "channels",
            "video_link",
            "address",
            "buffer_before_minutes",
            "buffer_minutes",
            "most_a_day",
            "notice_hours",
            "horizon_days",
            "holidays_off",
            "region",
        )
        widgets: ClassVar = {
            "is_bookable": widgets.UnfoldBooleanSwitchWidget,
            "holidays_off": widgets.UnfoldBooleanSwitchWidget,
            "address": forms.TextInput(TEXT),
            "region": forms.Select(ADMIN_SELECT),
            **{
                name: number()
                for name in (
                    "buffer_before_minutes",
                    "buffer_minutes",
                    "most_a_day",
                    "notice_hours",
                    "horizon_days",
                )
            },
        }
        help_texts: ClassVar = {
            "address": _("Where the talk takes place, if you also meet people on site."),
            "most_a_day": _("Leave it empty for no limit."),
            "notice_hours": _("Nobody can book later than this before the interview."),
            "holidays_off": _("Nobody can book on public holidays, except in extra hours."),
        }

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = {
            Channel.VIDEO: ("video_link", _("Please give the link of your video room.")),
            Channel.ADDRESS: ("address", _("Please give the address where you meet people.")),
        }
        for channel, (name, message) in wanted.items():
            if (
                channel in data.get("channels", ())
                and name not in self.errors
                and not data.get(name)
            ):
                self.add_error(name, message)
        return data


class EndField(forms.TimeField):
    """The end of hours; 0:00, 24:00 and 23:59 are the end of the day."""

    widget = time_input()
    midnight = re.compile(r"(?:0?0|24)(?:[:.]00){0,2}|23[:.]59(?:[:.]\d\d)?")

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str) and self.midnight.fullmatch(value.strip()):
            return END_OF_DAY
        return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        # A field of the browser knows no 24:00.
        return time() if value == END_OF_DAY else value


class BlockForm(forms.Form):
    """Hours on a day of the week, or on this one day only."""

    starts = forms.TimeField(label=_("From"), widget=time_input())
    ends = EndField(label=_("Until"))
    repeat = forms.ChoiceField(
        label=_("When?"), choices=Repeat.choices, widget=forms.RadioSelect(CHOICES)
    )
    # What stood there when the form was shown.
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, only_once: bool = False, removes: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name in ("starts", "ends"):
            self.fields[name].required = not removes
        if only_once:
            self.initial["repeat"] = Repeat.ONCE
            self.fields["repeat"] = forms.ChoiceField(
                choices=[(Repeat.ONCE.value, Repeat.ONCE.label)],
                widget=forms.HiddenInput,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("starts") and data.get("ends") and data["ends"] <= data["starts"]:
            self.add_error("ends", _("“Until” must be later than “from”."))
        return data


class DaysOffForm(forms.ModelForm):
    """Whole days off."""

    class Meta:
        model = AvailabilityException
        fields = ("first_day", "last_day", "reason")
        widgets: ClassVar = {
            "first_day": day_input(),
            "last_day": day_input(),
            "reason": forms.TextInput(TEXT),
        }
        help_texts: ClassVar = {
            "reason": _("Only you and the managers of the programme see it."),
        }


class RuleForm(forms.ModelForm):
    ends = EndField(label=_("Until"))
    zone = ZoneField(label=_("Time zone of"), widget=forms.TextInput(SUGGESTS | {"class": INPUT}))

    class Meta:
        model = AvailabilityRule
        fields = ("weekday", "starts", "ends", "zone")
        widgets: ClassVar = {
            "weekday": forms.Select(ADMIN_SELECT),
            "starts": time_input(),
        }


class ExceptionForm(forms.ModelForm):
    ends = EndField(label=_("Until"), required=False)

    class Meta:
        model = AvailabilityException
        fields = ("kind", "first_day", "last_day", "starts", "ends", "reason")
        widgets: ClassVar = {
            "kind": forms.Select(ADMIN_SELECT),
            "first_day": day_input(),
            "last_day": day_input(),
            "starts": time_input(),
            "reason": forms.TextInput(TEXT),
        }


_rows = {"extra": 1, "max_num": 60, "validate_max": True, "can_delete": True}
RuleFormSet = inlineformset_factory(User, AvailabilityRule, form=RuleForm, fk_name="user", **_rows)
ExceptionFormSet = inlineformset_factory(
    User, AvailabilityException, form=ExceptionForm, fk_name="user", **_rows
)

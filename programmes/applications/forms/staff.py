"""What staff fill in: hours, and the look that their fields share."""

from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from mentoring.accounts.models import User
from programmes.applications.models import Interviewer
from programmes.profiles.models import AvailabilityException, AvailabilityRule

INPUT = " ".join(widgets.BASE_INPUT_CLASSES)
CHOICES = {"class": "staff-choice"}


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": INPUT})


def native(kind: str, **attrs: Any) -> dict[str, Any]:
    """The browser's own field for a day or a time: it works on a phone and without script."""
    return {"type": kind, "class": f"{INPUT} staff-native", **attrs}


class InterviewerForm(forms.ModelForm):
    video_link = forms.URLField(
        label=_("Video room"),
        help_text=_("The same link goes to everybody who books a video call."),
        assume_scheme="https",
        required=False,
        widget=forms.URLInput({"class": INPUT}),
    )

    class Meta:
        model = Interviewer
        fields = ("is_bookable", "video_link", "buffer_minutes", "notice_hours", "horizon_days")
        widgets: ClassVar = {
            "is_bookable": widgets.UnfoldBooleanSwitchWidget,
            "buffer_minutes": forms.NumberInput({"class": INPUT}),
            "notice_hours": forms.NumberInput({"class": INPUT}),
            "horizon_days": forms.NumberInput({"class": INPUT}),
        }
        help_texts: ClassVar = {
            "notice_hours": _("Nobody can book later than this before the interview."),
        }


class RuleForm(forms.ModelForm):
    class Meta:
        model = AvailabilityRule
        fields = ("weekday", "starts", "ends", "zone")
        widgets: ClassVar = {
            "weekday": forms.Select({"class": " ".join(widgets.SELECT_CLASSES)}),
            "starts": forms.TimeInput(native("time", step=300), format="%H:%M"),
            "ends": forms.TimeInput(native("time", step=300), format="%H:%M"),
            "zone": forms.TextInput({"class": INPUT, "list": "zones", "autocomplete": "off"}),
        }


class DayOffForm(forms.ModelForm):
    class Meta:
        model = AvailabilityException
        fields = ("first_day", "last_day", "reason")
        widgets: ClassVar = {
            "first_day": forms.DateInput(native("date"), format="%Y-%m-%d"),
            "last_day": forms.DateInput(native("date"), format="%Y-%m-%d"),
            "reason": forms.TextInput({"class": INPUT}),
        }


_rows = {"extra": 1, "max_num": 40, "validate_max": True, "can_delete": True}
RuleFormSet = inlineformset_factory(User, AvailabilityRule, form=RuleForm, fk_name="user", **_rows)
DayOffFormSet = inlineformset_factory(
    User, AvailabilityException, form=DayOffForm, fk_name="user", **_rows
)

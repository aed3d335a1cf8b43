"""What staff fill in: hours, and the interviewer's sheet."""

from typing import Any, ClassVar

from django import forms
from django.forms import inlineformset_factory
from django.utils.translation import gettext_lazy as _
from unfold import widgets

from mentoring.accounts.models import User
from programmes.applications.models import Interview, Interviewer, InterviewSheet
from programmes.applications.states import Motivation, Recommendation
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


class SheetForm(forms.ModelForm):
    """The sheet may be saved with gaps at any time; `complete` is asked for at the end."""

    motivation = forms.TypedChoiceField(
        label=_("Motivation"),
        choices=Motivation.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(CHOICES),
    )
    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect(CHOICES),
    )

    class Meta:
        model = InterviewSheet
        fields = ("notes", "needs", "motivation", "motivation_reason", "recommendation")
        widgets: ClassVar = {
            "notes": text_area(10),
            "needs": forms.CheckboxSelectMultiple(CHOICES),
            "motivation_reason": text_area(3),
        }
        labels: ClassVar = {
            "notes": _("Notes"),
            "needs": _("What support is needed?"),
            "motivation_reason": _("What makes you think so?"),
        }
        help_texts: ClassVar = {
            "notes": _("Only you and the managers of the programme read this."),
            "needs": _("Ticked is what the applicant named. Change it as you find out more."),
        }

    def __init__(
        self, interview: Interview, *args: Any, complete: bool = False, **kwargs: Any
    ) -> None:
        self.complete = complete
        sheet = InterviewSheet.objects.filter(interview=interview).first()
        named = {} if sheet else {"needs": list(interview.application.needs.all())}
        kwargs["initial"] = named | (kwargs.get("initial") or {})
        super().__init__(*args, instance=sheet, **kwargs)
        self.fields["needs"].queryset = interview.application.cohort.supportneeds.all()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = {
            "motivation": _("Please choose how you saw the motivation."),
            "motivation_reason": _("Please write a sentence about it."),
            "recommendation": _("Please choose what you recommend."),
        }
        for name, message in wanted.items():
            if self.complete and name not in self.errors and not data.get(name):
                self.add_error(name, message)
        return data

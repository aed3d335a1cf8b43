"""Choosing a time for the interview, or saying when one could come instead."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import PhoneField
from mentoring.common.forms import FieldsOnly
from mentoring.common.zones import ZoneField
from programmes.admissions.models import TimeRequest
from programmes.admissions.states import Channel
from programmes.profiles.states import PartOfWeek

# The largest id that the database knows.
MOST = 2**31 - 1


class ZoneForm(forms.Form):
    """In which zone times are shown; anything unknown falls back to the usual one."""

    zone = ZoneField(required=False)

    def chosen(self, usual: str = settings.TIME_ZONE) -> str:
        return (self.is_valid() and self.cleaned_data["zone"]) or usual


class PersonForm(forms.Form):
    """With whom somebody would like to talk; anything unknown means anybody."""

    who = forms.IntegerField(required=False, min_value=1, max_value=MOST)

    def chosen(self) -> int | None:
        return self.cleaned_data["who"] if self.is_valid() else None


class SlotForm(forms.Form):
    """A chosen slot; whether it is free is for the service to say."""

    slot = forms.CharField(
        label=_("Time"),
        max_length=40,
        error_messages={"required": _("Please choose a time first.")},
    )
    zone = ZoneField(widget=forms.HiddenInput)
    # With whom; anybody if it is blank.
    who = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def clean_slot(self) -> datetime:
        try:
            chosen = datetime.fromisoformat(self.cleaned_data["slot"])
            if chosen.tzinfo is not None:
                return chosen.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(_("Please choose one of the times shown."))


class BookingForm(SlotForm):
    channel = forms.ChoiceField(label=_("How would you like to talk?"), choices=Channel.choices)
    phone = PhoneField(label=_("Phone number"), required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("channel") == Channel.PHONE
            and not data.get("phone")
            and "phone" not in self.errors
        ):
            self.add_error("phone", _("Please tell us the number that we may call."))
        return data


class TimeRequestForm(FieldsOnly, forms.ModelForm):
    """When none of the free times suits."""

    times = forms.MultipleChoiceField(
        label=_("When do you have time?"),
        choices=PartOfWeek.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    zone = ZoneField(
        label=_("A city in your time zone"), help_text=_("In which you mean these times.")
    )

    class Meta:
        model = TimeRequest
        fields = ("times", "text", "zone")
        labels: ClassVar = {"text": _("In your own words")}
        help_texts: ClassVar = {
            "text": _("For example: “From Monday on always after 6 pm, not on 3 June.”"),
        }
        widgets: ClassVar = {
            "text": forms.Textarea({"rows": 3, "maxlength": 500}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # One of the two is needed: to call both optional would be wrong.
        self.fields["times"].one_of_several = self.fields["text"].one_of_several = True

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not data.get("times") and not data.get("text") and "text" not in self.errors:
            self.add_error("times", _("Please tick when you have time, or write it in a sentence."))
        return data

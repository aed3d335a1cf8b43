"""Choosing a time for the interview."""

from datetime import UTC, datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from programmes.applications.states import Place
from programmes.profiles.models.availability import validate_zone


class ZoneForm(forms.Form):
    """In which zone times are shown; anything unknown falls back to the programme's own."""

    zone = forms.CharField(max_length=64, required=False, validators=[validate_zone])

    def chosen(self) -> str:
        return (self.is_valid() and self.cleaned_data["zone"]) or settings.TIME_ZONE


class SlotForm(forms.Form):
    """A chosen slot; whether it is free is for the service to say."""

    slot = forms.CharField(
        max_length=40, error_messages={"required": _("Please choose a time first.")}
    )
    zone = forms.CharField(max_length=64, validators=[validate_zone])

    def clean_slot(self) -> datetime:
        try:
            chosen = datetime.fromisoformat(self.cleaned_data["slot"])
            if chosen.tzinfo is not None:
                return chosen.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        raise ValidationError(_("Please choose one of the times shown."))


class BookingForm(SlotForm):
    place = forms.ChoiceField(choices=Place.choices)
    phone = forms.RegexField(
        r"^[0-9+()/ .-]{6,40}$",
        required=False,
        error_messages={"invalid": _("Please give a phone number such as 0171 2345678.")},
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if (
            data.get("place") == Place.PHONE
            and not data.get("phone")
            and "phone" not in self.errors
        ):
            self.add_error("phone", _("Please tell us the number that we may call."))
        return data

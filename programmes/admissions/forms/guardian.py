"""A parent's consent."""

from django import forms
from django.utils.translation import gettext_lazy as _


class GuardianConsentForm(forms.Form):
    agrees = forms.BooleanField(
        label=_("I am a parent or guardian and agree that my child takes part."),
        error_messages={"required": _("Please tick the box if you agree.")},
    )

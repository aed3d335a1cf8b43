"""What staff fill in when they decide: the reason for colleagues, and the words of the mail."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import INPUT, reason_field, text_area


class ReasonForm(forms.Form):
    """Why something was done; it stays in the history, for staff."""

    reason = reason_field(hint=_("Stays internal. It goes into the history of the application."))


class DecisionForm(ReasonForm):
    """A reason, and the mail's own words; greeting, button and links are not in them."""

    subject = forms.CharField(
        label=_("Subject of the mail"),
        max_length=200,
        widget=forms.TextInput({"class": INPUT}),
        error_messages={"required": _("A mail needs a subject.")},
    )
    text = forms.CharField(
        label=_("Text of the mail"),
        max_length=5000,
        widget=text_area(12),
        help_text=_(
            "Change it as you like. Greeting, button and links are added to it, as you see in the"
            " preview."
        ),
        error_messages={"required": _("A mail needs a text.")},
    )

"""What somebody says to a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.choices import Choice
from mentoring.common.forms import free_text
from programmes.partnerships.states import Reply

YES = Choice(_("Yes, gladly"), _("As soon as everybody has said yes, you get all contact data."))
NO = Choice(_("No, this does not suit me"), _("That is all right. We keep looking."))


class ReasonForm(forms.Form):
    """Why not: asked kindly, never required, and for staff only."""

    reason = free_text(
        _("Would you like to tell us why not?"),
        most=1000,
        hint=_("Only if you like. Only we read it, nobody else learns of it."),
    )


class AnswerForm(ReasonForm):
    reply = forms.ChoiceField(
        label=_("Your answer"),
        choices=[(Reply.YES, YES), (Reply.NO, NO)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    field_order = ("reply", "reason")

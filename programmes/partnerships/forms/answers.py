"""What somebody says to a proposal."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import CHOICES, free_text, text_area
from programmes.partnerships.states import Reply


class ReasonForm(forms.Form):
    """Why not: asked kindly, never required, and for staff only."""

    reason = free_text(
        _("Would you like to tell us why not?"),
        most=1000,
        hint=_("Only if you like. Only we read it, nobody else learns of it."),
    )


class AnswerForm(ReasonForm):
    """The button that was pressed says which; a reason belongs to a no."""

    reply = forms.ChoiceField(choices=Reply.choices)
    field_order = ("reply", "reason")


class PhoneAnswerForm(forms.Form):
    """What somebody told staff on the phone."""

    reply = forms.ChoiceField(
        label=_("What did they say?"),
        choices=((Reply.YES, _("Yes, gladly")), (Reply.NO, _("No, not this time"))),
        widget=forms.RadioSelect(CHOICES),
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("If no: why?"),
        max_length=1000,
        required=False,
        widget=text_area(2),
        help_text=_("Only the team of the programme reads it."),
    )

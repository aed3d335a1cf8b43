"""An answer on behalf of a mentor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import FieldsForm
from programmes.partnerships.states import Reply


class OfficeAnswerForm(FieldsForm):
    reply = forms.ChoiceField(
        label=_("What does the mentor say?"),
        choices=((Reply.YES, _("Yes, gladly")), (Reply.NO, _("No, not this time"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = forms.CharField(
        label=_("If no: why?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Only the team of the programme reads it."),
    )

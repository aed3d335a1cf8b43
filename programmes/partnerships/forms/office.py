"""An answer on behalf of a mentor."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import FieldsForm, free_text
from programmes.partnerships.states import Reply


class OfficeAnswerForm(FieldsForm):
    reply = forms.ChoiceField(
        label=_("What does the mentor say?"),
        choices=((Reply.YES, _("Yes, gladly")), (Reply.NO, _("No, not this time"))),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")},
    )
    reason = free_text(
        _("If no: why?"), most=1000, hint=_("Only the team of the programme reads it.")
    )

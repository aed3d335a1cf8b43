"""An answer on behalf of a mentor."""

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from programmes.partnerships.states import Reply


class OfficeAnswerForm(forms.Form):
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

    @cached_property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        return helper

"""The name of a saved view."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import INPUT
from mentoring.common.text import one_line


class ViewForm(forms.Form):
    name = forms.CharField(
        label=_("Name of the view"),
        max_length=60,
        widget=forms.TextInput({"class": INPUT, "autocomplete": "off"}),
        error_messages={"required": _("Please give the view a name.")},
    )

    def clean_name(self) -> str:
        return one_line(self.cleaned_data["name"])

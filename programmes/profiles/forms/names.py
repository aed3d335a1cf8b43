"""A person's name as they give it, and all that it takes to come forward."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.text import one_line


class PlainNames:
    """For a form with a person's names: they stand on one line, wherever they were copied from."""

    cleaned_data: dict[str, Any]

    def clean_given_name(self) -> str:
        return one_line(self.cleaned_data["given_name"])

    def clean_family_name(self) -> str:
        return one_line(self.cleaned_data["family_name"])


class NameForm(PlainNames, forms.Form):
    given_name = forms.CharField(
        label=_("First name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = forms.CharField(
        label=_("Last name"),
        max_length=80,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )


class InterestForm(NameForm):
    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        help_text=_("We mail you a link with which you go on."),
    )

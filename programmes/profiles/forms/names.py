"""A person's name as they give it, and all that it takes to come forward."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import AddressField, NameField, PlainNames
from mentoring.common.text import NAME_LENGTH


class NameForm(PlainNames, forms.Form):
    given_name = NameField(
        label=_("First name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )
    family_name = NameField(
        label=_("Last name"),
        max_length=NAME_LENGTH,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )


class InterestForm(NameForm):
    email = AddressField(
        label=_("E-mail address"),
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        help_text=_("We mail you a link with which you go on."),
    )

"""Whom a mentor lets in for the office, and for how long."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.choices import Choice
from mentoring.common.fields import AddressField, LineField
from mentoring.common.forms import FieldsForm
from mentoring.common.text import FULL_NAME_LENGTH
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Delegate
from programmes.profiles.states import Scope

MAY = (
    (
        Scope.CALENDAR.value,
        Choice(
            Scope.CALENDAR.label, _("Day, kind and length, and who took part. Always included.")
        ),
    ),
    (Scope.LOG.value, Choice(Scope.LOG.label, _("It is shown who logged a meeting."))),
    (Scope.ANSWER.value, Choice(Scope.ANSWER.label, _("Say yes or no to a proposal for you."))),
)
AT_LEAST = timedelta(days=90)


class GrantForm(FieldsForm):
    """What somebody of the office may do, and until when."""

    scopes = forms.MultipleChoiceField(
        label=_("What may this person do?"),
        choices=MAY,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one thing the office may do.")},
    )
    expires_on = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Then the access ends by itself. You can end it earlier at any time."),
    )

    @classmethod
    def of(cls, delegate: Delegate, data: Any = None) -> "GrantForm":
        initial = {"scopes": delegate.scopes, "expires_on": delegate.expires_on}
        return cls(data, initial=initial)


class InviteForm(GrantForm):
    """A named person: no shared mailboxes of unknown readers."""

    name = LineField(label=_("First and last name"), max_length=FULL_NAME_LENGTH)
    email = AddressField(
        label=_("E-mail address"),
        help_text=_("We write who gave us the address, what for, and how to object."),
        widget=forms.EmailInput({"inputmode": "email", "autocomplete": "off"}),
    )
    field_order = ("name", "email", "scopes", "expires_on")

    @classmethod
    def for_cohort(cls, cohort: Cohort, today: date, data: Any = None) -> "InviteForm":
        """Until the year ends, unless that is soon."""
        until = max(cohort.ends_on, today + AT_LEAST)
        initial = {"scopes": [Scope.CALENDAR, Scope.LOG], "expires_on": until}
        return cls(data, initial=initial)

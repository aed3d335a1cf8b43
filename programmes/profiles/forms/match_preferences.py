"""Naming somebody whom one would like to be matched with, or not."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.fields import LineField
from mentoring.common.forms import FieldsForm
from mentoring.common.text import FULL_NAME_LENGTH
from programmes.profiles.models import Profile
from programmes.profiles.services import match_preferences
from programmes.profiles.states import WishKind

KINDS = (
    (WishKind.PREFERRED.value, _("I would like to be matched with this person")),
    (WishKind.EXCLUDED.value, _("I do not want to be matched with this person")),
)


class MentorField(forms.ModelChoiceField):
    """Name, function and affiliation: what is public about a mentor, and nothing else."""

    def label_from_instance(self, mentor: Any) -> str:
        known = (str(mentor), mentor.function, mentor.affiliation_title)
        return ", ".join(each for each in known if each)


class WishForm(FieldsForm):
    """A mentee chooses from a list; everybody else types a name."""

    kind = forms.ChoiceField(
        label=_("Your wish"),
        choices=KINDS,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one.")},
    )

    def __init__(self, data: Any = None, *, profile: Profile) -> None:
        super().__init__(data)
        self.fields["person"] = _list(profile) if match_preferences.chooses(profile) else _line()
        self.order_fields(["person", "kind"])


def _list(profile: Profile) -> forms.Field:
    return MentorField(
        match_preferences.choosable(profile),
        label=_("Mentor"),
        empty_label=_("Please choose"),
        error_messages={"required": _("Please choose somebody.")},
    )


def _line() -> forms.Field:
    return LineField(
        label=_("Name or e-mail address"),
        max_length=FULL_NAME_LENGTH,
        help_text=_("For example: Amina Haddad. We see whether the person takes part."),
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Please give a name.")},
    )

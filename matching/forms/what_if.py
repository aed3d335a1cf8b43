"""What is asked of a what-if."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.services import criteria
from matching.services.pool.candidates import Pool
from matching.services.rules import RULES
from mentoring.common.forms import INPUT, SELECT
from programmes.profiles.models.profiles import MOST_CAPACITY

WEIGHT = "weight_"
MOST_POINTS = 1000
NUMBER = {"class": f"{INPUT} staff-native"}
LIST = SELECT | {"size": 6}


class WhatIfForm(forms.Form):
    """One field for the points of each rule that counts; places of one mentor; who is left out."""

    mentor = forms.ChoiceField(label=_("Other places for"), required=False)
    places = forms.IntegerField(
        label=_("So many places"),
        required=False,
        min_value=0,
        max_value=MOST_CAPACITY,
        widget=forms.NumberInput(NUMBER),
    )
    left_out = forms.MultipleChoiceField(
        label=_("Leave out"),
        help_text=_("Several: hold Ctrl or Cmd while you choose."),
        required=False,
        widget=forms.SelectMultiple(LIST),
    )

    def __init__(self, data: Any = None, *, table: Mapping[str, Any], pool: Pool) -> None:
        super().__init__(data)
        settings = criteria.settings_of(table)
        self._points = {known.key: settings[known.key] for known in RULES}
        for known in RULES:
            if self._points[known.key].counts:
                self.fields[WEIGHT + known.key] = forms.IntegerField(
                    label=known.label,
                    min_value=-MOST_POINTS,
                    max_value=MOST_POINTS,
                    initial=self._points[known.key].points,
                    widget=forms.NumberInput(NUMBER),
                )
        sides = pool.problem.mentors.ids, pool.problem.mentees.ids
        mentors, mentees = (
            [
                (one, pool.people[one].name)
                for one in sorted(side, key=lambda one: pool.people[one].sort_name)
            ]
            for side in sides
        )
        self.fields["mentor"].choices = [("", _("nobody")), *mentors]
        self.fields["mentor"].widget.attrs |= SELECT
        self.fields["left_out"].choices = [(_("Mentees"), mentees), (_("Mentors"), mentors)]

    @property
    def weights(self) -> list[Any]:
        """The fields of the rules."""
        return [self[name] for name in self.fields if name.startswith(WEIGHT)]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if bool(given.get("mentor")) != (given.get("places") is not None):
            self.add_error(
                "places", _("Please choose a mentor and a number of places, or neither.")
            )
        if not self.errors and not any(self.asked.values()):
            self.add_error(None, _("Please change something: a weight, places, or who takes part."))
        return given

    @property
    def asked(self) -> dict[str, Any]:
        """What differs from the draft, as a run remembers it."""
        given = self.cleaned_data
        weights = {
            key: given[WEIGHT + key]
            for key, setting in self._points.items()
            if WEIGHT + key in given and given[WEIGHT + key] != setting.points
        }
        places = {given["mentor"]: given["places"]} if given.get("mentor") else {}
        return {"weights": weights, "capacities": places, "left_out": given.get("left_out", [])}

"""What counts in a cohort's matching, rule by rule."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.models import CohortCriteria
from matching.services.criteria import Settings, settings_of, table_of
from matching.services.rules import MOST_POINTS, RULES, Known, Mode, Setting, Table
from matching.states import Objective
from mentoring.common.forms import CHOICES, INPUT, SELECT

NUMBER = {"class": f"{INPUT} staff-native", "inputmode": "numeric"}


class CriteriaForm(forms.Form):
    """A mode, points and perhaps a further number for each known rule."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    objective = forms.ChoiceField(
        label=_("What the plan aims at"),
        choices=Objective.choices,
        widget=forms.RadioSelect(CHOICES),
    )
    jointly = forms.BooleanField(
        label=_("Choose co-mentors together with mentors"),
        help_text=_("Otherwise each mentor's standing co-mentor comes along while there is room."),
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        criteria: CohortCriteria,
        settings: Settings | None = None,
        **more: Any,
    ) -> None:
        first = {
            "version": criteria.version,
            "objective": criteria.objective,
            "jointly": criteria.jointly,
        }
        super().__init__(data, initial=first, **more)
        # What an untouched form shows.
        self.shown = settings or settings_of(criteria.table)
        for rule in RULES:
            self._add(rule, self.shown.get(rule.key, Setting(points=rule.usual_points)))

    def _add(self, rule: Known, setting: Setting) -> None:
        self.fields[f"{rule.key}_mode"] = forms.ChoiceField(
            label=rule.label,
            choices=[(mode.value, mode.label) for mode in rule.modes],
            initial=setting.mode,
            widget=forms.Select(SELECT),
            help_text=rule.help,
        )
        self.fields[f"{rule.key}_points"] = forms.IntegerField(
            label=_("points"),
            min_value=1,
            max_value=MOST_POINTS,
            initial=setting.points or rule.usual_points,
            required=False,
            widget=forms.NumberInput(NUMBER),
        )
        if rule.number:
            self.fields[f"{rule.key}_number"] = forms.IntegerField(
                label=rule.number.label,
                min_value=rule.number.least,
                max_value=rule.number.most,
                initial=setting.number or rule.number.usual,
                required=False,
                widget=forms.NumberInput(NUMBER),
            )

    def rows(self) -> Iterator[dict[str, Any]]:
        """The bound fields of each rule."""
        for rule in RULES:
            parts = ("mode", "points", "number") if rule.number else ("mode", "points")
            fields = {part: self[f"{rule.key}_{part}"] for part in parts}
            yield {"rule": rule, "number": None, **fields, "fields": list(fields.values())}

    def clean(self) -> dict[str, Any]:
        """What counts needs its points, and what needs a further number that one."""
        for rule in RULES:
            mode = self.cleaned_data.get(f"{rule.key}_mode")
            counts = mode in {Mode.COUNTS, Mode.BOTH}
            measured = rule.is_measured and mode in {Mode.REQUIRED, Mode.BOTH}
            for part, needed in (
                ("points", counts),
                ("number", rule.number is not None and (counts or measured)),
            ):
                name = f"{rule.key}_{part}"
                if needed and name not in self.errors and self.cleaned_data.get(name) is None:
                    self.add_error(name, _("Please give a number, or let the rule not count."))
        return self.cleaned_data

    @property
    def settings(self) -> dict[str, Setting]:
        """What was chosen; of a valid form."""
        given = self.cleaned_data
        return {
            rule.key: Setting(
                given[f"{rule.key}_mode"],
                given.get(f"{rule.key}_points") or rule.usual_points,
                given.get(f"{rule.key}_number") or (rule.number.usual if rule.number else 0),
            )
            for rule in RULES
        }

    @property
    def table(self) -> Table:
        """The same for the engine."""
        return table_of(self.settings)

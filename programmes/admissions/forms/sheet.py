"""What the interviewer writes down."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import CHOICES, text_area
from mentoring.common.text import same_endings
from programmes.admissions.models import Interview, InterviewSheet
from programmes.admissions.states import Motivation, Recommendation

TEXTS = ("notes", "motivation_reason")


class SheetForm(forms.ModelForm):
    """The sheet may be saved with gaps at any time; `complete` is asked for at the end."""

    motivation = forms.TypedChoiceField(
        label=_("Motivation"),
        choices=Motivation.choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(CHOICES),
    )
    recommendation = forms.ChoiceField(
        label=_("Recommendation"),
        choices=Recommendation.choices,
        required=False,
        widget=forms.RadioSelect(CHOICES),
    )

    # The version that was written in: see `sheets.note`.
    version = forms.IntegerField(
        required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput
    )

    class Meta:
        model = InterviewSheet
        fields = ("notes", "needs", "motivation", "motivation_reason", "recommendation")
        widgets: ClassVar = {
            "notes": text_area(10),
            "needs": forms.CheckboxSelectMultiple(CHOICES),
            "motivation_reason": text_area(3),
        }
        labels: ClassVar = {
            "notes": _("Notes"),
            "needs": _("What support is needed?"),
            "motivation_reason": _("What makes you think so?"),
        }
        help_texts: ClassVar = {
            "notes": _("Only you and the managers of the programme read this."),
            "needs": _("Ticked is what the applicant named. Change it as you find out more."),
        }

    def __init__(
        self, interview: Interview, *args: Any, complete: bool = False, **kwargs: Any
    ) -> None:
        self.complete = complete
        sheet = InterviewSheet.objects.filter(interview=interview).first()
        named = {} if sheet else {"needs": list(interview.application.needs.all())}
        version = {"version": sheet.version if sheet else 0}
        kwargs["initial"] = named | version | (kwargs.get("initial") or {})
        super().__init__(*args, instance=sheet, **kwargs)
        self.fields["needs"].queryset = interview.application.cohort.supportneeds.all()

    @property
    def seen(self) -> int:
        return self.cleaned_data["version"] or 0

    @property
    def values(self) -> dict[str, Any]:
        """What the interviewer wrote."""
        written = {name: self.cleaned_data[name] for name in self.Meta.fields}
        texts = {name: same_endings(written[name]) for name in TEXTS}
        return written | texts

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        wanted = {
            "motivation": _("Please choose how you saw the motivation."),
            "motivation_reason": _("Please write a sentence about it."),
            "recommendation": _("Please choose what you recommend."),
        }
        for name, message in wanted.items():
            if self.complete and name not in self.errors and not data.get(name):
                self.add_error(name, message)
        return data


def put_together(mine: Mapping[str, Any], newer: InterviewSheet) -> dict[str, Any]:
    """Both sheets in one: all that was written, all needs; what was ticked in mine counts."""
    texts = {name: _both(getattr(newer, name), mine.get(name, "")) for name in TEXTS}
    needs = {str(need.pk) for need in newer.needs.all()} | {str(pk) for pk in mine["needs"]}
    ticked = {
        name: mine.get(name) or getattr(newer, name) for name in ("motivation", "recommendation")
    }
    return {**texts, **ticked, "needs": sorted(needs), "version": newer.version}


def _both(newer: str, mine: str) -> str:
    """One below the other, and once where one holds the other."""
    newer, mine = newer.strip(), same_endings(mine).strip()
    if newer in mine:
        return mine
    return newer if mine in newer else f"{newer}\n\n{mine}"

"""What staff type about a cohort, checked in plain words."""

from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, CharField, ModelForm, MultipleChoiceField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from mentoring.common.clock import local_day
from mentoring.common.forms import TEXT, day_input, native
from programmes.cohorts.models import Cohort, ExtraQuestion, Programme
from programmes.cohorts.models.cohorts import DRAFT_DAYS, REFUSED_DAYS
from programmes.cohorts.models.questions import WITH_CHOICES
from programmes.cohorts.services.copying import a_year_later, next_name
from programmes.cohorts.states import FormLanguage, OptionalQuestion

BOUNDS = {
    "drafts_kept_days": DRAFT_DAYS,
    "refused_kept_days": REFUSED_DAYS,
    "decision_days": (1, 90),
}


class CohortForm(ModelForm):
    form_languages = MultipleChoiceField(
        label=_("Languages of the form"),
        choices=FormLanguage.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("Who reads another language gets the form in the one it has."),
        error_messages={"required": _("Please choose at least one language.")},
    )
    left_out = MultipleChoiceField(
        label=_("Questions that are left out"),
        choices=OptionalQuestion.choices,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        required=False,
        help_text=_("What is ticked here does not appear on the form."),
    )

    class Meta:
        model = Cohort
        # Which fields there are, the admin says.
        fields: tuple[str, ...] = ()
        help_texts: ClassVar = {
            "tone": _("How the pages and mails speak to applicants."),
            "mentor_tone": _("How pages and mails speak to mentors, co-mentors and their offices."),
            "certificate_months": _(
                "Counted from the day on which it was issued. Staff get a task 60 days before."
            ),
            "welcome_de": _("Stands above the first page of the form."),
            "thanks_de": _("Stands on the page after sending."),
            "decision_days": _("Applicants read when they can expect an answer."),
            "drafts_kept_days": _("Between 7 and 30 days after the last answer."),
            "refused_kept_days": _("From 30 days to half a year (183 days) after the decision."),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BOUNDS.keys() & self.fields.keys():
            least, most = BOUNDS[name]
            words = _("Please choose between %(least)d and %(most)d days.")
            told = words % {"least": least, "most": most}
            messages = dict.fromkeys(("min_value", "max_value", "invalid"), told)
            self.fields[name].error_messages |= messages
            for validator in self.fields[name].validators:
                validator.message = told


class CopyForm(forms.Form):
    """How a copy is called and when it takes place."""

    name = forms.CharField(label=_("Name"), max_length=60, widget=forms.TextInput(TEXT))
    opens_at = forms.DateTimeField(
        label=_("Applications from"), widget=forms.DateTimeInput(native("datetime-local"))
    )
    closes_at = forms.DateTimeField(
        label=_("Applications until"), widget=forms.DateTimeInput(native("datetime-local"))
    )
    starts_on = forms.DateField(label=_("Start"), widget=day_input())
    ends_on = forms.DateField(label=_("End"), widget=day_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("opens_at", "closes_at"):
            self.fields[name].widget.format = "%Y-%m-%dT%H:%M"

    @staticmethod
    def proposal(cohort: Cohort) -> dict[str, Any]:
        """The next name, and all dates a year later, at the same time of day."""
        window = {
            name: _local_year_later(getattr(cohort, name)) for name in ("opens_at", "closes_at")
        }
        days = {name: a_year_later(getattr(cohort, name)) for name in ("starts_on", "ends_on")}
        return {"name": next_name(cohort.name)} | window | days

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        pairs = (
            ("opens_at", "closes_at", _("The window must close after it opens.")),
            ("starts_on", "ends_on", _("The cohort must end after it starts.")),
        )
        for first, last, refusal in pairs:
            if first in cleaned and last in cleaned and cleaned[last] <= cleaned[first]:
                self.add_error(last, refusal)
        return cleaned


def _local_year_later(moment: datetime) -> datetime:
    day = a_year_later(local_day(moment))
    return timezone.make_aware(datetime.combine(day, timezone.localtime(moment).time()))


class LinesField(CharField):
    """A list that is typed one entry a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        usual = {"required": False, "widget": UnfoldAdminTextareaWidget({"rows": 4})}
        super().__init__(*args, **usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        lines = [line.strip() for line in str(value or "").splitlines()]
        return [line for line in lines if line]

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(data) != (initial or []))

    def clean(self, value: Any) -> Any:
        lines = self.to_python(value)
        if any(len(line) > 80 for line in lines):  # noqa: PLR2004 - as long as the column
            raise ValidationError(_("Please keep each line to 80 characters."))
        if len(set(lines)) != len(lines):
            raise ValidationError(_("One choice stands here twice."))
        return lines


class ProgrammeForm(ModelForm):
    affiliations_de = LinesField(label=_("Names to choose from (German)"))
    affiliations_en = LinesField(label=_("Names to choose from (English)"))

    class Meta:
        model = Programme
        # Which fields there are, the admin says.
        fields: tuple[str, ...] = ()
        help_texts: ClassVar = {
            "mentors_are_de": _(
                "A sentence or two for the public page, invitations and parents. For example: Our"
                " mentors are master craftspeople from the region."
            ),
            "function_label_de": _("Blank: “Profession or task”."),
            "function_hint_de": _("Stands below the field."),
            "affiliation_label_de": _(
                "What mentors stand for in public, such as a company or an association. Blank:"
                " nobody is asked."
            ),
            "affiliations_de": _("One name a line. Mentors choose one of them."),
            "affiliations_en": _("In the same order as the German ones."),
            "affiliation_wish_de": _(
                "Mentees may wish for a mentor from some of them; a cohort can leave it out."
            ),
            "affiliation_nearest_de": _(
                "A voluntary question to applicants, for statistics only. Blank: it is not asked."
            ),
            "partner_source_de": _("One of the ways to hear of the programme."),
        }


class ExtraQuestionForm(ModelForm):
    """What somebody has answered stays the question that they answered."""

    choices_de = LinesField(label=_("Choices (German)"), help_text=_("One choice a line."))
    choices_en = LinesField(
        label=_("Choices (English)"), help_text=_("In the same order as the German ones.")
    )

    class Meta:
        model = ExtraQuestion
        fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("kind") not in WITH_CHOICES:
            cleaned["choices_de"], cleaned["choices_en"] = [], []
        if self.instance.pk and self._changes_meaning(cleaned) and is_used(self.instance):
            raise ValidationError(
                _(
                    "Somebody has answered this question already. Please leave its words and its"
                    " choices as they are, or stop asking it and add a new one."
                )
            )
        return cleaned

    def _changes_meaning(self, cleaned: dict[str, Any]) -> bool:
        """A further choice changes nothing of what was answered."""
        before = ExtraQuestion.objects.get(pk=self.instance.pk)
        gone = set(before.choices_de) - set(cleaned.get("choices_de", ()))
        return bool(gone) or any(
            cleaned.get(name) != getattr(before, name) for name in ("kind", "title_de")
        )


class KeepingFormSet(BaseInlineFormSet):
    """What somebody has chosen or answered already stays: removing it would change that."""

    refusal: ClassVar = _("Somebody has chosen this already: %s")

    def clean(self) -> None:
        super().clean()
        used = [form.instance for form in self.deleted_forms if is_used(form.instance)]
        if used:
            raise ValidationError(self.refusal % ", ".join(map(str, used)))


class AnsweredFormSet(KeepingFormSet):
    refusal: ClassVar = _("Somebody has answered this already; you can stop asking it: %s")


def is_used(row: Any) -> bool:
    """Whether any form, profile or answer names the row; who points here, higher apps know."""
    relations = (each for each in row._meta.related_objects if not each.hidden)
    return any(getattr(row, each.get_accessor_name()).exists() for each in relations)

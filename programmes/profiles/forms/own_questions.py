"""Questions of a cohort's own as fields, in the same words for applicants and mentors."""

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.cohorts.models import Cohort, ExtraQuestion
from programmes.cohorts.states import AskedOf, QuestionKind

NOT_SAID = ("", _("No answer"))
# How long an answer in words may be.
SHORT, LONG = 200, 2000


def asked_of_mentors(cohort: Cohort) -> list[ExtraQuestion]:
    """Those that stand on the mentors' form, in their order."""
    questions = ExtraQuestion.objects.filter(cohort=cohort, is_asked=True)
    return list(questions.exclude(asked_of=AskedOf.APPLICANTS))


def name_of(question: ExtraQuestion) -> str:
    """What the field is called."""
    return f"extra_{question.pk}"


def choices_of(question: ExtraQuestion, chosen: Collection[str] = ()) -> list[tuple[str, str]]:
    """The German words and how they are shown; what was chosen stays, taken off the list or not."""
    english = (get_language() or "de").startswith("en") and question.choices_en
    pairs = list(zip(question.choices_de, english or question.choices_de, strict=True))
    gone = set(chosen) - set(question.choices_de)
    return [*pairs, *((word, word) for word in sorted(gone))]


def field_of(question: ExtraQuestion, chosen: Collection[str] = ()) -> forms.Field:
    """The field for an answer; `chosen` was chosen before."""
    shared: dict[str, Any] = {
        "label": question.title,
        "help_text": question.hint,
        "required": question.is_required,
    }
    if question.kind == QuestionKind.SEVERAL:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(
            choices=choices_of(question, chosen), widget=boxes, **shared
        )
    if question.kind == QuestionKind.ONE:
        rest: Iterable[tuple[str, Any]] = () if question.is_required else (NOT_SAID,)
        choices = [*choices_of(question, chosen), *rest]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    if question.kind == QuestionKind.LONG:
        return forms.CharField(max_length=LONG, widget=forms.Textarea({"rows": 4}), **shared)
    return forms.CharField(max_length=SHORT, **shared)

"""The page with the questions that a cohort asks on top of the usual ones."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from programmes.applications.forms.steps import StepForm
from programmes.applications.models import Application, ExtraAnswer
from programmes.applications.services import extra_answers
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import QuestionKind

NOT_SAID = ("", _("No answer"))


class ExtraForm(StepForm):
    """One field a question; what must be answered is demanded when the application is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {a.question_id: a for a in self.instance.extra_answers.all()}
        self.questions = extra_answers.asked(self.instance.cohort)
        for question in self.questions:
            answer = self.answers.get(question.pk)
            self.fields[name_of(question)] = _field(question, answer)
            self.initial[name_of(question)] = _initial(question, answer)

    @classmethod
    def is_lacking(cls, application: Application) -> bool:
        asked = extra_answers.asked(application.cohort)
        required = {question.pk for question in asked if question.is_required}
        if not required:
            return False
        return bool(required - {a.question_id for a in application.extra_answers.all() if str(a)})

    def keep(self, *, now: datetime) -> None:
        values = {q: self.cleaned_data[name_of(q)] for q in self.questions}
        extra_answers.keep(self.instance, values, now=now)


def name_of(question: ExtraQuestion) -> str:
    return f"extra_{question.pk}"


def in_words(answer: ExtraAnswer) -> str:
    """The answer for its reader: choices in the reader's language where they have one."""
    if answer.text:
        return answer.text
    words = dict(_choices(answer.question, answer))
    return ", ".join(words[word] for word in answer.chosen)


def _choices(question: ExtraQuestion, answer: ExtraAnswer | None) -> list[tuple[str, str]]:
    """The German words and how they are shown; what was chosen stays, taken off the list or not."""
    english = (get_language() or "de").startswith("en") and question.choices_en
    pairs = list(zip(question.choices_de, english or question.choices_de, strict=True))
    gone = set(answer.chosen if answer else ()) - set(question.choices_de)
    return [*pairs, *((word, word) for word in sorted(gone))]


def _initial(question: ExtraQuestion, answer: ExtraAnswer | None) -> Any:
    if answer is None:
        return [] if question.kind == QuestionKind.SEVERAL else ""
    if question.kind == QuestionKind.SEVERAL:
        return answer.chosen
    return answer.chosen[0] if answer.chosen else answer.text


def _field(question: ExtraQuestion, answer: ExtraAnswer | None) -> forms.Field:
    shared: dict[str, Any] = {
        "label": question.title,
        "help_text": question.hint,
        "required": question.is_required,
    }
    if question.kind == QuestionKind.SEVERAL:
        boxes = forms.CheckboxSelectMultiple
        return forms.MultipleChoiceField(choices=_choices(question, answer), widget=boxes, **shared)
    if question.kind == QuestionKind.ONE:
        rest: Iterable[tuple[str, Any]] = () if question.is_required else (NOT_SAID,)
        choices = [*_choices(question, answer), *rest]
        return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **shared)
    if question.kind == QuestionKind.LONG:
        area = forms.Textarea({"rows": 4})
        return forms.CharField(max_length=extra_answers.LONG, widget=area, **shared)
    return forms.CharField(max_length=extra_answers.SHORT, **shared)

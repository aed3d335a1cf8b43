"""The page with the questions that a cohort asks on top of the usual ones."""

from datetime import datetime
from typing import Any

from programmes.applications.forms.steps import StepForm
from programmes.applications.models import Application, ExtraAnswer
from programmes.applications.services import extra_answers
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import QuestionKind
from programmes.profiles.forms.own_questions import choices_of, field_of, name_of


class ExtraForm(StepForm):
    """One field a question; what must be answered is demanded when the application is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers = {a.question_id: a for a in self.instance.extra_answers.all()}
        self.questions = extra_answers.asked(self.instance.cohort)
        for question in self.questions:
            answer = self.answers.get(question.pk)
            chosen = answer.chosen if answer else ()
            self.fields[name_of(question)] = field_of(question, chosen)
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


def in_words(answer: ExtraAnswer) -> str:
    """The answer for its reader: choices in the reader's language where they have one."""
    if answer.text:
        return answer.text
    words = dict(choices_of(answer.question, answer.chosen))
    return ", ".join(words[word] for word in answer.chosen)


def _initial(question: ExtraQuestion, answer: ExtraAnswer | None) -> Any:
    if answer is None:
        return [] if question.kind == QuestionKind.SEVERAL else ""
    if question.kind == QuestionKind.SEVERAL:
        return answer.chosen
    return answer.chosen[0] if answer.chosen else answer.text

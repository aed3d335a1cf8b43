"""Answers to a cohort's own questions, as columns of lists that staff take along."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from mentoring.common.exports import Column
from mentoring.common.spreadsheets.writing import Cell
from programmes.applications.forms.extra import in_words
from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import ExtraQuestion
from programmes.cohorts.states import AskedOf


def own_questions(rows: QuerySet[Any], *, by: str, of: str = "pk") -> list[Column]:
    """A column for each question of the cohorts of `rows`; what reads alike stands in one.

    An answer belongs to a row whose `of` is the answer's `by`.
    """
    asked: dict[str, list[ExtraQuestion]] = {}
    questions = ExtraQuestion.objects.filter(cohort__in=rows.order_by().values("cohort"))
    for question in questions.exclude(asked_of=AskedOf.MENTORS):
        asked.setdefault(question.title, []).append(question)
    return [
        _column(number, title, questions, by, of)
        for number, (title, questions) in enumerate(asked.items())
    ]


def _column(number: int, title: str, questions: list[ExtraQuestion], by: str, of: str) -> Column:
    known = {question.pk: question for question in questions}
    answers = ExtraAnswer.objects.filter(question__in=list(known), **{by: OuterRef(of)})
    said = JSONObject(question="question", text="text", chosen="chosen")

    def words(value: dict[str, Any] | None) -> Cell:
        if value is None:
            return ""
        question = known[value["question"]]
        return in_words(ExtraAnswer(question=question, text=value["text"], chosen=value["chosen"]))

    return Column(
        f"own_question_{number}", title, words, value=Subquery(answers.values(said=said)[:1])
    )


def of_applicants(profiles: QuerySet[Any]) -> list[Column]:
    """What the people of `profiles` have answered when they applied."""
    return own_questions(profiles, by="application__subject", of="subject")

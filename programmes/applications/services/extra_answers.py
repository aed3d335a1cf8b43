"""Answers to the questions that a cohort asks on top of the usual ones."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from programmes.applications.models import Application, ExtraAnswer
from programmes.applications.services import applications
from programmes.cohorts.models import Cohort, ExtraQuestion
from programmes.cohorts.models.questions import WITH_CHOICES
from programmes.cohorts.states import AskedOf


def asked(cohort: Cohort) -> list[ExtraQuestion]:
    """The questions that stand on the application form, in their order."""
    # Each page of the form asks several times; a cohort in memory lives no longer than the page.
    known: list[ExtraQuestion] | None = cohort.__dict__.get("_asked")
    if known is None:
        questions = ExtraQuestion.objects.filter(cohort=cohort, is_asked=True)
        questions = questions.exclude(asked_of=AskedOf.MENTORS)
        known = cohort.__dict__["_asked"] = list(questions)
    return known


@transaction.atomic
def keep(
    application: Application,
    values: Mapping[ExtraQuestion, str | list[str]],
    *,
    now: datetime,
) -> None:
    """Save the answers of a draft; a blank one is none. Choices are kept in German words.

    `values` map a question to a text, or to the list of what was chosen.

    Raises:
        TransitionError: the application is sent ("sent").
    """
    applications.answer(application, {}, now=now)
    for question, value in values.items():
        if not value:
            ExtraAnswer.objects.filter(application=application, question=question).delete()
            continue
        ExtraAnswer.objects.update_or_create(
            application=application, question=question, defaults=_columns(question, value)
        )


def _columns(question: ExtraQuestion, value: str | list[str]) -> dict[str, object]:
    chosen = [value] if isinstance(value, str) else value
    if question.kind in WITH_CHOICES:
        return {"text": "", "chosen": chosen}
    return {"text": value, "chosen": []}

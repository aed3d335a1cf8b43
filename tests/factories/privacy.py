"""Persons without names, their consents and their answers."""

from datetime import UTC, datetime
from typing import Any

from mentoring.common.actors import Actor
from mentoring.privacy.models import Consent, Subject
from mentoring.privacy.services import answers, consents, subjects
from mentoring.privacy.states import Channel, Purpose, Question
from programmes.cohorts.models import Programme
from tests.factories.cohorts import POLITICS

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
APPLICANT = Actor.holder("applicant")
BACKGROUND = {Question.MIGRATION_HISTORY: "parents", Question.MONEY: "often"}
WISH = {Question.AFFILIATION_WISH: ["SPD", "Grüne"]}


def make_subject(now: datetime = NOW) -> Subject:
    return subjects.create(now=now)


def give_consent(subject: Subject, purpose: str = Purpose.OUTREACH, **changes: Any) -> Consent:
    how = {"language": "de-informal", "channel": Channel.FORM, "now": NOW, "by": APPLICANT}
    return consents.give(subject=subject, purpose=purpose, **how | changes)


def withdraw_consent(subject: Subject, purpose: str = Purpose.OUTREACH) -> Consent | None:
    return consents.withdraw(
        subject=subject, purpose=purpose, channel=Channel.LINK, now=NOW, by=APPLICANT
    )


def give_answers(
    subject: Subject, purpose: str = Purpose.OUTREACH, values: dict[Any, Any] | None = None
) -> Consent:
    """Consent to `purpose` and answer its questions."""
    usual = WISH if purpose == Purpose.MATCHING else BACKGROUND
    consent = give_consent(subject, purpose)
    answers.record(
        subject=subject,
        purpose=purpose,
        answers=usual if values is None else values,
        programme=Programme(**POLITICS),
        consent=consent,
        now=NOW,
        by=APPLICANT,
    )
    return consent

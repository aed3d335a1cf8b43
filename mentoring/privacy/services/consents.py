"""Giving and withdrawing consent: each act is a row, what holds is the newest one."""

from datetime import datetime

from django.db import transaction

from mentoring.common.actors import Actor
from mentoring.privacy.models import Consent, ConsentText, Subject, VoluntaryAnswer
from mentoring.privacy.services import subjects, texts
from mentoring.privacy.states import ConsentKind


@transaction.atomic
def give(
    *, subject: Subject, purpose: str, language: str, channel: str, now: datetime, by: Actor
) -> Consent:
    """Agree to the newest text of `purpose`; agreeing to the same text again adds nothing.

    Raises:
        DomainError: the person has been erased ("erased").
        RuntimeError: the text was changed after somebody had agreed to it.
    """
    subjects.lock(subject)
    text = texts.keep(texts.current(purpose, language))
    newest: Consent | None = Consent.objects.of(subject, purpose).first()
    if newest and newest.kind == ConsentKind.GIVEN and newest.text_id == text.pk:
        return newest
    return _write(ConsentKind.GIVEN, text, subject=subject, channel=channel, now=now, by=by)


@transaction.atomic
def withdraw(
    *, subject: Subject, purpose: str, channel: str, now: datetime, by: Actor
) -> Consent | None:
    """Withdraw and delete what rested on it; nothing happens where no consent holds.

    Returns what holds from now on: a withdrawal, or None where nobody ever agreed.

    Raises:
        DomainError: the person has been erased ("erased").
    """
    subjects.lock(subject)
    newest: Consent | None = Consent.objects.of(subject, purpose).first()
    VoluntaryAnswer.objects.filter(subject=subject, purpose=purpose).delete()
    if newest is None or newest.kind == ConsentKind.WITHDRAWN:
        return newest
    kind = ConsentKind.WITHDRAWN
    return _write(kind, newest.text, subject=subject, channel=channel, now=now, by=by)


def holds(subject: Subject, purpose: str) -> bool:
    """Whether the person has agreed, and has not taken it back since."""
    newest: Consent | None = Consent.objects.of(subject, purpose).first()
    return newest is not None and newest.kind == ConsentKind.GIVEN


def _write(
    kind: ConsentKind,
    text: ConsentText,
    *,
    subject: Subject,
    channel: str,
    now: datetime,
    by: Actor,
) -> Consent:
    return Consent.objects.create(
        subject=subject,
        kind=kind,
        text=text,
        purpose=text.purpose,
        version=text.version,
        language=text.language,
        sha256=text.sha256,
        channel=channel,
        at=now,
        **Consent.columns(by),
    )

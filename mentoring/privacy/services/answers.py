"""The only door to voluntary answers: writing rests on a consent, reading leaves a log row."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common import personal_data
from mentoring.common.actors import Actor, ActorKind
from mentoring.common.errors import DomainError
from mentoring.privacy.models import AccessLog, Consent, Subject, VoluntaryAnswer
from mentoring.privacy.policies import can_read_answers
from mentoring.privacy.services import consents, questions, subjects, texts
from mentoring.privacy.states import STAFF_REASONS, Channel, Purpose, Reason
from programmes.cohorts.models import Programme

Value = str | list[str]


@transaction.atomic
def submit(
    *,
    subject: Subject,
    purpose: str,
    answers: Mapping[str, Value],
    agreed: bool,
    shown: str,
    programme: Programme | None = None,
    channel: str = Channel.FORM,
    now: datetime,
    by: Actor,
) -> None:
    """What a page with voluntary questions and a box for consent means when it is sent.

    `answers` map questions to what was chosen: one value, or a list where several may be.
    `shown` is the hash of the text beside the box, `programme` the one whose own questions were
    among them. No tick withdraws what held before; a tick
    without an answer keeps nothing, not even the consent.

    Raises:
        ConflictError: the text beside the box is no longer the newest ("text_changed").
        DomainError: an answer that the page does not offer ("question", "value"), or the person
            has been erased ("erased").
    """
    answers = _given(answers)
    if not agreed:
        consents.withdraw(subject=subject, purpose=purpose, channel=channel, now=now, by=by)
    elif answers:
        language = texts.shown(purpose, shown).language
        consent = consents.give(
            subject=subject, purpose=purpose, language=language, channel=channel, now=now, by=by
        )
        record(
            subject=subject,
            purpose=purpose,
            answers=answers,
            consent=consent,
            programme=programme,
            now=now,
            by=by,
        )
    else:
        VoluntaryAnswer.objects.filter(subject=subject, purpose=purpose).delete()


@transaction.atomic
def record(
    *,
    subject: Subject,
    purpose: str,
    answers: Mapping[str, Value],
    consent: Consent,
    programme: Programme | None = None,
    now: datetime,
    by: Actor,
) -> None:
    """Keep `answers` as all that is known for `purpose`; a blank answer is no answer.

    Raises:
        DomainError: the question serves another purpose ("question"), the value is not on its list
            ("value"), `consent` does not hold ("no_consent"), or the person is erased ("erased").
    """
    answers = _given(answers)
    _check(purpose, programme, answers)
    subjects.lock(subject)
    if (consent.subject_id, consent.purpose) != (subject.pk, purpose) or not consents.holds(
        subject, purpose
    ):
        raise DomainError(_("We may only keep these answers if you agree."), code="no_consent")
    known = VoluntaryAnswer.objects.filter(subject=subject, purpose=purpose)
    known.exclude(question__in=answers).delete()
    for question, value in answers.items():
        VoluntaryAnswer.objects.update_or_create(
            subject=subject,
            question=question,
            defaults={
                "value": value,
                "purpose": purpose,
                "consent": consent,
                "answered_at": now,
            },
        )


@transaction.atomic
def read(
    *,
    subject: Subject,
    purpose: str,
    programme: Programme,
    by: Actor,
    reason: Reason,
    now: datetime,
) -> dict[str, Value]:
    """One person's answers for a manager of the programme the person belongs to, by question.

    Empty where nothing was answered; the read is logged all the same.

    Raises:
        PermissionDenied: `by` manages another programme, the person belongs to another, or staff
            do not read such answers for this reason.
    """
    _allow(by, programme, purpose, reason)
    if subject.pk not in personal_data.subjects_in(programme, [subject.pk]):
        raise PermissionDenied
    _log(by, purpose=purpose, reason=reason, programme=programme, subject=subject, at=now)
    return _answers(purpose, [subject.pk]).get(subject.pk, {})


@transaction.atomic
def read_for_matching(
    *,
    subject_ids: Iterable[uuid.UUID],
    programme: Programme,
    occasion: uuid.UUID,
    by: Actor,
    now: datetime,
) -> dict[uuid.UUID, dict[str, Value]]:
    """The wishes of all persons of a matching run, with one log row that says how many.

    `occasion` is the run: whoever reads again for the same run, as a board does at each move,
    stands in the log already.

    Answers by person, then by question; who has answered nothing is missing.

    Raises:
        PermissionDenied: `by` does not manage the programme.
    """
    _allow(by, programme, Purpose.MATCHING, Reason.MATCHING)
    ids = personal_data.subjects_in(programme, subject_ids)
    if not AccessLog.objects.filter(occasion=occasion, **AccessLog.columns(by)).exists():
        _log_once(by, occasion=occasion, programme=programme, count=len(ids), at=now)
    return _answers(Purpose.MATCHING, ids)


def _log_once(by: Actor, **fields: Any) -> None:
    """Two requests may come here at once: the second row is not written."""
    row = AccessLog(
        purpose=Purpose.MATCHING, reason=Reason.MATCHING, **AccessLog.columns(by), **fields
    )
    AccessLog.objects.bulk_create([row], ignore_conflicts=True)


@transaction.atomic
def own_answers(*, subject: Subject, purpose: str, by: Actor, now: datetime) -> dict[str, Value]:
    """A person's answers for that very person, by question; a read is logged if there are any.

    The caller has checked that `by` is the person.
    """
    own = _answers(purpose, [subject.pk]).get(subject.pk, {})
    if own:
        # The operator's commands act for a person who asked.
        reason = Reason.REQUEST if by.kind == ActorKind.SYSTEM else Reason.OWN
        _log(by, purpose=purpose, reason=reason, subject=subject, at=now)
    return own


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {question: value for question, value in answers.items() if value}


def _check(purpose: str, programme: Programme | None, answers: Mapping[str, Value]) -> None:
    asked = {each.question.value: each for each in questions.asked(purpose, programme)}
    for question, value in answers.items():
        if question not in asked:
            raise DomainError(_("This question is not part of the form."), code="question")
        if isinstance(value, list) != asked[question].is_multiple:
            raise DomainError(_("Please choose from the list."), code="value")
        chosen = value if isinstance(value, list) else [value]
        if not set(chosen) <= {str(choice) for choice, _label in asked[question].choices}:
            raise DomainError(_("Please choose from the list."), code="value")


def _allow(by: Actor, programme: Programme, purpose: str, reason: Reason) -> None:
    if by.user is None or not can_read_answers(by.user, programme):
        raise PermissionDenied
    if reason not in STAFF_REASONS[purpose]:
        raise PermissionDenied


def _log(by: Actor, **fields: Any) -> None:
    AccessLog.objects.create(**AccessLog.columns(by), **fields)


def _answers(purpose: str, subject_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, dict[str, Value]]:
    found: dict[uuid.UUID, dict[str, Value]] = {}
    rows = VoluntaryAnswer.objects.filter(subject__in=subject_ids, purpose=purpose)
    for row in rows.order_by("pk"):
        found.setdefault(row.subject_id, {})[row.question] = row.value
    return found

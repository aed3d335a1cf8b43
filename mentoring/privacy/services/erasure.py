"""Erasing a person: all declared rows and every trace of them, in one transaction."""

import uuid
from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import Model, Q
from django.db.models.functions import Lower

from mentoring.common.actors import Actor
from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Erasure, Subject
from mentoring.privacy.services import holdings
from mentoring.privacy.services.holdings import Holding


@transaction.atomic
def erase(subject: Subject, *, by: Actor, now: datetime) -> Erasure:
    """Erase `subject`; again is allowed and finds what has come since, or nothing.

    What proves something and names nobody stays: consents, reads, the erasure itself.
    """
    locked = Subject.objects.lock(subject.pk)
    found = holdings.collect(locked.pk)
    _erase_traces(locked.pk, found)
    for holding in found:
        if not holding.entry.kept:
            holding.entry.erase(holding.rows)
    locked.erased_at = locked.erased_at or now
    locked.save(update_fields=["erased_at"])
    return Erasure.objects.create(subject=locked, at=now, **Erasure.columns(by))


@transaction.atomic
def forget(row: Any, *, now: datetime) -> None:
    """Delete `row`, which has a `subject`; erase the person too if that was all we had of them."""
    subject = Subject.objects.lock(row.subject_id)
    found = holdings.collect(subject.pk)
    if not _known_otherwise(row, found):
        erase(subject, by=Actor.system(), now=now)
        return
    row.delete()
    left = {holding.entry.model: holding.ids for holding in holdings.collect(subject.pk)}
    gone = [Holding(old.entry, old.ids - left.get(old.entry.model, frozenset())) for old in found]
    _erase_pointers([holding for holding in gone if holding.ids])


def _known_otherwise(row: Model, found: list[Holding]) -> bool:
    """Whether another row, such as a profile, belongs to the same subject."""
    for holding in found:
        own = {row.pk} if isinstance(row, holding.entry.model) else set()
        if not holding.entry.kept and _has_subject(holding.entry.model) and holding.ids - own:
            return True
    return False


def _has_subject(model: type[Model]) -> bool:
    """Answers do not count: they are about the person, but no reason to know them."""
    if model._meta.app_label == Subject._meta.app_label:
        return False
    return any(field.related_model is Subject for field in model._meta.concrete_fields)


def _erase_traces(subject_id: uuid.UUID, found: list[Holding]) -> None:
    _erase_pointers(found)
    # Mails without a subject are those of the sign-in; they are known by their address.
    signing_in = Q(subject_id__isnull=True, address__in=holdings.addresses(found))
    mails = Mail.objects.annotate(address=Lower("to"))
    mails.filter(Q(subject_id=subject_id) | signing_in).erase()
    users = {str(pk) for each in found if each.entry.model is get_user_model() for pk in each.ids}
    if users:
        _end_sessions(users)


def _erase_pointers(found: list[Holding]) -> None:
    """Logs and mails about these rows; notes in histories that outlive them."""
    LogEntry.objects.filter(holdings.pointers(found, as_text=True)).delete()
    Mail.objects.filter(holdings.pointers(found, as_text=True)).erase()
    with_uuids = [each for each in found if _is_uuid(each)]
    Transition.objects.filter(holdings.pointers(with_uuids, as_text=False)).update(note="")


def _is_uuid(holding: Holding) -> bool:
    return all(isinstance(pk, uuid.UUID) for pk in holding.ids)


def _end_sessions(users: set[str]) -> None:
    """A session outlives its user, and what a sign-in left in it with it."""
    ended = [
        session.pk
        for session in Session.objects.iterator()
        if session.get_decoded().get(SESSION_KEY) in users
    ]
    Session.objects.filter(pk__in=ended).delete()

"""Writing mails into the outbox, in the transaction of whoever has something to say."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q

from mentoring.common.addresses import validate_address
from mentoring.common.insertion import insert_once
from mentoring.common.text import FULL_NAME_LENGTH, one_line
from mentoring.common.visibility import require_confidential
from mentoring.notifications import kinds
from mentoring.notifications.calendar import Invitation, to_ics
from mentoring.notifications.limits import Limit
from mentoring.notifications.models import Mail
from mentoring.notifications.models.mails import SUBJECT_LENGTH, MailQuerySet
from mentoring.notifications.rendering import Content, absolute, render
from mentoring.notifications.services import limits, preferences, wake_worker
from mentoring.notifications.states import PRIORITY, CancelReason, State
from programmes.cohorts.models import Programme

__all__ = ["absolute", "cancel", "post", "redirect", "take_back"]


NOT_HANDED_OVER = Q(state=State.QUEUED) | Q(state=State.SENDING, handed_over_at__isnull=True)


def post(
    *,
    kind: str,
    key: str,
    to: str,
    language: str,
    now: datetime,
    template: str = "",
    context: Mapping[str, object] | None = None,
    content: Content | None = None,
    due_at: datetime | None = None,
    programme: Programme | None = None,
    subject_id: uuid.UUID | None = None,
    recipient_name: str = "",
    about: Model | None = None,
    calendar: Invitation | None = None,
    reply_to: str = "",
    sender_name: str = "",
    headers: Mapping[str, str] | None = None,
    source: str = "",
    limited: bool = True,
) -> Mail | None:
    """Write a mail into the outbox in the caller's transaction.

    Rendered now, save where its kind renders at sending; or `content` as it stands. `about` is what
    `cancel` finds it by, `programme` whose managers see it, and whose name the sender bears without
    a `sender_name`. `source` says who asked for it, as far as one knows; where staff did, or the
    holder of a mailed link, the limit of its kind does not apply (`limited`).

    None when `key` was posted before, or the limit has no room: then callers answer the same.

    Raises:
        KeyError: no app has registered the kind.
        ValidationError: `to` is no e-mail address.
        ValueError: the kind is confidential, and `about` is nothing that says who may see it.
    """
    family = kinds.get(kind)
    validate_address(to)
    mail_id = uuid.uuid4()
    mail = Mail(
        id=mail_id,
        key=key,
        kind=kind,
        priority=PRIORITY[family.category],
        to=to,
        recipient_name=one_line(recipient_name)[:FULL_NAME_LENGTH],
        reply_to=reply_to,
        sender_name=one_line(sender_name or (programme.name if programme else ""))[:80],
        language=language,
        message_id=f"<{mail_id}@{urlsplit(settings.SITE_URL).hostname}>",
        headers=dict(headers or {}),
        calendar=to_ics(calendar).decode() if calendar else "",
        calendar_method=calendar.method if calendar else "",
        programme=programme,
        subject_id=subject_id,
        created_at=now,
        due_at=due_at or now,
        next_attempt_at=due_at or now,
    )
    if about is not None:
        mail.about = about
    words = None if family.render else partial(render, template, language, context or {})
    words = partial(copy, content) if content else words
    limit = family.limit if limited else None
    return mail if _enter(mail, words, limit, source=source, now=now) else None


def _enter(
    mail: Mail,
    words: Callable[[], Content] | None,
    limit: Limit | None,
    *,
    source: str,
    now: datetime,
) -> bool:
    """Whether `mail` was written; what the limit keeps out is not even rendered."""
    if limit is None:
        return _write(mail, words, now)
    with transaction.atomic():
        if not limits.let_in(mail, limit, source=source, now=now):
            return False
        written = _write(mail, words, now)
        if written:
            limits.note(mail, source=source, now=now)
    return written


def _write(mail: Mail, words: Callable[[], Content] | None, now: datetime) -> bool:
    """Whether `mail` is new; the unique key decides, also between two that post at once."""
    if kinds.get(mail.kind).confidential:
        require_confidential(mail.about)
    if words:
        content = words()
        mail.subject, mail.text, mail.html = (
            content.subject[:SUBJECT_LENGTH],
            content.text,
            content.html,
        )
    if not insert_once(mail):
        return False
    if mail.next_attempt_at <= now:
        wake_worker.wake_on_commit()
    return True


def rename(*, subject_id: uuid.UUID, to: str, name: str) -> int:
    """Greet whom still waiting mails to `to` are for by the name put right; how many mails."""
    waiting = Mail.objects.filter(subject_id=subject_id, to=to, state=State.QUEUED)
    return waiting.update(recipient_name=one_line(name)[:FULL_NAME_LENGTH])


def redirect(*, subject_id: uuid.UUID, was: str, to: str) -> int:
    """Send what still waits for a person to the new address; returns how many mails.

    Raises:
        ValidationError: `to` is no e-mail address.
    """
    validate_address(to)
    preferences.move(subject_id=subject_id, was=was, to=to)
    waiting = Mail.objects.filter(subject_id=subject_id, to=was, state=State.QUEUED)
    return waiting.update(to=to)


@transaction.atomic
def cancel(*, about: Model, kinds: Iterable[str], now: datetime) -> int:
    """Take back what has not been handed to the mail server yet; returns how many mails.

    This and the relay's last look race for the same row, and the database lets one of them win:
    a mail that is cancelled here is not sent.
    """
    return take_back(Mail.objects.about(about).filter(kind__in=list(kinds)), now=now)


@transaction.atomic
def take_back(mails: MailQuerySet, *, now: datetime) -> int:
    """As `cancel`, of these mails."""
    taken = mails.filter(NOT_HANDED_OVER) | _taken_out(mails.filter(state=State.JOINED))
    return taken.update(
        state=State.CANCELLED,
        settled_at=now,
        lease_until=None,
        joined_into=None,
        cancel_reason=CancelReason.TAKEN_BACK,
    )


def _taken_out(parts: MailQuerySet) -> MailQuerySet:
    """Those of `parts` whose joined mail has not been handed over; it is written anew without."""
    joined = Mail.objects.filter(NOT_HANDED_OVER)
    # By number: of a subquery the database would not look again at what a worker has just changed.
    joined = joined.filter(pk__in=list(parts.values_list("joined_into", flat=True)))
    # A worker that holds one loses it here, before the text.
    joined.update(state=State.QUEUED, lease_until=None, subject="", text="", html="")
    return parts.filter(joined_into__in=list(joined))

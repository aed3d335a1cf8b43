"""Mails that nobody asked for and that wait for one person at once go as one mail."""

from datetime import datetime

from django.db.models import Q
from django.utils import translation

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import Content, render
from mentoring.notifications.services import judging, outbox
from mentoring.notifications.states import CancelReason, State
from mentoring.notifications.summaries import Summary
from mentoring.notifications.verdicts import Send, Verdict, cancel_unless

KIND = "digest"


def join(mail: Mail, *, now: datetime) -> bool:
    """Post one mail in place of `mail` and all that waits beside it; False where nothing does.

    Needs the lock of the recipient: a mail that another worker has claimed, but not handed over,
    is taken from it.

    Raises:
        KeyError: no app has registered the mail's kind.
        RuntimeError: the newest of them was joined before.
    """
    if not (kinds.get(mail.kind).summary and mail.programme and mail.subject_id):
        return False
    parts = [mail, *_companions(mail, now)]
    if len(parts) == 1:
        return False
    digest = _post(parts, now)
    Mail.objects.filter(pk__in=[part.pk for part in parts]).update(
        state=State.JOINED,
        joined_into=digest,
        settled_at=now,
        lease_until=None,
        counted_at=None,
    )
    return True


def verdict(mail: Mail, now: datetime) -> Verdict:
    """A joined mail goes while one of its parts still may.

    Raises:
        KeyError: no app has registered the kind of a part.
    """
    return cancel_unless(holds=bool(_standing(mail, now)), reason=CancelReason.OVER)


def _companions(mail: Mail, now: datetime) -> list[Mail]:
    """What waits for the same person in the same programme and may go now, oldest first."""
    waiting = Q(state=State.QUEUED, next_attempt_at__lte=now) | Q(
        state=State.SENDING, handed_over_at__isnull=True, counted_at__isnull=True
    )
    rows = Mail.objects.filter(
        waiting,
        mailbox=mail.mailbox,
        to=mail.to,
        subject_id=mail.subject_id,
        programme=mail.programme,
    )
    others = rows.exclude(pk=mail.pk).order_by("created_at")
    # What is just being cancelled or claimed is left alone: to wait here could end in a knot.
    free = others.select_for_update(skip_locked=True)
    return [row for row in free if _is_joinable(row, now)]


def _is_joinable(mail: Mail, now: datetime) -> bool:
    kind = kinds.find(mail.kind)
    return bool(kind and kind.summary) and isinstance(judging.judge(mail, now), Send)


def _post(parts: list[Mail], now: datetime) -> Mail:
    """The joined mail: it is addressed as its newest part is, and rendered when it goes."""
    newest = max(parts, key=lambda part: part.created_at)
    digest = outbox.post(
        kind=KIND,
        key=f"{KIND}:{newest.pk}",
        to=newest.to,
        language=newest.language,
        now=now,
        programme=newest.programme,
        subject_id=newest.subject_id,
        recipient_name=newest.recipient_name,
        reply_to=newest.reply_to,
        headers=newest.headers,
    )
    if digest is None:
        raise RuntimeError(f"Mail {newest.pk} was joined before")
    return digest


def contents(mail: Mail) -> Content:
    """What a joined mail says, with the parts that may go when it goes.

    Raises:
        KeyError: no app has registered the kind of a part.
        LookupError: the kind of a part has lost its summary.
    """
    standing = _standing(mail, mail.counted_at or mail.due_at)
    with translation.override(mail.language):
        summaries = [_summary(part) for part in standing]
    context = {"programme": mail.programme, "name": mail.recipient_name, "parts": summaries}
    return render(KIND, mail.language, context)


def _standing(mail: Mail, now: datetime) -> list[Mail]:
    parts = mail.parts.order_by("created_at")
    return [part for part in parts if isinstance(judging.stands(part, now), Send)]


def _summary(part: Mail) -> Summary:
    summary = kinds.get(part.kind).summary
    if summary is None:
        raise LookupError(part.kind)
    return summary(part)

"""Proposals that nobody answers: one reminder after a week, staff after two."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mentoring.common.clock import local_day
from mentoring.common.errors import ConflictError
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskState
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer
from programmes.partnerships.services.proposals import SILENT

# Whom nobody has reminded yet; there is one reminder only.
not_reminded = messages.not_reminded
REMINDED_AFTER, STAFF_AFTER = timedelta(days=7), timedelta(days=14)
# Who is still silent so long after a task about it was closed is staff's matter again.
AGAIN_AFTER = timedelta(days=7)


def remind(now: datetime) -> int:
    """Write once to each who has been silent for a week; a sweep, which returns how many those are.

    Who has been silent for two weeks, because the sweep rested, is staff's matter already.
    """
    silent = _silent(now - REMINDED_AFTER).filter(asked_at__gt=now - STAFF_AFTER)
    return sum(messages.reminded(answer, now=now) for answer in not_reminded(silent))


def escalate(now: datetime) -> int:
    """Give staff a task for each who has been silent for two weeks; a sweep.

    And another one a week after the last was closed, however it was: no proposal that still waits
    for somebody drops out of sight. Returns how many tasks it opened.
    """
    silent = list(_silent(now - STAFF_AFTER))
    earlier = _earlier(silent)
    asked = [(answer, earlier.get(str(answer.pk), Earlier())) for answer in silent]
    due = [(answer, each.count) for answer, each in asked if _is_due(each, now)]
    return sum(_open(answer, count, local_day(now), now=now) for answer, count in due)


def follow_up(answer: Answer, *, now: datetime) -> None:
    """Give staff a task for a week from now: somebody has promised an answer."""
    if answer.is_open:
        earlier = _earlier([answer]).get(str(answer.pk), Earlier())
        _open(answer, max(1, earlier.count), local_day(now + AGAIN_AFTER), now=now)


def remind_now(answer: Answer, *, now: datetime) -> None:
    """Staff ask for an answer before the week is over; it is the one reminder that there is.

    Raises:
        ConflictError: it is answered, or over ("answered"); or a reminder went before ("refused").
    """
    asked = Answer.objects.open().filter(pk=answer.pk, asked_at__lte=now)
    if not asked.exists():
        raise ConflictError(_("There is nothing left to be answered."), code="answered")
    if not messages.reminded(answer, now=now):
        raise ConflictError(_("%(name)s has been reminded before.") % {"name": answer.person})


def _silent(asked_until: datetime) -> QuerySet[Answer]:
    rows = Answer.objects.open().filter(asked_at__lte=asked_until)
    return rows.select_related("person__user", "partnership__cohort__programme").order_by("pk")


def _key(answer: Answer) -> str:
    # With the moment: who was asked anew may be silent anew.
    return f"{SILENT}:{answer.pk}:{int(answer.asked_at.timestamp())}"


@dataclass(frozen=True)
class Earlier:
    """The tasks there were about an answer; `open` are those that are to be done."""

    count: int = 0
    open: int = 0
    closed_at: datetime | None = None


def _earlier(answers: Iterable[Answer]) -> dict[str, Earlier]:
    """By the id of the answer."""
    ids = [str(answer.pk) for answer in answers]
    kind = ContentType.objects.get_for_model(Answer)
    tasks_ = Task.objects.filter(kind=SILENT, content_type=kind, object_id__in=ids)
    found = (
        tasks_.order_by()
        .values("object_id")
        .annotate(
            count=Count("pk"),
            open=Count("pk", filter=Q(state=TaskState.OPEN)),
            closed_at=Max("state_since"),
        )
    )
    names = ("object_id", "count", "open", "closed_at")
    return {str(one): Earlier(*more) for one, *more in found.values_list(*names)}


def _is_due(earlier: Earlier, now: datetime) -> bool:
    closed_at = earlier.closed_at
    return closed_at is None or (not earlier.open and closed_at <= now - AGAIN_AFTER)


def _open(answer: Answer, earlier: int, due_on: date, *, now: datetime) -> bool:
    """After so many earlier ones."""
    task = tasks.open_task(
        kind=SILENT,
        key=_key(answer) + (f":{earlier}" if earlier else ""),
        programme=answer.partnership.cohort.programme,
        title=_STILL if earlier else _FIRST,
        values={"name": str(answer.person)},
        now=now,
        about=answer,
        subject_id=answer.person.subject_id,
        due_on=due_on,
    )
    return task is not None


_FIRST = gettext_noop("%(name)s has not answered a proposal for two weeks")
_STILL = gettext_noop("%(name)s has still not answered the proposal")

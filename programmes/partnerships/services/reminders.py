"""Proposals that nobody answers: one reminder after a week, staff after two."""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mentoring.common.clock import local_day
from mentoring.common.errors import ConflictError
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer
from programmes.partnerships.services.proposals import SILENT

# Whom nobody has reminded yet; there is one reminder only.
not_reminded = messages.not_reminded
REMINDED_AFTER, STAFF_AFTER = timedelta(days=7), timedelta(days=14)


def remind(now: datetime) -> int:
    """Write once to each who has been silent for a week; a sweep, which returns how many those are.

    Who has been silent for two weeks, because the sweep rested, is staff's matter already.
    """
    silent = _silent(now - REMINDED_AFTER).filter(asked_at__gt=now - STAFF_AFTER)
    return sum(messages.reminded(answer, now=now) for answer in not_reminded(silent))


def escalate(now: datetime) -> int:
    """Give staff a task for each who has been silent for two weeks; a sweep.

    Returns how many tasks it opened.
    """
    silent = {_key(answer): answer for answer in _silent(now - STAFF_AFTER)}
    known = set(Task.objects.filter(key__in=silent).values_list("key", flat=True))
    return sum(_open(silent[key], key, now=now) for key in silent if key not in known)


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


def _open(answer: Answer, key: str, *, now: datetime) -> bool:
    task = tasks.open_task(
        kind=SILENT,
        key=key,
        programme=answer.partnership.cohort.programme,
        title=gettext_noop("%(name)s has not answered a proposal for two weeks"),
        values={"name": str(answer.person)},
        now=now,
        about=answer,
        subject_id=answer.person.subject_id,
        due_on=local_day(now),
    )
    return task is not None

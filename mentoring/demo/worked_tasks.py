"""What staff have done with their tasks so far."""

from datetime import datetime, timedelta

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.profiles.services.needs import NEEDS_FROM_US
from programmes.profiles.task_kinds import NeedsOutcome

LONG_AGO = timedelta(days=30)


def work_off_tasks(*, by: Actor, now: datetime) -> None:
    """Wishes of long ago are answered; the rest waits, a few days overdue or still to come."""
    for number, task in enumerate(Task.objects.open().order_by("created_at", "key")):
        if task.kind == NEEDS_FROM_US and task.created_at < now - LONG_AGO:
            at = task.created_at + timedelta(days=2 + number % 4)
            tasks.close(task, outcome=NeedsOutcome.ANSWERED, by=by, now=at)
            continue
        tasks.put_off(task, local_day(now + timedelta(days=number % 9 - 1)), by=by, now=now)
        if number % 4 == 0:
            tasks.assign(task, by.user, by=by, now=now)

"""Tasks for tests, and kinds of them."""

from datetime import datetime
from itertools import count
from typing import Any

from mentoring.common import clock
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from programmes.cohorts.models import Programme
from tests.factories.cohorts import make_programme

CALL, PAPERS = "test_call", "test_papers"


def while_without_phone(task: Task, now: datetime) -> kinds.Verdict:
    return kinds.Close("phone") if task.about and task.about.contact_phone else kinds.KEEP


kinds.register(
    kinds.Kind(
        CALL,
        "Call",
        script="Call **both**:\n\n1. How is it going?\n2. What is missing?",
        outcomes=(("reached", "Reached"), ("later", "Wants a call later")),
    ),
    # Needed as long as the programme has no phone number.
    kinds.Kind(
        PAPERS,
        "Papers",
        url=lambda task: f"/admin/papers/{task.object_id}/",
        verdict=while_without_phone,
        reasons=(("phone", "There is a phone number"),),
    ),
)
_number = count(1)


def make_task(programme: Programme | None = None, **fields: Any) -> Task:
    """A task that waits for somebody; `state` puts it where it stands without a history."""
    number = next(_number)
    state = fields.pop("state", None)
    task = tasks.open_task(
        **{
            "kind": CALL,
            "key": f"task:{number}",
            "programme": programme or make_programme(),
            "title": f"Call family {number}",
            "now": clock.now(),
            **fields,
        }
    )
    assert task is not None
    if state:
        Task.objects.filter(pk=task.pk).update(state=state, closing_note="As it is.")
        task.refresh_from_db()
    return task

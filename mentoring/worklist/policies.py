"""Who may see and settle the tasks of staff."""

from typing import Any

from mentoring.worklist.models import Task
from programmes.cohorts.policies import can_manage_programme


def can_work_on(user: Any, task: Task | None) -> bool:
    """Managers of the programme, all alike: whose task it is says only who looks after it."""
    return can_manage_programme(user, task.programme if task else None)

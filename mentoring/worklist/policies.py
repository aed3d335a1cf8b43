"""Who may see and settle the tasks of staff."""

from typing import Any

from django.db.models import Q, QuerySet

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.worklist.models import Task
from programmes.cohorts.models import RoleAssignment
from programmes.cohorts.policies import can_manage_programme


def can_work_on(user: Any, task: Task | None) -> bool:
    """Managers of the programme, all alike: whose task it is says only who looks after it."""
    return can_manage_programme(user, task.programme if task else None)


def who_can_work_on(task: Task, *others: Any) -> QuerySet[User]:
    """The managers of the programme; of `others`, who are asked one by one, those who may, too."""
    managers = RoleAssignment.objects.filter(programme=task.programme_id, role=Role.MANAGER)
    also = [other.pk for other in others if other is not None and can_work_on(other, task)]
    people = User.objects.filter(is_active=True, is_staff=True)
    return people.filter(Q(pk__in=managers.values("user")) | Q(pk__in=also)).order_by("name", "pk")

"""Who may see and settle the tasks of staff."""

from typing import Any

from django.db.models import Q, QuerySet

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.visibility import is_about_confidential, may_see, sees_some
from mentoring.worklist.models import Task
from programmes.cohorts.models import RoleAssignment
from programmes.cohorts.policies import can_manage_programme


def can_work_on(user: Any, task: Task | None) -> bool:
    """Managers of the programme, all alike: whose task it is says only who looks after it.

    On what is about a confidential row work those staff who see that row.
    """
    if task is not None and is_about_confidential(task):
        return may_see(user, task.about)
    if task is None and sees_some(user, Task):
        return True
    return can_manage_programme(user, task.programme if task else None)


def who_can_work_on(task: Task, *others: Any) -> QuerySet[User]:
    """The managers of the programme; of `others`, who are asked one by one, those who may, too."""
    people = User.objects.filter(is_active=True, is_staff=True)
    if is_about_confidential(task):
        also = [each.pk for each in people if can_work_on(each, task)]
        return people.filter(pk__in=also).order_by("sort_name", "pk")
    managers = RoleAssignment.objects.filter(programme=task.programme_id, role=Role.MANAGER)
    also = [other.pk for other in others if other is not None and can_work_on(other, task)]
    return people.filter(Q(pk__in=managers.values("user")) | Q(pk__in=also)).order_by(
        "sort_name", "pk"
    )

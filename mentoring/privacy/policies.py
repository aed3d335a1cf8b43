"""Who may read voluntary answers, and who may see that they were read."""

from typing import Any

from mentoring.accounts.states import Role
from programmes.cohorts.models import Programme, RoleAssignment
from programmes.cohorts.policies import has_role


def can_read_answers(user: Any, programme: Programme | None) -> bool:
    """Managers of this very programme. The operator does not count as one: only a role does."""
    if programme is None or not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    held = RoleAssignment.objects.filter(user=user, programme=programme, role=Role.MANAGER)
    return held.exists()


def can_read_access_log(user: Any, obj: object = None) -> bool:
    """Auditors, and nobody changes it."""
    return has_role(user, None, Role.AUDITOR)

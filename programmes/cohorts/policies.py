"""Who may do what with programmes and cohorts; `has_role` is what all other policies build on."""

from typing import Any

from mentoring.accounts.states import Role
from programmes.cohorts.models import Cohort, Programme, RoleAssignment


def has_role(user: Any, programme: Programme | None, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` in `programme` (in any programme if None).

    The operator (superuser) counts as programme manager, and as nothing else.
    """
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    if user.is_superuser and Role.MANAGER in roles:
        return True
    held = RoleAssignment.objects.filter(user=user, role__in=roles)
    return (held if programme is None else held.filter(programme=programme)).exists()


def can_manage_programme(user: Any, programme: Programme | None) -> bool:
    return has_role(user, programme, Role.MANAGER)


def can_manage_cohort(user: Any, cohort: Cohort | None) -> bool:
    return has_role(user, cohort and cohort.programme, Role.MANAGER)

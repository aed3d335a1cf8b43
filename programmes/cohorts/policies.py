"""Who may do what with programmes and cohorts; `has_role` is what all other policies build on."""

from typing import Any

from django.db.models import QuerySet

from mentoring.accounts.models import User
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
    return has_role(user, cohort.programme if cohort else None, Role.MANAGER)


def is_operator(user: Any, obj: object = None) -> bool:
    """Who runs the installation."""
    return bool(user.is_authenticated and user.is_active and user.is_staff and user.is_superuser)


def can_manage_staff(user: Any, person: User | None) -> bool:
    """The operator everybody; a manager those all of whose roles are hers to give.

    So a manager reaches neither the operator nor who also works elsewhere, nor the people who
    watch over the programme.
    """
    if person is None or user.is_superuser:
        return has_role(user, None, Role.MANAGER)
    roles = RoleAssignment.objects.filter(user=person)
    return (
        person.is_staff
        and not person.is_superuser
        and has_role(user, None, Role.MANAGER)
        and roles.exists()
        and not roles.exclude(pk__in=RoleAssignment.objects.granted_by(user)).exists()
    )


def staff_visible_to(user: Any) -> QuerySet[User]:
    """The operator sees everybody, a manager the colleagues of her programmes."""
    if user.is_superuser:
        return User.objects.all()
    programmes = Programme.objects.managed_by(user)
    return User.objects.filter(is_staff=True, roles__programme__in=programmes).distinct()

"""Who may do what with programmes and cohorts; `has_role` is what all other policies build on."""

from typing import Any

from django.db.models import QuerySet, prefetch_related_objects

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.visibility import sees_all
from programmes.cohorts.models import Campaign, Cohort, LegalPage, Programme, RoleAssignment

# Django's own permission: the operator gives and takes it on a colleague's page.
CREATE_PROGRAMMES = "cohorts.add_programme"


def has_role(user: Any, programme: Programme | None, *roles: Role) -> bool:
    """Whether `user` holds one of `roles` in `programme` (in any programme if None).

    The operator (superuser) counts as programme manager, and as nothing else.
    """
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    if user.is_superuser and Role.MANAGER in roles:
        return True
    # A page asks this again and again: read once, as long as this object of the user lives.
    prefetch_related_objects([user], "roles")
    return any(
        held.role in roles and (programme is None or held.programme_id == programme.pk)
        for held in user.roles.all()
    )


def can_manage_programme(user: Any, programme: Programme | None) -> bool:
    """Its managers and the operator; for None, whoever manages some programme."""
    return has_role(user, programme, Role.MANAGER)


def can_create_programme(user: Any, programme: Programme | None = None) -> bool:
    """The operator, and managers to whom the operator has given this right."""
    return has_role(user, None, Role.MANAGER) and user.has_perm(CREATE_PROGRAMMES)


def can_manage_cohort(user: Any, cohort: Cohort | None) -> bool:
    """Managers of its programme; for None, whoever manages some programme."""
    return has_role(user, cohort.programme if cohort else None, Role.MANAGER)


def can_manage_legal_page(user: Any, page: LegalPage | None) -> bool:
    """Managers of its programme; for None, whoever manages some programme."""
    return can_manage_programme(user, page.programme if page else None)


def can_manage_campaign(user: Any, campaign: Campaign | None) -> bool:
    """Managers of its programme; for None, whoever manages some programme."""
    return can_manage_programme(user, campaign.programme if campaign else None)


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
    if sees_all(user, User):
        return User.objects.all()
    programmes = Programme.objects.managed_by(user)
    return User.objects.filter(is_staff=True, roles__programme__in=programmes).distinct()

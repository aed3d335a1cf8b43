"""Rights that the operator gives beside the roles."""

from django.contrib.auth.models import Permission

from mentoring.accounts.models import User
from programmes.cohorts.policies import CREATE_PROGRAMMES


def may_create_programmes(person: User) -> bool:
    """Whether the operator has given the right; it counts for programme managers only."""
    return person.user_permissions.filter(pk=_permission().pk).exists()


def let_create_programmes(person: User, *, allowed: bool) -> None:
    """Give or take the right to create programmes."""
    if allowed:
        person.user_permissions.add(_permission())
    else:
        person.user_permissions.remove(_permission())


def _permission() -> Permission:
    app, codename = CREATE_PROGRAMMES.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)

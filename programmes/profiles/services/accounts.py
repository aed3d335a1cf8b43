"""The accounts of people who get a place: found or made, and never a colleague's."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.errors import DomainError


def wanted(email: str, *, name: str, language: str) -> User:
    """An account as it would be made, not saved."""
    user = User(email=email, name=name, language=language)
    user.set_unusable_password()
    return user


def claim(email: str, *, name: str, language: str) -> tuple[User, bool]:
    """The locked account of `email`, and whether it is new; call it inside a transaction.

    An address is only what somebody typed. It must not lend a place to a colleague, nor open an
    account again that was closed on purpose.

    Raises:
        DomainError: it is a colleague's ("staff_address"), or was deactivated ("inactive").
    """
    found = claim_all([wanted(email, name=name, language=language)])
    require_usable(found[email][0])
    return found[email]


def claim_all(people: Sequence[User]) -> dict[str, tuple[User, bool]]:
    """As `claim` for many, by address; whether each account is usable, the caller asks.

    `people` are not saved, as `wanted` makes them.
    """
    emails = [person.email for person in people]
    known = set(User.objects.filter(email__in=emails).values_list("email", flat=True))
    new = [person for person in people if person.email not in known]
    # Somebody else may make one at the same moment; it then serves both.
    User.objects.bulk_create(new, ignore_conflicts=True)
    # What stands for a password is random, so it tells whose row won.
    made = {person.password for person in new}
    # In one order, so that two who lock many do not wait for each other.
    rows = User.objects.select_for_update().filter(email__in=emails).order_by("pk")
    return {user.email: (user, user.password in made) for user in rows}


def require_usable(user: User) -> None:
    """Let no place belong to an account that must have none.

    Raises:
        DomainError: it is a colleague's ("staff_address"), or was deactivated ("inactive").
    """
    if user.is_staff or user.is_superuser:
        raise DomainError(
            _("This address belongs to a colleague. Who takes part needs an address of their own."),
            code="staff_address",
        )
    if not user.is_active:
        raise DomainError(
            _("The account with this address was deactivated. Please have it reactivated first."),
            code="inactive",
        )

"""The account of somebody who gets a place: found or made, and never a colleague's."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.errors import DomainError


def claim(email: str, *, name: str, language: str) -> tuple[User, bool]:
    """The locked account of `email`, and whether it is new; call it inside a transaction.

    An address is only what somebody typed. It must not lend a place to a colleague, nor open an
    account again that was closed on purpose.
    """
    is_new = _ensure(email, name=name, language=language)
    user = User.objects.select_for_update().get(email=email)
    require_usable(user)
    return user, is_new


def require_usable(user: User) -> None:
    """Refuse accounts to which no place can belong."""
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


def _ensure(email: str, *, name: str, language: str) -> bool:
    """Whether the account is new."""
    if User.objects.filter(email=email).exists():
        return False
    try:
        with transaction.atomic():
            User.objects.create_user(email, name=name, language=language)
    except IntegrityError:
        # Somebody else made it at the same moment; it serves both.
        return False
    return True

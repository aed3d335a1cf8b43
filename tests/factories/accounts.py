"""People for tests: users, and staff with a second factor and a role."""

from itertools import count
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from programmes.cohorts.models import Programme, RoleAssignment
from tests.factories.cohorts import make_programme

TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
_number = count(1)


def make_user(email: str = "", **fields: Any) -> User:
    """Somebody who can sign in, and nothing more."""
    return User.objects.create_user(email or f"person{next(_number)}@example.org", **fields)


def enrol_totp(user: User) -> Authenticator:
    """Give `user` the second factor that staff need."""
    return Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": get_adapter().encrypt(TOTP_SECRET)},
    )


def make_staff(
    role: Role | str | None = Role.MANAGER,
    programme: Programme | None = None,
    *,
    mfa: bool = True,
    email: str = "",
    **fields: Any,
) -> User:
    """A member of staff with `role` in `programme` (a new one if none is given).

    `role=None` gives no role at all; `mfa=False` leaves the second factor out.
    """
    user = make_user(email or f"staff{next(_number)}@example.org", **{"is_staff": True, **fields})
    if role is not None:
        programme = programme or make_programme()
        RoleAssignment.objects.create(user=user, programme=programme, role=role)
    if mfa:
        enrol_totp(user)
    return user


def make_operator(email: str = "", *, mfa: bool = True) -> User:
    """The superuser who runs the installation."""
    return make_staff(role=None, mfa=mfa, email=email, is_superuser=True)

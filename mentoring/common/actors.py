"""Who does something: a signed-in user, the holder of a mailed link, or the system."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from django.contrib.auth.models import AnonymousUser


class ActorKind(TextChoices):
    USER = "user", _("User")
    HOLDER = "holder", _("Holder of a link")
    SYSTEM = "system", _("System")


@dataclass(frozen=True, slots=True)
class Actor:
    """`role` says in which role a link's holder acts, such as "applicant" or "guardian"."""

    kind: ActorKind
    user: AbstractBaseUser | None = None
    role: str = ""

    @classmethod
    def of(cls, user: AbstractBaseUser | AnonymousUser) -> Actor:
        """A signed-in user: a policy has let them in before, so nobody anonymous comes here."""
        return cls(ActorKind.USER, user=cast("AbstractBaseUser", user))

    @classmethod
    def holder(cls, role: str) -> Actor:
        return cls(ActorKind.HOLDER, role=role)

    @classmethod
    def system(cls) -> Actor:
        return cls(ActorKind.SYSTEM)

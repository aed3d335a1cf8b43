"""Inviting a colleague by mail: what for, where to sign in, and what to do first.

The mail holds no key: signing in needs a code that goes to the same mailbox, and then a second
factor. So nothing of it can leak or run out; deactivating the account takes it back.
"""

from datetime import datetime

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import outbox
from programmes.cohorts.models import RoleAssignment

STAFF_INVITED = "staff_invited"


def invite(person: User, *, by: Actor, now: datetime) -> Mail | None:
    """Mail `person` how to begin; None where the same was mailed within this minute.

    Raises:
        DomainError: they are deactivated ("inactive"), have no role ("no_role"), or have signed in
            already ("at_work").
    """
    roles = list(RoleAssignment.objects.filter(user=person).select_related("programme"))
    _require_new(person, roles)
    programme = roles[0].programme
    return outbox.post(
        kind=STAFF_INVITED,
        template=STAFF_INVITED,
        key=f"{STAFF_INVITED}:{person.pk}:{now:%Y%m%d%H%M}",
        to=person.email,
        language="en" if person.language.startswith("en") else "de",
        context={
            "person": person,
            "programme": programme,
            "roles": [format_lazy("{}: {}", Role(r.role).label, r.programme) for r in roles],
            "interviews": any(role.role == Role.INTERVIEWER for role in roles),
            "invited_by": str(by.user or ""),
            "link": absolute(reverse("admin:index")),
        },
        now=now,
        recipient_name=person.name,
        about=person,
        programme=programme,
        reply_to=programme.contact_email,
    )


def _require_new(person: User, roles: list[RoleAssignment]) -> None:
    if not person.is_active:
        raise DomainError(
            _("This person is deactivated. Please reactivate them first."), code="inactive"
        )
    if person.last_login is not None:
        raise DomainError(_("This person has signed in already."), code="at_work")
    if not roles:
        raise DomainError(_("This person has no role yet. Please give one first."), code="no_role")

"""What staff do to accounts. An account is never deleted here: erasure is the privacy app's."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.errors import DomainError


def deactivate(person: User, *, by: Actor) -> None:
    """Lock somebody out, from the next request on.

    Raises:
        DomainError: it is oneself ("self").
    """
    if by.user == person:
        raise DomainError(_("You cannot deactivate yourself."), code="self")
    person.is_active = False
    _end_sessions(person)


def reactivate(person: User, *, by: Actor) -> None:
    """Let somebody in again; sessions from before stay closed."""
    person.is_active = True
    _end_sessions(person)


@transaction.atomic
def remove_second_factor(person: User, *, by: Actor) -> None:
    """For somebody who has lost device and recovery codes: the next sign-in enrols anew."""
    Authenticator.objects.filter(user=person).delete()
    _end_sessions(person)


@transaction.atomic
def change_email(person: User, email: str, *, by: Actor) -> None:
    """Move the account to another mailbox; the old one must not open it any more.

    Raises:
        IntegrityError: another account has the address; forms ask before.
    """
    EmailAddress.objects.filter(user=person).delete()
    person.email, person.new_email = plain_address(email), ""
    _end_sessions(person)


def _end_sessions(person: User) -> None:
    # A session is bound to the password field, which without a password is random filling.
    person.set_unusable_password()
    person.save()

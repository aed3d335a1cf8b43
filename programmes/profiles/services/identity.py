"""A person's name and e-mail address, put right by themselves or by staff, with all that follows.

The account has both; profiles, applications and enrolments repeat them, and waiting mails, too.
"""

import uuid
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.models import User
from mentoring.accounts.services import attempts, people
from mentoring.accounts.services.attempts import Limit
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.personal_data import repeating_names
from mentoring.common.text import full_name
from mentoring.notifications.services import outbox
from programmes.profiles.messages import identity as messages
from programmes.profiles.models import Profile
from programmes.profiles.services import accounts
from programmes.profiles.states import ProfileEvent

CONFIRMATIONS = Limit("new-account-address", tries=5, window=timedelta(days=1))


@transaction.atomic
def rename(
    profile: Profile, *, given_name: str, family_name: str, by: Actor, now: datetime
) -> None:
    """Spell the name as it is meant, wherever it stands; the same again changes nothing."""
    user = User.objects.select_for_update().get(pk=profile.user_id)
    if (profile.given_name, profile.family_name) == (given_name, family_name):
        return
    profile.given_name, profile.family_name = given_name, family_name
    user.name = full_name(given_name, family_name)
    user.save(update_fields=["name"])
    for subject_id in _subjects(user):
        for entry in repeating_names():
            rows = entry.rows(subject_id)
            rows.update(given_name=given_name, family_name=family_name)
        outbox.rename(subject_id=subject_id, to=user.email, name=user.name)
    _record(user, ProfileEvent.NAME_CORRECTED, by=by, now=now)


@transaction.atomic
def ask_for(profile: Profile, *, email: str, by: Actor, now: datetime) -> bool:
    """Mail a link to the new address; until it is used, everything stays with the old one.

    False for the present address, which takes back what was asked for before. Whether somebody
    else has the address, only its owner learns.

    Raises:
        DomainError: the account is a colleague's ("staff_address"), was deactivated ("inactive"),
            or five mails went out within a day ("too_often").
    """
    user = User.objects.select_for_update().get(pk=profile.user_id)
    accounts.require_usable(user)
    email = plain_address(email)
    user.new_email = "" if email == user.email else email
    if user.new_email and not attempts.claim(CONFIRMATIONS, str(user.pk), now=now):
        raise DomainError(
            _("We have written several times today. Please try again tomorrow."), code="too_often"
        )
    user.save(update_fields=["new_email"])
    profile.user = user
    if not user.new_email:
        return False
    messages.address_to_confirm(profile, now=now)
    _record(user, ProfileEvent.ADDRESS_ASKED, by=by, now=now)
    return True


@transaction.atomic
def confirm(profile: Profile, *, by: Actor, now: datetime) -> None:
    """Reach the person at the new address, with which they sign in from now on.

    Open sessions end, and so do links that were mailed to the old address, which is told. Waiting
    mails go to the new one.

    Raises:
        ConflictError: it is confirmed already, or another one is meant by now ("confirmed"), or
            somebody else has the address ("taken").
        DomainError: the account is a colleague's ("staff_address"), or deactivated ("inactive").
    """
    user = User.objects.select_for_update().get(pk=profile.user_id)
    if not user.new_email or user.new_email != profile.user.new_email:
        raise ConflictError(_("This address is confirmed already."), code="confirmed")
    accounts.require_usable(user)
    was = user.email
    try:
        with transaction.atomic():
            people.change_email(user, user.new_email, by=by)
    except IntegrityError as error:
        raise ConflictError(
            _("There is another account with this address. Please write to us."), code="taken"
        ) from error
    profile.user = user
    for subject_id in _subjects(user):
        _readdress(subject_id, was=was, to=user.email)
    _record(user, ProfileEvent.ADDRESS_CHANGED, by=by, now=now)
    messages.address_changed(profile, was=was, now=now)


def _readdress(subject_id: uuid.UUID, *, was: str, to: str) -> None:
    for entry in repeating_names():
        if "email" in entry.columns:
            # Links that hang on a version end with the mailbox to which they went.
            entry.rows(subject_id).filter(email=was).update(
                email=to, link_version=F("link_version") + 1
            )
    outbox.redirect(subject_id=subject_id, was=was, to=to)


def _subjects(user: User) -> set[uuid.UUID]:
    return set(Profile.objects.filter(user=user).values_list("subject", flat=True))


def _record(user: User, event: ProfileEvent, *, by: Actor, now: datetime) -> None:
    for profile in Profile.objects.filter(user=user):
        lifecycle.record(profile, by=by, now=now, event=event)

"""What the links in mails to mentors, co-mentors and offices are for, and how long they hold."""

from datetime import timedelta

from mentoring.common.links import LinkError, Purpose, version_from
from programmes.profiles.models import Delegate, Enrolment, Profile

# An invitation that nobody answers goes with its links after 90 days.
ENROLMENT = Purpose("profiles.enrolment", timedelta(days=120))
# A grant ends earlier by itself: at most two years after it was given.
OFFICE = Purpose("profiles.office", timedelta(days=750))
ADDRESS = Purpose("profiles.address", timedelta(days=3))


def enrolment_of(token: str) -> Enrolment:
    """The enrolment that `token` opens.

    Raises:
        LinkError: it opens none, or a newer link was sent ("link").
    """
    pk, version = ENROLMENT.read(token)
    rows = Enrolment.objects.select_related("cohort__programme", "profile__user", "subject")
    enrolment = rows.filter(pk=pk, link_version=version).first()
    if enrolment is None:
        raise LinkError
    return enrolment


def token_of(enrolment: Enrolment) -> str:
    """What stands in the link to an enrolment; it ends with the next one that is sent."""
    return ENROLMENT.issue(enrolment.pk, enrolment.link_version)


def new_address_of(token: str) -> Profile:
    """A profile of the account whose new address `token` confirms.

    Raises:
        LinkError: it confirms none, or another one is meant by now ("link").
    """
    pk, version = ADDRESS.read(token)
    profile = Profile.objects.select_related("user", "cohort__programme").filter(pk=pk).first()
    if profile is None or _address_version(profile) != version:
        raise LinkError
    return profile


def new_address_token(profile: Profile) -> str:
    """What stands in the link to a new address; it ends with either address."""
    return ADDRESS.issue(profile.pk, _address_version(profile))


def _address_version(profile: Profile) -> int:
    return version_from(f"{profile.user.email} {profile.user.new_email}")


def delegate_of(token: str) -> Delegate:
    """The office member whom `token` lets in.

    Whether the grant has ended by now is for the caller to ask.

    Raises:
        LinkError: the grant was revoked, or a newer link was sent ("link").
    """
    pk, version = OFFICE.read(token)
    rows = Delegate.objects.select_related("mentor__cohort__programme", "mentor__user")
    delegate = rows.filter(pk=pk, link_version=version, revoked_at=None).first()
    if delegate is None:
        raise LinkError
    return delegate


def office_token(delegate: Delegate) -> str:
    """What stands in the link of an office member; it ends with the next one that is sent."""
    return OFFICE.issue(delegate.pk, delegate.link_version)

"""The people of a mentor's office: invited until a day, prolonged, sent a new link, revoked."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.addresses import plain_address
from mentoring.common.clock import local_day
from mentoring.common.errors import ConflictError, DomainError
from programmes.profiles.messages import delegates as messages
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.states import Part, ProfileState, Scope

# Beyond that somebody has forgotten whom they let in.
LONGEST = timedelta(days=730)
MOST_DELEGATES = 10


@transaction.atomic
def invite(
    mentor: Profile,
    *,
    name: str,
    email: str,
    scopes: Iterable[str],
    expires_on: date,
    by: Actor,
    now: datetime,
) -> Delegate:
    """Let a named person of `mentor`'s office in; the mail says who gave their address and why.

    `expires_on` is the last day on which the grant holds.

    Raises:
        DomainError: the rights make no sense ("scopes"); the day is over ("past") or more than two
            years away ("too_long"); it is no mentor ("part"), or the programme
            has no offices ("no_offices"); the address is the mentor's ("own"); or ten people
            have access ("most").
        ConflictError: the address has access already ("twice").
    """
    mentor = Profile.objects.select_for_update(of=("self",)).get(pk=mentor.pk)
    email = plain_address(email)
    chosen = _scopes(scopes)
    _require_day(expires_on, now=now)
    _require_place(mentor, email)
    delegate = Delegate.objects.create(
        mentor=mentor,
        name=" ".join(name.split()),
        email=email,
        scopes=chosen,
        expires_on=expires_on,
        invited_at=now,
        invited_by_staff=by.user != mentor.user,
    )
    messages.invited(delegate, now=now)
    return delegate


@transaction.atomic
def change(
    delegate: Delegate, *, scopes: Iterable[str], expires_on: date, by: Actor, now: datetime
) -> None:
    """Another end or other rights, told by mail; they hold for pages that are open already.

    Raises:
        DomainError: the rights make no sense ("scopes"), or the day is over ("past") or more than
            two years away ("too_long").
        ConflictError: the access was ended ("revoked").
    """
    chosen = _scopes(scopes)
    _require_day(expires_on, now=now)
    delegate = _standing(delegate)
    delegate.scopes, delegate.expires_on = chosen, expires_on
    delegate.save(update_fields=["scopes", "expires_on"])
    messages.changed(delegate, now=now)


@transaction.atomic
def send_new_link(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """Mail another link; the one before stops working at once.

    Raises:
        ConflictError: the access was ended ("revoked").
        DomainError: its last day is over ("past").
    """
    delegate = _standing(delegate)
    _require_ahead(delegate.expires_on, now=now)
    Delegate.objects.filter(pk=delegate.pk).update(link_version=F("link_version") + 1)
    delegate.refresh_from_db(fields=["link_version"])
    messages.new_link(delegate, now=now)


def mail_links(email: str, *, now: datetime) -> None:
    """Mail their links to whoever acts for a mentor with this address, once an hour at most."""
    holding = Delegate.objects.holding(local_day(now))
    for delegate in holding.filter(email=plain_address(email)).select_related(*messages.NEEDED):
        if delegate.mentor.state != ProfileState.LEFT:
            messages.link_again(delegate, now=now)


def revoke(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """End the grant at once, also for pages that are open; a second time changes nothing."""
    Delegate.objects.filter(pk=delegate.pk, revoked_at=None).update(revoked_at=now)


def object_to(delegate: Delegate, *, by: Actor, now: datetime) -> None:
    """The person does not want to be in our records: nothing of them stays."""
    Delegate.objects.filter(pk=delegate.pk).delete()


def holds(delegate: Delegate, *, now: datetime) -> bool:
    """Whether the person may still come in; not when the mentor has left, either."""
    is_over = local_day(now) > delegate.expires_on
    left = delegate.mentor.state == ProfileState.LEFT
    return not (delegate.revoked_at or is_over or left)


def require(delegate: Delegate, scope: Scope, *, now: datetime) -> Delegate:
    """The grant as it stands now, held until the transaction ends, so that revoking waits.

    Raises:
        ConflictError: it does not allow `scope` (any more) ("no_grant").
    """
    fresh = (
        Delegate.objects.select_for_update(of=("self",))
        .select_related("mentor")
        .filter(pk=delegate.pk)
        .first()
    )
    if fresh is None or not holds(fresh, now=now) or scope not in fresh.scopes:
        raise ConflictError(_("You may not do this any more."), code="no_grant")
    return fresh


def _standing(delegate: Delegate) -> Delegate:
    found = Delegate.objects.select_for_update(of=("self",)).select_related(*messages.NEEDED)
    fresh = found.filter(pk=delegate.pk, revoked_at=None).first()
    if fresh is None:
        raise ConflictError(_("This person's access has been ended already."), code="revoked")
    return fresh


def _scopes(scopes: Iterable[str]) -> list[str]:
    """Whoever may log or answer sees the dates, too."""
    chosen = set(scopes)
    if not chosen or not chosen <= set(Scope.values):
        raise DomainError(_("Please choose what the office may do."), code="scopes")
    return [scope for scope in Scope.values if scope in chosen | {Scope.CALENDAR}]


def _require_day(expires_on: date, *, now: datetime) -> None:
    _require_ahead(expires_on, now=now)
    if expires_on > local_day(now) + LONGEST:
        raise DomainError(_("Two years at the most. You can prolong it later."), code="too_long")


def _require_ahead(expires_on: date, *, now: datetime) -> None:
    if expires_on < local_day(now):
        raise DomainError(_("This day is over. Please choose a later one."), code="past")


def _require_place(mentor: Profile, email: str) -> None:
    if mentor.part != Part.MENTOR:
        raise DomainError(_("Only mentors have an office."), code="part")
    if not mentor.cohort.programme.has_offices:
        raise DomainError(_("In this programme mentors have no office."), code="no_offices")
    if email == mentor.user.email:
        raise DomainError(_("Please give another address than the mentor's own."), code="own")
    standing = mentor.delegates.filter(revoked_at=None)
    if standing.filter(email=email).exists():
        raise ConflictError(_("This address belongs to the office already."), code="twice")
    if standing.count() >= MOST_DELEGATES:
        raise DomainError(
            _("More than %(most)s people are too many for an office.") % {"most": MOST_DELEGATES},
            code="most",
        )

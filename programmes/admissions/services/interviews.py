"""Booking, moving, cancelling and holding an interview.

Whoever books locks the interviewer's row first, computes the slots anew, then writes: two
bookings of one person wait for each other instead of deadlocking in the exclusion constraint,
which stays the last referee.
"""

from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor, ActorKind
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.templatetags.moments import clock
from programmes.admissions.messages import interviews as messages
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.services import guardian_consent
from programmes.admissions.services.slot_assignment import (
    SlotTakenError,
    Wanted,
    can_self_book,
    lock_anyhow,
    lock_free,
    slots_for,
)
from programmes.admissions.services.slots import LENGTH
from programmes.admissions.states import Channel, InterviewEvent, InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

__all__ = [
    "SlotTakenError",
    "book",
    "can_self_book",
    "cancel",
    "hold",
    "miss",
    "reschedule",
    "slots_for",
]


@transaction.atomic
def book(
    application: Application,
    *,
    starts_at: datetime,
    channel: Channel,
    phone: str = "",
    zone: str,
    by: Actor,
    now: datetime,
    only: int | None = None,
    anyhow: bool = False,
    note: str = "",
) -> Interview:
    """Book a free slot of half an hour.

    `starts_at` is aware, `zone` the applicant's, by name. `only` names the interviewer, by id. With
    `anyhow`, for staff, that person is booked outside the office hours, too.

    Raises:
        SlotTakenError: nobody is free then ("slot_taken").
        DomainError: somebody is, but talks in another way ("channel"); or the time is over and
            `anyhow` is asked for ("past").
        TransitionError: the application is decided or has an interview ("not_allowed", "stale").
    """
    wanted = Wanted(starts_at, channel, only, by_staff=by.kind == ActorKind.USER)
    interviewer = _lock(application, wanted, anyhow=anyhow, now=now)
    lifecycle.move(application, ApplicationState.INTERVIEW, by=by, now=now, note=note)
    try:
        with transaction.atomic():
            interview = Interview.objects.create(
                application=application,
                interviewer=interviewer,
                channel=channel,
                phone=phone if channel == Channel.PHONE else "",
                zone=zone,
                state_since=now,
                **_times(interviewer, starts_at),
            )
    except IntegrityError as error:
        raise SlotTakenError from error
    application.time_requests.filter(answered_at__isnull=True).update(answered_at=now)
    messages.booked(interview, now=now)
    return interview


@transaction.atomic
def reschedule(
    interview: Interview,
    *,
    starts_at: datetime,
    zone: str,
    by: Actor,
    now: datetime,
    only: int | None = None,
    anyhow: bool = False,
    note: str = "",
) -> Interview:
    """Move a booked interview to another free slot; the old one is kept if that fails.

    `interview.sequence` tells which version the mover saw: of two moves at once one wins.

    Raises:
        SlotTakenError: nobody is free then ("slot_taken").
        DomainError: somebody is, but talks in another way ("channel"); or the time is over and
            `anyhow` is asked for ("past").
        ConflictError: it was moved or cancelled since it was read ("stale").
    """
    by_staff = by.kind == ActorKind.USER
    wanted = Wanted(starts_at, interview.channel, only, moving=interview, by_staff=by_staff)
    interviewer = _lock(interview.application, wanted, anyhow=anyhow, now=now)
    before, then = interview.interviewer, interview.starts_at
    _change(interview, zone=zone, interviewer=interviewer, **_times(interviewer, starts_at))
    interview.refresh_from_db()
    data = {"before": then.isoformat(), "after": starts_at.isoformat()}
    lifecycle.record(interview, by=by, now=now, event=InterviewEvent.MOVED, data=data, note=note)
    messages.moved(interview, was_at=then, was_with=before, now=now)
    return interview


@transaction.atomic
def cancel(interview: Interview, *, by: Actor, now: datetime, note: str = "") -> bool:
    """Cancel a booked interview and free its time; False when it was cancelled already.

    Raises:
        ConflictError: it was moved since it was read ("stale").
        TransitionError: it was held or missed ("not_allowed").
    """
    locked = Interview.objects.select_for_update().get(pk=interview.pk)
    if locked.state == InterviewState.CANCELLED:
        return False
    if locked.sequence != interview.sequence:
        raise ConflictError(_("This appointment has changed in the meantime."), code="stale")
    lifecycle.move(
        interview,
        InterviewState.CANCELLED,
        by=by,
        now=now,
        note=note,
        sequence=interview.sequence + 1,
    )
    lifecycle.move(interview.application, ApplicationState.SUBMITTED, by=by, now=now)
    messages.cancelled(interview, now=now)
    return True


@transaction.atomic
def hold(interview: Interview, *, by: Actor, now: datetime) -> None:
    """Note that the interview took place.

    Raises:
        DomainError: it has not begun ("too_early"), or a parent has not agreed ("no_guardian").
        TransitionError: it was cancelled, missed or held already ("not_allowed", "stale").
    """
    _require_begun(interview, now=now)
    guardian_consent.require(interview.application, now=now)
    lifecycle.move(interview, InterviewState.HELD, by=by, now=now)


@transaction.atomic
def miss(interview: Interview, *, by: Actor, now: datetime) -> bool:
    """Note that nobody came: one kind offer of a new date, the second time staff decide.

    Returns whether the offer goes out.

    Raises:
        DomainError: who is late is still waited for ("too_early").
        TransitionError: it was cancelled, held or missed already ("not_allowed", "stale").
    """
    if now < interview.missed_from:
        raise DomainError(
            _("Who is late is waited for: this is possible from %(time)s on.")
            % {"time": clock(interview.missed_from, settings.TIME_ZONE)},
            code="too_early",
        )
    lifecycle.move(interview, InterviewState.NO_SHOW, by=by, now=now)
    application = interview.application
    lifecycle.move(application, ApplicationState.SUBMITTED, by=by, now=now)
    is_first = application.interviews.filter(state=InterviewState.NO_SHOW).count() == 1
    if is_first:
        messages.no_show_offer(interview, now=now)
    return is_first


def _require_begun(interview: Interview, *, now: datetime) -> None:
    if now < interview.starts_at:
        raise DomainError(_("The interview has not begun yet."), code="too_early")


def _times(interviewer: Interviewer, starts_at: datetime) -> dict[str, object]:
    ends_at = starts_at + LENGTH
    return {
        "starts_at": starts_at,
        "ends_at": ends_at,
        "busy": (starts_at - interviewer.buffer_before, ends_at + interviewer.buffer),
    }


def _lock(application: Application, wanted: Wanted, *, anyhow: bool, now: datetime) -> Interviewer:
    if anyhow and wanted.only is not None:
        return lock_anyhow(wanted.only, wanted, now=now)
    return lock_free(application, wanted, now=now)


def _change(interview: Interview, **columns: object) -> None:
    """Write the new time if nobody has moved or cancelled the interview since it was read."""
    seen = Interview.objects.booked().filter(pk=interview.pk, sequence=interview.sequence)
    try:
        with transaction.atomic():
            changed = seen.update(sequence=interview.sequence + 1, **columns)
    except IntegrityError as error:
        raise SlotTakenError from error
    if not changed:
        raise ConflictError(_("This appointment has changed in the meantime."), code="stale")

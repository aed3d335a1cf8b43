"""Booking, moving, cancelling and holding an interview.

Whoever books locks the interviewer's row first, computes the slots anew, then writes: two
bookings of one person wait for each other instead of deadlocking in the exclusion constraint,
which stays the last referee.
"""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from programmes.applications.messages import interviews as messages
from programmes.applications.models import Application, Interview, Interviewer
from programmes.applications.services.slots import LENGTH, Slot, free_slots
from programmes.applications.states import ApplicationState, InterviewState, Place
from programmes.cohorts.models import Programme


class SlotTakenError(ConflictError):
    """The time is not free, or not any more."""

    def __init__(self) -> None:
        super().__init__(
            _("This time has just been taken or is no longer bookable. Please choose another one."),
            code="slot_taken",
        )


def slots_for(application: Application, *, now: datetime) -> list[Slot]:
    """The times that `application` can choose from."""
    people = Interviewer.objects.bookable(application.cohort.programme)
    moving = application.interviews.booked().first()
    return free_slots(people, now=now, moving=moving)


@transaction.atomic
def book(
    application: Application,
    *,
    starts_at: datetime,
    place: Place,
    phone: str = "",
    zone: str,
    by: Actor,
    now: datetime,
) -> Interview:
    """Book a free slot; `SlotTakenError` when it is not free, `TransitionError` when decided."""
    interviewer = _lock_free_interviewer(application, starts_at=starts_at, now=now)
    lifecycle.move(application, ApplicationState.INTERVIEW, by=by, now=now)
    try:
        with transaction.atomic():
            interview = Interview.objects.create(
                application=application,
                interviewer=interviewer,
                place=place,
                phone=phone if place == Place.PHONE else "",
                zone=zone,
                state_since=now,
                **_times(interviewer, starts_at),
            )
    except IntegrityError as error:
        raise SlotTakenError from error
    messages.booked(interview, now=now)
    return interview


@transaction.atomic
def reschedule(
    interview: Interview, *, starts_at: datetime, zone: str, by: Actor, now: datetime
) -> Interview:
    """Move a booked interview to another free slot; the old one is kept if that fails.

    `interview.sequence` tells which version the mover saw: of two moves at once one wins.
    """
    interviewer = _lock_free_interviewer(
        interview.application, starts_at=starts_at, now=now, moving=interview
    )
    seen = Interview.objects.booked().filter(pk=interview.pk, sequence=interview.sequence)
    fields = _times(interviewer, starts_at)
    try:
        with transaction.atomic():
            moved = seen.update(
                interviewer=interviewer, sequence=interview.sequence + 1, zone=zone, **fields
            )
    except IntegrityError as error:
        raise SlotTakenError from error
    if not moved:
        raise ConflictError(_("This appointment has changed in the meantime."), code="stale")
    before = interview.interviewer
    interview.refresh_from_db()
    messages.moved(interview, was_with=before, now=now)
    return interview


@transaction.atomic
def cancel(interview: Interview, *, by: Actor, now: datetime, note: str = "") -> bool:
    """Cancel a booked interview and free its time; False when it was cancelled already."""
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
    """Note that the interview took place; refused before it has begun."""
    _require_begun(interview, now=now)
    lifecycle.move(interview, InterviewState.HELD, by=by, now=now)


@transaction.atomic
def miss(interview: Interview, *, by: Actor, now: datetime) -> None:
    """Note that nobody came: one kind offer of a new date, the second time staff decide."""
    _require_begun(interview, now=now)
    lifecycle.move(interview, InterviewState.NO_SHOW, by=by, now=now)
    application = interview.application
    lifecycle.move(application, ApplicationState.SUBMITTED, by=by, now=now)
    if application.interviews.filter(state=InterviewState.NO_SHOW).count() == 1:
        messages.no_show_offer(interview, now=now)


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


def _lock_free_interviewer(
    application: Application,
    *,
    starts_at: datetime,
    now: datetime,
    moving: Interview | None = None,
) -> Interviewer:
    """The first interviewer who is free at `starts_at`, with the row locked until the end."""
    programme = application.cohort.programme
    for pk in _free_at(programme, starts_at, now=now, moving=moving):
        locked = Interviewer.objects.select_for_update(of=("self",)).get(pk=pk)
        alone = Interviewer.objects.bookable(programme).filter(pk=pk)
        if any(slot.starts_at == starts_at for slot in free_slots(alone, now=now, moving=moving)):
            return locked
    raise SlotTakenError


def _free_at(
    programme: Programme, starts_at: datetime, *, now: datetime, moving: Interview | None
) -> tuple[int, ...]:
    people = Interviewer.objects.bookable(programme)
    slots = free_slots(people, now=now, moving=moving)
    return next((slot.interviewers for slot in slots if slot.starts_at == starts_at), ())

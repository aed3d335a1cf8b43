"""Which times can be chosen for an interview, and who then takes it.

The page shows what stands here, and a booking asks again: what is shown and what is accepted
cannot differ.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Case, Q, QuerySet, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.common.errors import ConflictError, DomainError
from programmes.admissions.models import Interview, Interviewer, OfferedTime
from programmes.admissions.models.interviewers import InterviewerQuerySet
from programmes.admissions.models.interviews import MISSED_OFTEN, InterviewQuerySet
from programmes.admissions.services.slots import LENGTH, Slot, free_slots
from programmes.admissions.states import Channel, InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

BOOKED, NO_SHOW = InterviewState.BOOKED, InterviewState.NO_SHOW
TAKEN = gettext_lazy(
    "This time has just been taken or is no longer bookable. Please choose another one."
)


class SlotTakenError(ConflictError):
    """The time is not free, or not any more."""

    def __init__(self) -> None:
        super().__init__(TAKEN, code="slot_taken")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: a time, how to talk, and with whom (an id; None is anybody).

    `moving` is the interview that is about to move there. `by_staff` lifts what is closed to
    applicants only.
    """

    starts_at: datetime
    channel: str
    only: int | None = None
    moving: Interview | None = None
    by_staff: bool = False


def can_self_book(application: Application) -> bool:
    """Whether the applicant may choose any free time; after two missed talks staff get in touch."""
    return application.state == ApplicationState.SUBMITTED and not missed_often(application)


def missed_often(application: Application) -> bool:
    """Whether nobody came so often that staff get in touch themselves."""
    missed = application.interviews.filter(state=NO_SHOW)
    return missed.count() >= MISSED_OFTEN


def people_for(
    application: Application,
    *,
    channel: str = "",
    only: int | None = None,
    moving: Interview | None = None,
) -> InterviewerQuerySet:
    """Who can be booked, as far as asked: those who offer `place`, and that one person.

    Whoever has the interview that is `moving` keeps its place, whatever they offer by now.
    """
    people = Interviewer.objects.bookable(application.cohort.programme)
    if channel:
        present = Q(pk=moving.interviewer_id) if moving else Q()
        people = people.filter(Q(channels__contains=[channel]) | present)
    return people if only is None else people.filter(pk=only)


def slots_for(
    application: Application,
    *,
    now: datetime,
    channel: str = "",
    only: int | None = None,
    at: datetime | None = None,
    by_staff: bool = False,
) -> list[Slot]:
    """The times that `application` can choose from, those of a booked interview included.

    `at` asks for that one moment.
    """
    # Both questions with one query: a rush asks them a thousand times.
    talks = list(application.interviews.filter(state__in=(BOOKED, NO_SHOW)))
    moving = next((talk for talk in talks if talk.state == BOOKED), None)
    if moving is None and not by_staff and len(talks) >= MISSED_OFTEN:
        return []
    people = people_for(application, channel=channel, only=only, moving=moving)
    return free_slots(people, now=now, moving=moving, at=at)


def offers_for(
    application: Application, *, now: datetime, at: datetime | None = None
) -> list[OfferedTime]:
    """The times offered to this person that can still be booked; `at` asks for one moment."""
    people = Interviewer.objects.serving(application.cohort.programme)
    ahead = application.offered_times.filter(starts_at__gt=now, interviewer__in=people)
    if at is not None:
        ahead = ahead.filter(starts_at=at)
    offers = list(ahead.select_related("interviewer__user"))
    # Hardly anybody has any: then there is nothing to ask about.
    moving = application.interviews.booked().first() if offers else None
    return [
        offer
        for offer in offers
        if not in_the_way(offer.interviewer, offer.starts_at, moving=moving).exists()
    ]


def in_the_way(
    interviewer: Interviewer, starts_at: datetime, *, moving: Interview | None = None
) -> InterviewQuerySet:
    """The interviews that keep `interviewer` from beginning one then, breaks included."""
    after, until = starts_at - interviewer.buffer_before, starts_at + LENGTH + interviewer.buffer
    others = Interview.objects.filter(interviewer=interviewer).between(after, until)
    return others.exclude(pk=moving.pk) if moving else others


def lock_free(application: Application, wanted: Wanted, *, now: datetime) -> Interviewer:
    """The first interviewer who is free as `wanted`, with the row locked until the end.

    Raises:
        SlotTakenError: nobody is free then ("slot_taken").
        DomainError: somebody is, but talks in another way; the text says which ("channel").
    """
    free = _free_at(application, wanted, now=now)
    # Nobody waits for a person whom somebody else is booking while another is idle: in a rush
    # all would queue for whoever has the fewest interviews.
    locks: list[Callable[[], Interviewer | None]] = [partial(_lock_idle, free)]
    locks += [partial(_lock, pk) for pk in free]
    for lock in locks:
        before = transaction.savepoint()
        locked = lock()
        if locked and locked.pk in _free_at(application, replace(wanted, only=locked.pk), now=now):
            return locked
        # Lets go of the row: who waits for one interviewer while holding another deadlocks.
        transaction.savepoint_rollback(before)
    if elsewhere := _free_at(application, replace(wanted, channel=""), now=now):
        raise DomainError(_otherwise(elsewhere), code="channel")
    raise SlotTakenError


def _lock(pk: int) -> Interviewer:
    return _lockable().get(pk=pk)


def _lockable(*, skip_locked: bool = False) -> QuerySet[Interviewer]:
    """Interviewers to lock; with the person, to whom the mails go."""
    rows = Interviewer.objects.select_related("user")
    return rows.select_for_update(of=("self",), skip_locked=skip_locked)


def _lock_idle(free: Sequence[int]) -> Interviewer | None:
    """The first of `free` whose row is not locked, with the row locked; None if all are."""
    if not free:
        return None
    order = Case(*(When(pk=pk, then=position) for position, pk in enumerate(free)))
    return _lockable(skip_locked=True).filter(pk__in=free).order_by(order).first()


def lock_anyhow(interviewer: int, wanted: Wanted, *, now: datetime) -> Interviewer:
    """That interviewer at any time ahead, whatever the office hours say; never two at once.

    Raises:
        DomainError: the time is over ("past").
        SlotTakenError: the person has another interview then ("slot_taken").
    """
    if wanted.starts_at <= now:
        raise DomainError(_("This time is over. Please choose one that is ahead."), code="past")
    locked = _lock(interviewer)
    if in_the_way(locked, wanted.starts_at, moving=wanted.moving).exists():
        raise SlotTakenError
    return locked


def _free_at(application: Application, wanted: Wanted, *, now: datetime) -> tuple[int, ...]:
    """The ids of who is free then; who was named in an offer or has the interview comes first."""
    offers = [
        offer.interviewer_id
        for offer in offers_for(application, now=now, at=wanted.starts_at)
        if _suits(offer.interviewer, wanted)
    ]
    slots = slots_for(
        application,
        now=now,
        at=wanted.starts_at,
        channel=wanted.channel,
        only=wanted.only,
        by_staff=wanted.by_staff,
    )
    free = slots[0].interviewers if slots else ()
    present = wanted.moving.interviewer_id if wanted.moving else None
    return tuple(dict.fromkeys([*offers, *sorted(free, key=lambda pk: pk != present)]))


def _suits(interviewer: Interviewer, wanted: Wanted) -> bool:
    """Whether an offer of `interviewer` is what somebody wants."""
    keeps = wanted.moving is not None and wanted.moving.interviewer_id == interviewer.pk
    channel_fits = not wanted.channel or keeps or wanted.channel in interviewer.channels
    return channel_fits and wanted.only in {None, interviewer.pk}


def _otherwise(interviewers: Iterable[int]) -> str:
    """How one could talk at that time instead."""
    rows = Interviewer.objects.filter(pk__in=interviewers).values_list("channels", flat=True)
    offered = {channel for channels in rows for channel in channels}
    ways = ", ".join(str(channel.label) for channel in Channel if channel in offered)
    return _("At this time we can talk like this: %s. Please change that or the time.") % ways

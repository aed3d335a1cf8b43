"""Which interview times are free: one function for the page and for the check of a booking."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet

from programmes.applications.models import Interview, Interviewer
from programmes.profiles.services.availability import starts_of_slots

LENGTH = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time, `starts_at` in UTC; `interviewers` are the ids of who is free then.

    Whoever has the fewest interviews ahead comes first, so bookings spread fairly.
    """

    starts_at: datetime
    interviewers: tuple[int, ...]

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + LENGTH


def free_slots(
    interviewers: QuerySet[Interviewer], *, now: datetime, moving: Interview | None = None
) -> list[Slot]:
    """The free slots of `interviewers` in order of time; constant in queries.

    `moving` is an interview that is about to move: its own time counts as free.
    """
    people = interviewers.select_related("user").prefetch_related(
        "user__availability_rules", "user__availability_exceptions"
    )
    horizon = now + max((person.horizon for person in people), default=timedelta())
    taken = _taken(people, now=now, until=horizon, moving=moving)
    free: dict[datetime, list[tuple[int, int]]] = defaultdict(list)
    for person in people:
        busy = taken[person.pk]
        for start in _starts(person, now=now):
            if not _overlaps(busy, start, start + LENGTH + person.buffer):
                free[start].append((len(busy), person.pk))
    return [
        Slot(start, tuple(pk for _load, pk in sorted(who))) for start, who in sorted(free.items())
    ]


def _starts(person: Interviewer, *, now: datetime) -> list[datetime]:
    return starts_of_slots(
        person.user.availability_rules.all(),
        person.user.availability_exceptions.all(),
        after=now + person.notice,
        until=now + person.horizon,
        length=LENGTH,
        step=LENGTH,
    )


def _taken(
    people: Iterable[Interviewer], *, now: datetime, until: datetime, moving: Interview | None
) -> dict[int, list[tuple[datetime, datetime]]]:
    booked = Interview.objects.filter(interviewer__in=[person.pk for person in people])
    if moving is not None:
        booked = booked.exclude(pk=moving.pk)
    taken: dict[int, list[tuple[datetime, datetime]]] = defaultdict(list)
    for pk, busy in booked.between(now, until).values_list("interviewer_id", "busy"):
        # The database holds no interview without start and end.
        taken[pk].append((busy.lower, busy.upper))  # type: ignore[arg-type]
    return taken


def _overlaps(
    busy: Iterable[tuple[datetime, datetime]], starts_at: datetime, ends_at: datetime
) -> bool:
    return any(lower < ends_at and starts_at < upper for lower, upper in busy)

"""Which interview times are free: one function for the page and for the check of a booking."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from programmes.applications.models import Interview, Interviewer
from programmes.profiles.models.availability import local_day
from programmes.profiles.services.availability import Hours, starts_of_slots
from programmes.profiles.services.holidays import public_holidays

LENGTH = timedelta(minutes=30)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slot:
    """A free time, `starts_at` in UTC; `interviewers` are the ids of who is free then.

    Whoever has the fewest interviews ahead comes first, so bookings spread fairly. `places` are
    the ways to talk that at least one of them offers.
    """

    starts_at: datetime
    interviewers: tuple[int, ...]
    places: frozenset[str] = frozenset()

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + LENGTH


@dataclass
class _Booked:
    """What stands in an interviewer's calendar."""

    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    a_day: Counter[date] = field(default_factory=Counter)
    ahead: int = 0

    def leaves(self, person: Interviewer, starts_at: datetime) -> bool:
        """Whether an interview of `person` fits in, with the time to keep free around it."""
        most = person.most_a_day
        if most is not None and self.a_day[local_day(starts_at, settings.TIME_ZONE)] >= most:
            return False
        begins, ends = starts_at - person.buffer_before, starts_at + LENGTH + person.buffer
        return not any(lower < ends and begins < upper for lower, upper in self.busy)


def free_slots(
    interviewers: QuerySet[Interviewer],
    *,
    now: datetime,
    moving: Interview | None = None,
    at: datetime | None = None,
) -> list[Slot]:
    """The free slots of `interviewers` in order of time; constant in queries.

    `moving` is an interview that is about to move: its own time counts as free. `at` asks for the
    slot of that moment only, which costs a fraction.
    """
    people = interviewers.select_related("user").prefetch_related(
        "user__availability_rules", "user__availability_exceptions"
    )
    horizon = now + max((person.horizon for person in people), default=timedelta())
    booked = _booked(people, now=now, until=horizon, moving=moving)
    free: dict[datetime, list[Interviewer]] = defaultdict(list)
    for person in sorted(people, key=lambda person: (booked[person.pk].ahead, person.pk)):
        for start in _starts(person, now=now, at=at):
            if booked[person.pk].leaves(person, start):
                free[start].append(person)
    return [
        Slot(
            start,
            tuple(person.pk for person in who),
            frozenset(chain.from_iterable(person.places for person in who)),
        )
        for start, who in sorted(free.items())
    ]


def hours_of(person: Interviewer, first: date, last: date) -> Hours:
    """When `person` is there on these days."""
    holidays = public_holidays(person.region, first, last) if person.holidays_off else ()
    return Hours(
        person.user.availability_rules.all(), person.user.availability_exceptions.all(), holidays
    )


def _starts(person: Interviewer, *, now: datetime, at: datetime | None) -> list[datetime]:
    after, until = now + person.notice, now + person.horizon
    if at is not None:
        after, until = max(after, at), min(until, at + timedelta(seconds=1))
    if until <= after:
        return []
    days = local_day(after, "UTC") - DAY, local_day(until, "UTC") + DAY
    hours = hours_of(person, *days)
    starts = starts_of_slots(hours, after=after, until=until, length=LENGTH, step=LENGTH)
    return [start for start in starts if at in {None, start}]


def _booked(
    people: Iterable[Interviewer], *, now: datetime, until: datetime, moving: Interview | None
) -> Mapping[int, _Booked]:
    zone = ZoneInfo(settings.TIME_ZONE)
    # The most a day counts what was earlier today and later on the last day, too.
    first, last = (moment.astimezone(zone).date() for moment in (now, until))
    since, to = (datetime.combine(day, time(), tzinfo=zone) for day in (first, last + DAY))
    rows = Interview.objects.filter(interviewer__in=[person.pk for person in people])
    if moving is not None:
        rows = rows.exclude(pk=moving.pk)
    booked: dict[int, _Booked] = defaultdict(_Booked)
    columns = ("interviewer_id", "starts_at", "busy")
    for pk, starts_at, busy in rows.between(since, to).values_list(*columns):
        calendar = booked[pk]
        # The database holds no interview without start and end.
        calendar.busy.append((busy.lower, busy.upper))  # type: ignore[arg-type]
        calendar.a_day[starts_at.astimezone(zone).date()] += 1
        calendar.ahead += busy.upper > now
    return booked

"""Which interview times are free: one function for the page and for the check of a booking."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count, QuerySet

from mentoring.common.clock import local_day
from programmes.admissions.models import Interview, Interviewer
from programmes.scheduling.services.availability import Hours, starts_of_slots
from programmes.scheduling.services.holidays import public_holidays

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
    channels: frozenset[str] = frozenset()

    @property
    def ends_at(self) -> datetime:
        """Half an hour after the start, in UTC."""
        return self.starts_at + LENGTH


@dataclass
class _Booked:
    """What stands in an interviewer's calendar."""

    busy: list[tuple[datetime, datetime]] = field(default_factory=list)
    a_day: Counter[date] = field(default_factory=Counter)
    ahead: int = 0

    def leaves(self, person: Interviewer, starts: Sequence[datetime]) -> Sequence[datetime]:
        """Those of `starts`, which ascend, where an interview fits with the time around it."""
        before, after = person.buffer_before, person.buffer
        taken: set[datetime] = set()
        for begins, ends in self.busy:
            first = bisect_right(starts, begins - LENGTH - after)
            taken.update(starts[first : bisect_left(starts, ends + before)])
        for begins, ends in self._full_days(person.most_a_day):
            taken.update(starts[bisect_left(starts, begins) : bisect_left(starts, ends)])
        return [start for start in starts if start not in taken] if taken else starts

    def _full_days(self, most: int | None) -> Iterator[tuple[datetime, datetime]]:
        for day, talks in self.a_day.items():
            if most is not None and talks >= most:
                yield _midnight(day), _midnight(day + DAY)


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
    hours = ("user__availability_rules", "user__availability_exceptions")
    people = list(interviewers.select_related("user").prefetch_related(*hours))
    horizon = now + max((person.horizon for person in people), default=timedelta())
    booked = _booked(people, now=now, until=horizon, moving=moving, at=at)
    free: dict[datetime, list[int]] = defaultdict(list)
    for person in sorted(people, key=lambda person: (booked[person.pk].ahead, person.pk)):
        # Once, not for each of thousands of times: a model finds its key by its name.
        pk = person.pk
        for start in booked[pk].leaves(person, _starts(person, now=now, at=at)):
            free[start].append(pk)
    offered = {person.pk: frozenset(person.channels) for person in people}

    @cache
    def channels(who: tuple[int, ...]) -> frozenset[str]:
        return frozenset().union(*(offered[pk] for pk in who))

    times = ((start, tuple(free[start])) for start in sorted(free))
    return [Slot(start, who, channels(who)) for start, who in times]


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
    return starts if at is None else [start for start in starts if start == at]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _booked(
    people: Sequence[Interviewer],
    *,
    now: datetime,
    until: datetime,
    moving: Interview | None,
    at: datetime | None,
) -> Mapping[int, _Booked]:
    """What is booked on the days from `now` to `until`, or on that of `at` only."""
    rows = Interview.objects.filter(interviewer__in=[person.pk for person in people]).order_by()
    if moving is not None:
        rows = rows.exclude(pk=moving.pk)
    booked: dict[int, _Booked] = defaultdict(_Booked)
    # Who is alone comes first anyway, and whoever looks at all days counts below.
    if at is not None and len(people) > 1:
        ahead = rows.between(now, until).values("interviewer_id")
        for pk, count in ahead.annotate(count=Count("pk")).values_list("interviewer_id", "count"):
            booked[pk].ahead = count
    # The most a day counts what was earlier today and later on the last day, too.
    first, last = (local_day(moment) for moment in (at or now, at or until))
    # Not the ranges themselves: to read a thousand of them takes longer than all the rest.
    columns = ("interviewer_id", "starts_at", "busy__startswith", "busy__endswith")
    near = rows.between(_midnight(first - DAY), _midnight(last + 2 * DAY)).values_list(*columns)
    for pk, starts_at, begins, ends in near:
        booked[pk].busy.append((begins, ends))
        booked[pk].a_day[local_day(starts_at)] += 1
        booked[pk].ahead += at is None and begins < until and now < ends
    return booked

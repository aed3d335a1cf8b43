"""From wall-clock rules to moments: the only place that knows how clocks change."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import takewhile
from zoneinfo import ZoneInfo

from mentoring.common.clock import local_day
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from programmes.scheduling.models.availability import ends_on_the_wall

DAY, WEEK = timedelta(days=1), timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Span:
    """Wall-clock hours on one day, and the rule or exception that says so."""

    day: date
    starts: time
    ends: time
    source: AvailabilityRule | AvailabilityException

    @property
    def zone(self) -> ZoneInfo:
        """Whose clocks are meant."""
        return ZoneInfo(self.source.zone)

    @property
    def opens_at(self) -> datetime:
        """When the hours begin, in UTC."""
        return datetime.combine(self.day, self.starts, tzinfo=self.zone).astimezone(UTC)

    @property
    def closes_at(self) -> datetime:
        """When the hours end, in UTC."""
        wall = ends_on_the_wall(self.day, self.ends)
        return wall.replace(tzinfo=self.zone).astimezone(UTC)


@dataclass(frozen=True)
class Hours:
    """When a person is there. Rules rest on `holidays`, extra hours hold on them, too."""

    rules: Collection[AvailabilityRule]
    exceptions: Collection[AvailabilityException] = ()
    holidays: Collection[date] = frozenset()

    def open(self, first: date, last: date) -> Iterator[Span]:
        """The hours of these days; what is off for a part of a day is still in them."""
        yield from self._by_rule(first, last)
        yield from self._single((off for off in self.exceptions if off.is_extra), first, last)

    def cut(self, first: date, last: date) -> Iterator[Span]:
        """The hours off on these days."""
        partly = (off for off in self.exceptions if not (off.is_extra or off.is_whole_day))
        return self._single(partly, first, last)

    def day_off(self, day: date) -> AvailabilityException | None:
        """The exception that takes the whole day, if there is one."""
        whole = (off for off in self.exceptions if off.is_whole_day and off.covers(day))
        return next(whole, None)

    def _by_rule(self, first: date, last: date) -> Iterator[Span]:
        for rule in self.rules:
            day = first + timedelta(days=(rule.weekday - first.weekday()) % 7)
            while day <= last:
                if rule.holds_on(day) and day not in self.holidays and not self.day_off(day):
                    yield Span(day, rule.starts, rule.ends, rule)
                day += WEEK

    @staticmethod
    def _single(
        exceptions: Iterable[AvailabilityException], first: date, last: date
    ) -> Iterator[Span]:
        for one in exceptions:
            for day in _days(max(first, one.first_day), min(last, one.last_day)):
                if one.starts and one.ends:
                    yield Span(day, one.starts, one.ends, one)


def starts_of_slots(
    hours: Hours, *, after: datetime, until: datetime, length: timedelta, step: timedelta
) -> list[datetime]:
    """UTC starts, ascending and without repeats, of slots that lie wholly inside the hours.

    A slot begins at the start of the hours and every `step` of wall-clock time after it, and
    lasts `length` of elapsed time. Times that a change of clocks skips are dropped. Of times that
    a change repeats, the first is meant (`fold=0`), so each appears once. Only starts in
    [`after`, `until`) are returned; both are aware.
    """
    # A day to each side, as hours may be kept in any zone.
    first, last = (local_day(after, "UTC") - DAY, local_day(until, "UTC") + DAY)
    cuts = [(cut.opens_at, cut.closes_at) for cut in hours.cut(first, last)]
    starts: set[datetime] = set()
    for span in hours.open(first, last):
        starts.update(_in(span.day, (span.starts, span.ends), span.source.zone, length, step))
    within = sorted(start for start in starts if after <= start < until)
    if not cuts:
        return within
    return [
        start
        for start in within
        if not any(begin < start + length and start < end for begin, end in cuts)
    ]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


@lru_cache(maxsize=10_000)
def _in(
    day: date, times: tuple[time, time], zone_name: str, length: timedelta, step: timedelta
) -> tuple[datetime, ...]:
    """Kept, as many people ask for the same days and the answer is always the same."""
    zone = ZoneInfo(zone_name)
    moments = (
        (wall, wall.replace(tzinfo=zone).astimezone(UTC))
        for wall in _wall_times(day, times, length=length, step=step)
    )
    return tuple(moment for wall, moment in moments if _reads(moment, zone) == wall)


def _reads(moment: datetime, zone: ZoneInfo) -> datetime:
    """What clocks in `zone` show."""
    return moment.astimezone(zone).replace(tzinfo=None)


def _wall_times(
    day: date, times: tuple[time, time], *, length: timedelta, step: timedelta
) -> Iterator[datetime]:
    # Arithmetic on naive times: wall clocks know no zone.
    opening, closing = datetime.combine(day, times[0]), ends_on_the_wall(day, times[1])
    count = range(int((closing - opening) / step) + 1)
    candidates = (opening + n * step for n in count)
    return takewhile(lambda wall: wall + length <= closing, candidates)

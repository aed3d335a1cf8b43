"""From wall-clock rules to moments: the only place that knows how clocks change."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from programmes.profiles.models import AvailabilityException, AvailabilityRule
from programmes.profiles.models.availability import local_day


def starts_of_slots(
    rules: Iterable[AvailabilityRule],
    exceptions: Iterable[AvailabilityException],
    *,
    after: datetime,
    until: datetime,
    length: timedelta,
    step: timedelta,
) -> list[datetime]:
    """UTC starts, ascending and without repeats, of slots that lie wholly inside the rules.

    A slot begins at a rule's start and every `step` of wall-clock time after it, and lasts
    `length` of elapsed time. Times that a change of clocks skips are dropped. Of times that a
    change repeats, the first is meant (`fold=0`), so each appears once. Only starts in
    [`after`, `until`) are returned; both are aware.
    """
    days_off = list(exceptions)
    starts: set[datetime] = set()
    for rule in rules:
        for day in _days(local_day(after, rule.zone), local_day(until, rule.zone)):
            if rule.holds_on(day) and not any(off.covers(day) for off in days_off):
                starts.update(_on(rule, day, length=length, step=step))
    return sorted(start for start in starts if after <= start < until)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _on(
    rule: AvailabilityRule, day: date, *, length: timedelta, step: timedelta
) -> Iterator[datetime]:
    zone = ZoneInfo(rule.zone)
    for wall in _wall_times(rule.starts, rule.ends, length=length, step=step):
        start = datetime.combine(day, wall, tzinfo=zone)
        moment = start.astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == start.replace(tzinfo=None):
            yield moment


def _wall_times(starts: time, ends: time, *, length: timedelta, step: timedelta) -> Iterator[time]:
    # Arithmetic on a naive day: wall clocks know no zone.
    midnight = datetime.min  # noqa: DTZ901
    opening, closing = (datetime.combine(midnight, wall) for wall in (starts, ends))
    count = range(int((closing - opening) / step) + 1)
    candidates = (opening + n * step for n in count)
    return (wall.time() for wall in takewhile(lambda wall: wall + length <= closing, candidates))

"""A calendar week of an interviewer, half an hour a row: hours, what is off, free and booked."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext

from mentoring.common.clock import local_day
from mentoring.common.templatetags.moments import long_day
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.services.office_hours import Source
from programmes.admissions.services.slots import free_slots, hours_of
from programmes.scheduling.models import AvailabilityException
from programmes.scheduling.models.availability import end_in_words, monday_of
from programmes.scheduling.services.availability import Hours, Span
from programmes.scheduling.services.holidays import public_holidays

ZONE = ZoneInfo(settings.TIME_ZONE)
# Beyond them there are no weeks before or after to lead to.
YEARS = range(2000, 2200)
DAY, HALF_HOUR = timedelta(days=1), timedelta(minutes=30)
USUAL = range(16, 36)  # 8:00 to 18:00, in half hours
WHOLE = range(48)
STATES: dict[str, str | Promise] = {
    "free": _("free"),
    "open": _("office hours, not bookable"),
    "busy": _("kept free around an interview"),
    "cut": _("off on this day"),
    "away": _("no office hours on this day"),
    "shut": _("no office hours"),
}
Moments = tuple[datetime, datetime]


@dataclass(frozen=True)
class Cell:
    """Half an hour of a day. `talks` begin in it; `source` is what it is open or off by."""

    day: date
    starts: time
    state: str
    talks: tuple[Interview, ...] = ()
    source: Source | None = None
    heads: bool = False

    @property
    def key(self) -> str:
        return f"{self.day.isoformat()}T{self.starts:%H:%M}"

    @property
    def words(self) -> str:
        """What the cell says to ears."""
        return f"{long_day(self.day)}, {self.starts:%H:%M}, {STATES[self.state]}"

    @property
    def title(self) -> str:
        """The times of the hours, written where they begin."""
        source = self.source
        return f"{source.starts:%H:%M}–{end_in_words(source.ends)}" if self.heads and source else ""

    @property
    def is_extra(self) -> bool:
        return isinstance(self.source, AvailabilityException) and self.source.is_extra


@dataclass(frozen=True)
class Column:
    day: date
    is_today: bool
    shown: bool
    off: AvailabilityException | None
    holiday: str

    @property
    def weekday(self) -> str:
        return date_format(self.day, "D")

    @property
    def number(self) -> str:
        return date_format(self.day, pgettext("day of month", "j"))

    @property
    def why(self) -> str | Promise:
        """Why nobody can book by the rules on this day."""
        if self.off:
            return self.off.reason or _("Day off")
        return self.holiday


@dataclass
class Week:
    """What the grid shows, for whoever may see `talks`."""

    person: Interviewer
    monday: date
    now: datetime
    day: date
    talks: list[Interview] = field(default_factory=list)
    whole: bool = False

    @cached_property
    def days(self) -> list[date]:
        return [self.monday + timedelta(days=n) for n in range(7)]

    @cached_property
    def hours(self) -> Hours:
        return hours_of(self.person, *self.range)

    @property
    def range(self) -> tuple[date, date]:
        return self.days[0] - DAY, self.days[-1] + DAY

    @cached_property
    def columns(self) -> list[Column]:
        today = local_day(self.now)
        person = self.person
        off = public_holidays(person.region, *self.range) if person.holidays_off else {}
        return [
            Column(
                day,
                day == today,
                day == self.day,
                self.hours.day_off(day),
                off.get(day, ""),
            )
            for day in self.days
        ]

    @cached_property
    def rows(self) -> list[tuple[time, list[Cell]]]:
        cells = {half: [self.cell(day, half) for day in self.days] for half in WHOLE}
        told = [half for half in WHOLE if any(_says_something(cell) for cell in cells[half])]
        first, last = min([USUAL[0], *told]), max([USUAL[-1], *told])
        shown = WHOLE if self.whole else range(first, last + 1)
        return [(_wall(half), cells[half]) for half in shown]

    def cell(self, day: date, half: int) -> Cell:
        """What holds at that time; the middle of the half hour decides."""
        starts = _wall(half)
        begins = datetime.combine(day, starts, tzinfo=ZONE).astimezone(UTC)
        middle = begins + HALF_HOUR / 2
        talks = tuple(talk for talk in self.talks if begins <= talk.starts_at < begins + HALF_HOUR)
        state, span = self._at(day, middle)
        heads = span is not None and begins <= span.opens_at < begins + HALF_HOUR
        return Cell(day, starts, state, talks, span.source if span else None, heads)

    def _at(self, day: date, middle: datetime) -> tuple[str, Span | None]:
        if cut := _around(self._cut, middle):
            return "cut", cut
        if any(begins <= middle < ends for begins, ends in self._busy):
            return "busy", _around(self._open, middle)
        if span := _around(self._open, middle):
            return ("free" if self._is_free(middle) else "open"), span
        closed = self.columns[(day - self.monday).days]
        return ("away" if closed.why else "shut"), None

    def _is_free(self, middle: datetime) -> bool:
        return any(begins <= middle < ends for begins, ends in self._free)

    @cached_property
    def _busy(self) -> list[Moments]:
        # The database holds no interview without start and end.
        return [(talk.busy.lower, talk.busy.upper) for talk in self.talks]  # type: ignore[misc]

    @cached_property
    def _open(self) -> list[Span]:
        return list(self.hours.open(*self.range))

    @cached_property
    def _cut(self) -> list[Span]:
        return list(self.hours.cut(*self.range))

    @cached_property
    def _free(self) -> list[Moments]:
        person = Interviewer.objects.filter(pk=self.person.pk, is_bookable=True)
        return [(slot.starts_at, slot.ends_at) for slot in free_slots(person, now=self.now)]

    @property
    def free_times(self) -> int:
        """How many times can be booked in this week."""
        days = (local_day(begins) for begins, _ends in self._free)
        return sum(self.days[0] <= day <= self.days[-1] for day in days)

    @property
    def earlier(self) -> str:
        return self.link(self.monday - timedelta(days=7))

    @property
    def later(self) -> str:
        return self.link(self.monday + timedelta(days=7))

    @property
    def whole_link(self) -> str:
        return self.link(self.day, whole=1)

    def link(self, day: date, **more: Any) -> str:
        """The address of the week with `day` in it."""
        return "?" + urlencode({"day": day.isoformat()} | more)


def day_named(text: str) -> date:
    """The day of an address; `ValueError` where there is none, or where calendars end."""
    day = date.fromisoformat(text)
    if day.year not in YEARS:
        raise ValueError(text)
    return day


def week_of(
    person: Interviewer, day: date, *, user: Any, now: datetime, whole: bool = False
) -> Week:
    """The week with `day` in it, with the interviews that `user` may see."""
    monday = monday_of(day)
    after, until = (
        datetime.combine(edge, time(), tzinfo=ZONE)
        for edge in (monday - DAY, monday + timedelta(days=8))
    )
    talks = Interview.objects.filter(interviewer=person).between(after, until)
    seen = talks.visible_to(user).select_related("application")
    return Week(person, monday, now, day, list(seen), whole)


def _says_something(cell: Cell) -> bool:
    return bool(cell.talks or cell.source)


def _around(spans: list[Span], moment: datetime) -> Span | None:
    around: Iterator[Span] = (span for span in spans if span.opens_at <= moment < span.closes_at)
    return next(around, None)


def _wall(half: int) -> time:
    return time(half // 2, half % 2 * 30)

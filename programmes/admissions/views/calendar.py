"""The free slots as a page shows them: weeks of days, times of a day, the next ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import pgettext

from mentoring.common.clock import local_day
from mentoring.common.templatetags.moments import clock, long_day, moment
from programmes.admissions.services.slots import Slot
from programmes.scheduling.models.availability import monday_of

WEEK = 7
NEXT = 3
SATURDAY = 5


@dataclass(frozen=True)
class Time:
    value: str
    label: str
    long_label: str
    checked: bool


@dataclass(frozen=True)
class Day:
    day: date
    url: str
    current: bool

    @property
    def weekday(self) -> str:
        return date_format(self.day, "D")

    @property
    def label(self) -> str:
        return date_format(self.day, pgettext("day of month", "j"))

    @property
    def title(self) -> str:
        return long_day(self.day)


@dataclass(frozen=True)
class SlotPage:
    """One week of days with the chosen day's times, all in the applicant's zone."""

    slots: Sequence[Slot]
    zone: str
    wanted: date | None = None
    chosen: datetime | None = None
    # The interviewer asked for, kept in the links to other days.
    who: int | None = None

    @cached_property
    def by_day(self) -> dict[date, list[Slot]]:
        return {day: list(slots) for day, slots in groupby(self.slots, key=self._local_day)}

    @cached_property
    def day(self) -> date | None:
        """That of the chosen time, the wanted one, or the next one with something free."""
        days = list(self.by_day)
        if self.chosen and (chosen := local_day(self.chosen, self.zone)) in self.by_day:
            return chosen
        later = [day for day in days if self.wanted is None or day >= self.wanted]
        return next(iter(later or days[-1:]), None)

    @cached_property
    def week(self) -> list[Day]:
        if self.day is None:
            return []
        monday = monday_of(self.day)
        days = [monday + timedelta(days=n) for n in range(WEEK)]
        # A phone is narrow: weekends stand there only where something is free on them.
        days = [d for d in days if d.weekday() < SATURDAY or d in self.by_day]
        return [Day(d, self._url(d) if d in self.by_day else "", d == self.day) for d in days]

    @property
    def earlier_url(self) -> str:
        return self._neighbour([d for d in self.by_day if d < self.week[0].day][-1:])

    @property
    def later_url(self) -> str:
        return self._neighbour([d for d in self.by_day if d > self.week[-1].day][:1])

    @property
    def month(self) -> str:
        return date_format(self.day, "F Y") if self.day else ""

    @cached_property
    def times(self) -> list[Time]:
        slots = self.by_day.get(self.day, []) if self.day else []
        return [self._time(slot.starts_at, self._label(slot)) for slot in slots]

    @property
    def next_times(self) -> list[Time]:
        """The first free time of each of the next other days, for whom any will do."""
        if self.wanted:
            return []
        # Each time stands on the page once: those of the day have a list of their own.
        firsts = [slots[0].starts_at for day, slots in self.by_day.items() if day != self.day]
        return [self._long(starts_at) for starts_at in firsts[:NEXT]]

    def offered(self, starts: Iterable[datetime]) -> list[Time]:
        """Times outside the calendar, each with its day."""
        return [self._long(starts_at) for starts_at in starts]

    def _time(self, starts_at: datetime, label: str) -> Time:
        long_label = moment(starts_at, self.zone)
        return Time(starts_at.isoformat(), label, long_label, checked=starts_at == self.chosen)

    def _long(self, starts_at: datetime) -> Time:
        own, theirs = moment(starts_at, self.zone), clock(starts_at, settings.TIME_ZONE)
        return self._time(starts_at, own if theirs in own else f"{own} ({theirs})")

    def _label(self, slot: Slot) -> str:
        """The time in the applicant's zone, and beside it the programme's where they differ."""
        own, theirs = clock(slot.starts_at, self.zone), clock(slot.starts_at, settings.TIME_ZONE)
        return own if own == theirs else f"{own} ({theirs})"

    def _local_day(self, slot: Slot) -> date:
        return local_day(slot.starts_at, self.zone)

    def _neighbour(self, days: list[date]) -> str:
        return self._url(days[0]) if days else ""

    def _url(self, day: date) -> str:
        asked = {"day": day.isoformat(), "zone": self.zone}
        asked |= {"who": str(self.who)} if self.who else {}
        return f"?{urlencode(asked, safe='/')}#times"

"""The free slots as a page shows them: weeks of days, and the times of one day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import pgettext

from mentoring.common.templatetags.moments import clock, long_day, moment
from programmes.applications.services.slots import Slot

WEEK = 7
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

    @property
    def by_day(self) -> dict[date, list[Slot]]:
        return {day: list(slots) for day, slots in groupby(self.slots, key=self._local_day)}

    @property
    def day(self) -> date | None:
        """The wanted day, or the next one with something free."""
        days = list(self.by_day)
        later = [day for day in days if self.wanted is None or day >= self.wanted]
        return next(iter(later or days[-1:]), None)

    @property
    def week(self) -> list[Day]:
        if self.day is None:
            return []
        monday = self.day - timedelta(days=self.day.weekday())
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

    @property
    def times(self) -> list[Time]:
        slots = self.by_day.get(self.day, []) if self.day else []
        return [
            Time(
                value=slot.starts_at.isoformat(),
                label=self._label(slot),
                long_label=moment(slot.starts_at, self.zone),
                checked=slot.starts_at == self.chosen,
            )
            for slot in slots
        ]

    def _label(self, slot: Slot) -> str:
        """The time in the applicant's zone, and beside it the programme's where they differ."""
        own, theirs = clock(slot.starts_at, self.zone), clock(slot.starts_at, settings.TIME_ZONE)
        return own if own == theirs else f"{own} ({theirs})"

    def _local_day(self, slot: Slot) -> date:
        return slot.starts_at.astimezone(ZoneInfo(self.zone)).date()

    def _neighbour(self, days: list[date]) -> str:
        return self._url(days[0]) if days else ""

    def _url(self, day: date) -> str:
        return f"?day={day.isoformat()}&zone={self.zone}#times"

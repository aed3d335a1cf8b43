"""How dates read: "Do., 12. März, 16:30 Uhr"."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from mentoring.common.formatting import NO_BREAK
from mentoring.common.zones import place_of

register = template.Library()

HALF_A_YEAR = 183  # days
AFTER_A_WORD = re.compile(r"(?<!,) ")


@register.filter
def moment(value: datetime, zone: str) -> str:
    """Day and time of `value` in `zone`."""
    # Translators: a Django date format, "Thu, 12 March, 16:30"
    return _unbroken(value.astimezone(ZoneInfo(zone)), pgettext("format", "D, j F, H:i"))


@register.filter
def clock(value: datetime, zone: str) -> str:
    """Only the time of `value` in `zone`."""
    return date_format(value.astimezone(ZoneInfo(zone)), "H:i")


@register.filter
def until(value: datetime, form: str = "") -> str:
    """The end of a span as people count: midnight is the day before, other hours are told.

    `form` is a format of the day, such as "DATE_FORMAT"; otherwise it is told without its year.
    """
    local = value.astimezone(ZoneInfo(settings.TIME_ZONE))
    if (local.hour, local.minute) == (0, 0):
        return _day(local - timedelta(minutes=1), form)
    is_last_minute = (local.hour, local.minute) == (23, 59)
    return _day(local, form) if is_last_minute else _to_the_hour(local, form)


@register.filter
def since(value: datetime, form: str = "") -> str:
    """The beginning of a span: its day, and the hour but for midnight. `form` as in `until`."""
    local = value.astimezone(ZoneInfo(settings.TIME_ZONE))
    is_midnight = (local.hour, local.minute) == (0, 0)
    return _day(local, form) if is_midnight else _to_the_hour(local, form)


def _day(value: datetime, form: str) -> str:
    return date_format(value, form or "MONTH_DAY_FORMAT")


def _to_the_hour(value: datetime, form: str) -> str:
    place = place_of(settings.TIME_ZONE)
    told = {"day": _day(value, form), "time": date_format(value, "H:i"), "place": place}
    return _("%(day)s, %(time)s (time in %(place)s)") % told


@register.filter
def days_long(days: int) -> str:
    """How long so many days are, after "after": "half a year", "30 days"."""
    if days == HALF_A_YEAR:
        return _("half a year")
    return ngettext("%(days)d day", "%(days)d days", days) % {"days": days}


@register.filter
def long_day(value: date) -> str:
    """A day in full: "Wednesday, 15 April"."""
    return _unbroken(value, pgettext("format", "l, j F"))


def _unbroken(value: date, form: str) -> str:
    """Where a line ends within a day and its time, it ends after a comma."""
    return AFTER_A_WORD.sub(NO_BREAK, date_format(value, form))


@register.filter
def city(zone: str) -> str:
    """The place that gives a time zone its name, in the reader's language: "Tokio"."""
    return place_of(zone)

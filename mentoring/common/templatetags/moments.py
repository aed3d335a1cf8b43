"""How dates read: "Do., 12. März, 16:30 Uhr"."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils.formats import date_format
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def moment(value: datetime, zone: str) -> str:
    """Day and time of `value` in `zone`."""
    # Translators: a Django date format, "Thu, 12 March, 16:30"
    return date_format(value.astimezone(ZoneInfo(zone)), pgettext("format", "D, j F, H:i"))


@register.filter
def clock(value: datetime, zone: str) -> str:
    """Only the time of `value` in `zone`."""
    return date_format(value.astimezone(ZoneInfo(zone)), "H:i")


@register.filter
def long_day(value: date) -> str:
    """A day in full: "Wednesday, 15 April"."""
    return date_format(value, pgettext("format", "l, j F"))


@register.filter
def city(zone: str) -> str:
    """The place that gives a time zone its name: "New York"."""
    return zone.rpartition("/")[2].replace("_", " ")

"""Time zones by the names of places, as people know them: "Tokio" is Asia/Tokyo."""

import unicodedata
import zoneinfo
from collections.abc import Iterator
from functools import cache
from typing import Any

from babel.core import Locale, get_global
from babel.dates import get_timezone_location
from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

LANGUAGES = ("de", "en")
# What is offered to choose from; every other place is found by its name.
OFFERED = (
    *("Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Europe/Madrid"),
    *("Europe/Paris", "Europe/Brussels", "Europe/Amsterdam", "Europe/Rome", "Europe/Vienna"),
    *("Europe/Zurich", "Europe/Copenhagen", "Europe/Stockholm", "Europe/Oslo", "Europe/Helsinki"),
    *("Europe/Warsaw", "Europe/Prague", "Europe/Budapest", "Europe/Belgrade", "Europe/Sarajevo"),
    *("Europe/Athens", "Europe/Bucharest", "Europe/Sofia", "Europe/Kiev", "Europe/Chisinau"),
    *("Europe/Istanbul", "Europe/Moscow", "Europe/Minsk", "Europe/Tirane", "Atlantic/Reykjavik"),
    *("Africa/Cairo", "Africa/Casablanca", "Africa/Tunis", "Africa/Algiers", "Africa/Lagos"),
    *("Africa/Accra", "Africa/Nairobi", "Africa/Addis_Ababa", "Africa/Johannesburg"),
    *("Africa/Asmera", "Africa/Mogadishu", "Asia/Beirut", "Asia/Damascus", "Asia/Baghdad"),
    *("Asia/Jerusalem", "Asia/Riyadh", "Asia/Dubai", "Asia/Tehran", "Asia/Kabul", "Asia/Karachi"),
    *("Asia/Calcutta", "Asia/Colombo", "Asia/Katmandu", "Asia/Dhaka", "Asia/Bangkok"),
    *("Asia/Saigon", "Asia/Jakarta", "Asia/Singapore", "Asia/Manila", "Asia/Hong_Kong"),
    *("Asia/Shanghai", "Asia/Taipei", "Asia/Seoul", "Asia/Tokyo", "Asia/Tbilisi", "Asia/Yerevan"),
    *("Australia/Sydney", "Australia/Perth", "Pacific/Auckland", "America/New_York"),
    *("America/Toronto", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("America/Vancouver", "America/Mexico_City", "America/Bogota", "America/Lima"),
    *("America/Santiago", "America/Sao_Paulo", "America/Buenos_Aires", "America/Caracas"),
)
# Other names that people know.
ALSO = {"Kiew": "Europe/Kiev", "Kalkutta": "Asia/Calcutta", "Mumbai": "Asia/Calcutta"}
SUGGESTS = {"list": "zones", "autocomplete": "off"}
# Without this prefix a zone has no place.
AREAS = (
    "Africa/",
    "America/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Europe/",
    "Indian/",
    "Pacific/",
)


@cache
def known_zones() -> frozenset[str]:
    """All names of the IANA database; reading them takes a walk over hundreds of files."""
    return frozenset(zoneinfo.available_timezones())


def place_of(zone: str, language: str = "") -> str:
    """The place that gives `zone` its name, in the reader's language: "New York", "Tokio"."""
    return _place(zone, (language or get_language() or "de")[:2])


@cache
def _place(zone: str, language: str) -> str:
    own = zone.rpartition("/")[2].replace("_", " ")
    if language not in LANGUAGES or not zone.startswith(AREAS):
        return own
    name: str = get_timezone_location(zone, locale=language, return_city=True)
    # Some names hold a sign that says where they may be parted.
    return name.rpartition("/")[2].replace("\u00ad", "")


def find_zone(text: str) -> str:
    """The zone that somebody means by a place, a country with one zone, or its own name; or ""."""
    is_own_name = text in known_zones() and ("/" in text or text == "UTC")
    return text if is_own_name else _by_name().get(_fold(text), "")


@cache
def _by_name() -> dict[str, str]:
    """Folded names to zones; where two places are called alike, the one that is offered."""
    found: dict[str, str] = {}
    for zone in (*OFFERED, *sorted(known_zones())):
        for name in _names(zone):
            found.setdefault(_fold(name), zone)
    return {**found, **_countries(), **{_fold(name): zone for name, zone in ALSO.items()}}


def _countries() -> dict[str, str]:
    """Names of countries to the zone that is offered for them, where it is one alone."""
    territories, aliases = get_global("zone_territories"), get_global("zone_aliases")
    zones: dict[str, list[str]] = {}
    for zone in OFFERED:
        zones.setdefault(territories.get(aliases.get(zone, zone), ""), []).append(zone)
    return {
        _fold(Locale(language).territories[territory]): offered[0]
        for territory, offered in zones.items()
        for language in LANGUAGES
        if territory and len(offered) == 1
    }


def _names(zone: str) -> Iterator[str]:
    yield zone
    yield zone.rpartition("/")[2].replace("_", " ")
    if zone.startswith(AREAS):
        for language in LANGUAGES:
            yield _place(zone, language)


def _fold(text: str) -> str:
    """Alike whatever the case, the accents and what stands between the words."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def zone_options() -> SafeString:
    """The offered places in the reader's language, for a field that suggests them."""
    return _options((get_language() or "de")[:2])


@cache
def _options(language: str) -> SafeString:
    names = sorted((_place(zone, language) for zone in OFFERED), key=_fold)
    return format_html_join("", '<option value="{}"></option>', ((name,) for name in names))


class ZoneField(forms.CharField):
    """A zone by the name of a place; it reads and shows places, and keeps names of zones."""

    default_error_messages = {
        "unknown": _("We do not know this place. Please give the nearest larger city."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        usual: dict[str, Any] = {"max_length": 64, "widget": forms.TextInput(SUGGESTS)}
        super().__init__(*args, **usual | kwargs)

    def prepare_value(self, value: Any) -> Any:
        return place_of(value) if value in known_zones() else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        zone = find_zone(text) if text else ""
        if text and not zone:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        return zone

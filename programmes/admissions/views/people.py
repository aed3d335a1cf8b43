"""Whom one can talk to, and how: what the booking page lets somebody choose besides the time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from programmes.admissions.models import Interviewer, OfferedTime
from programmes.admissions.services.slots import Slot
from programmes.admissions.states import Channel


@dataclass(frozen=True)
class Person:
    """An interviewer as applicants see them before booking: a first name and initials."""

    pk: int | None
    name: str
    initials: str
    url: str
    current: bool


def persons(people: Iterable[Interviewer], who: int | None, zone: str) -> list[Person]:
    """Anybody, then each by first name; nothing where there is nobody to choose from."""
    found = [(one.pk, *_names(str(one.user))) for one in people]
    if len(found) < 2:  # noqa: PLR2004 - a choice needs two
        return []
    anybody: tuple[int | None, str, str] = (None, _("Anybody"), "?")
    return [
        Person(pk, name, initials, _url(pk, zone), pk == who)
        for pk, name, initials in (anybody, *found)
    ]


def channel_choices(people: Iterable[Interviewer], chosen: str) -> list[tuple[str, Any, str, bool]]:
    """Value, label, hint, and whether it is chosen: the wanted way, or else the first."""
    people = list(people)
    offered = [channel for channel in Channel if any(channel in one.channels for one in people)]
    wanted = chosen if chosen in offered else next(iter(offered), Channel.VIDEO)
    hints = {Channel.ADDRESS: " · ".join(sorted({one.address for one in people if _meets(one)}))}
    return [
        (channel.value, channel.label, hints.get(channel, ""), channel == wanted)
        for channel in offered
    ]


def bookable(
    people: Iterable[Interviewer], slots: Iterable[Slot], offers: Iterable[OfferedTime]
) -> list[Interviewer]:
    """Who stands behind a time on the page, so that nobody chooses a way that nobody offers."""
    free = {pk for slot in slots for pk in slot.interviewers}
    offering = {offer.interviewer_id: offer.interviewer for offer in offers}
    shown = [one for one in people if one.pk in free and one.pk not in offering]
    return [*offering.values(), *shown]


def _meets(interviewer: Interviewer) -> bool:
    return Channel.ADDRESS in interviewer.channels and bool(interviewer.address)


def _names(name: str) -> tuple[str, str]:
    words = name.partition("@")[0].split()
    return words[0], "".join(word[0] for word in (words[0], words[-1])[: len(words)]).upper()


def _url(pk: int | None, zone: str) -> str:
    return "?" + urlencode({"zone": zone} | ({"who": pk} if pk else {}), safe="/")

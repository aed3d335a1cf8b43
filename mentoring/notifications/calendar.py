"""Calendar invitations, and calendars to subscribe to (RFC 5545, 5546, 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from urllib.parse import urlencode

from icalendar import Calendar, Event, vCalAddress, vText

from mentoring.common.text import one_line

Method = Literal["REQUEST", "CANCEL"]
REFRESH = timedelta(minutes=15)
BASIC = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Invitation:
    """`uid` stays through the life of the appointment, `sequence` rises by 1 with each change.

    Moments are aware, and written in UTC.
    """

    method: Method
    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str
    organizer_email: str
    organizer_name: str
    attendee_email: str
    attendee_name: str
    stamp: datetime


@dataclass(frozen=True)
class Entry:
    """An appointment in a calendar that somebody subscribes to. Moments are aware."""

    uid: str
    sequence: int
    starts_at: datetime
    ends_at: datetime
    changed_at: datetime
    summary: str
    location: str
    url: str
    is_cancelled: bool = False


def to_ics(invitation: Invitation) -> bytes:
    """The file that a mail carries, in UTF-8."""
    calendar = _calendar()
    calendar.add("method", invitation.method)
    calendar.add_component(_event(invitation))
    return calendar.to_ical()


def to_file(entry: Entry, *, stamp: datetime) -> bytes:
    """One appointment to be added by hand; with the `uid` of its invitation it is the same one."""
    calendar = _calendar()
    calendar.add("method", "PUBLISH")
    calendar.add_component(_shown(entry, stamp=stamp))
    return calendar.to_ical()


def google_url(entry: Entry) -> str:
    """Google's page on which `entry` is added; nothing is asked of Google before it is opened."""
    times = "/".join(at.astimezone(UTC).strftime(BASIC) for at in (entry.starts_at, entry.ends_at))
    asked = {
        "action": "TEMPLATE",
        "text": entry.summary,
        "dates": times,
        "location": entry.location,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(asked)}"


def outlook_url(entry: Entry) -> str:
    """The same of Outlook."""
    asked = {
        "rru": "addevent",
        "subject": entry.summary,
        "startdt": entry.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "enddt": entry.ends_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "location": entry.location,
    }
    return f"https://outlook.live.com/calendar/0/deeplink/compose?{urlencode(asked)}"


def to_feed(entries: Iterable[Entry], *, name: str, stamp: datetime) -> bytes:
    """The calendar that a programme fetches again each quarter of an hour."""
    calendar = _calendar()
    calendar.add("x-wr-calname", one_line(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT15M")
    for entry in entries:
        calendar.add_component(_shown(entry, stamp=stamp))
    return calendar.to_ical()


def _calendar() -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Mentoring//Outbox//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    return calendar


def _shown(entry: Entry, *, stamp: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("summary", one_line(entry.summary))
    event.add("location", one_line(entry.location))
    event.add("url", entry.url)
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED")
    return event


def _event(invitation: Invitation) -> Event:
    event = Event()
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    # UTC needs no VTIMEZONE, and every program shows it in the reader's own zone.
    event.add("dtstamp", invitation.stamp.astimezone(UTC))
    event.add("dtstart", invitation.starts_at.astimezone(UTC))
    event.add("dtend", invitation.ends_at.astimezone(UTC))
    event.add("summary", one_line(invitation.summary))
    if invitation.description:
        event.add("description", _paragraphs(invitation.description))
    if invitation.location:
        event.add("location", one_line(invitation.location))
    event.add("status", "CANCELLED" if invitation.method == "CANCEL" else "CONFIRMED")
    # Without parameters: a cancellation must name the very same organiser, and names change.
    event.add("organizer", _address(invitation.organizer_email))
    if invitation.organizer_name:
        event.add("contact", one_line(invitation.organizer_name))
    event.add("attendee", _attendee(invitation))
    return event


def _attendee(invitation: Invitation) -> vCalAddress:
    attendee = _address(invitation.attendee_email)
    # Who has just booked need not answer.
    attendee.params["PARTSTAT"] = vText("ACCEPTED")
    attendee.params["RSVP"] = vText("FALSE")
    # Parameters have no escape for a double quote.
    if name := one_line(invitation.attendee_name).replace('"', "'"):
        attendee.params["CN"] = vText(name)
    return attendee


def _address(email: str) -> vCalAddress:
    return vCalAddress(f"mailto:{one_line(email).replace(' ', '')}")


def _paragraphs(text: str) -> str:
    return "\n".join(one_line(line) for line in text.splitlines())

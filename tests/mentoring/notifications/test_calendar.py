"""Calendar files and mails, parsed back as other programs do."""

import email
from datetime import UTC, datetime, timedelta
from email.policy import default
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from mentoring.common.text import one_line
from mentoring.notifications.calendar import Invitation, to_ics
from mentoring.notifications.models import Mail
from mentoring.notifications.services.composing import compose
from mentoring.notifications.templatetags.mails import unlinked

START = datetime(2026, 3, 29, 9, 0, tzinfo=ZoneInfo("Europe/Berlin"))
EVENT = {"BEGIN", "UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION"}
EVENT |= {"LOCATION", "STATUS", "ORGANIZER", "CONTACT", "ATTENDEE", "END"}
nasty = st.text() | st.sampled_from(
    [
        "Ada\r\nATTENDEE:mailto:thief@example.org",
        'Ada";X-EVIL="1',
        "Ada\nBcc: all@example.org",
        "Ada\u2028END:VEVENT",
        "=HYPERLINK(1)",
        "\\n;,:",
        "^n^'",
        "Ädä \U0001f600",
    ]
)


def invitation(**fields):
    return Invitation(
        **{
            "method": "REQUEST",
            "uid": "talk-1@example.org",
            "sequence": 1,
            "starts_at": START,
            "ends_at": START + timedelta(minutes=30),
            "summary": "Kennenlerngespräch",
            "description": "Bitte anrufen.\nBis bald!",
            "location": "Video",
            "organizer_email": "hallo@example.org",
            "organizer_name": "Weitwinkel",
            "attendee_email": "ada@example.org",
            "attendee_name": "Ada Ömer",
            "stamp": datetime(2026, 3, 1, tzinfo=UTC),
            **fields,
        }
    )


def mail(ics=None, **fields):
    return Mail(
        **{
            "to": "ada@example.org",
            "message_id": "<1@example.org>",
            "subject": "Betreff",
            "text": "Text\n",
            "html": "<p>Text</p>",
            "calendar": (ics or b"").decode(),
            "calendar_method": "REQUEST",
            **fields,
        }
    )


def parse(row):
    return email.message_from_bytes(compose(row), policy=default)


@pytest.mark.parametrize(
    ("method", "sequence", "status"), [("REQUEST", 0, "CONFIRMED"), ("CANCEL", 2, "CANCELLED")]
)
def test_what_calendars_read(method, sequence, status):
    calendar = Calendar.from_ical(to_ics(invitation(method=method, sequence=sequence)))
    [event] = calendar.events
    assert calendar["METHOD"] == method
    assert (event["UID"], event["SEQUENCE"], event["STATUS"]) == (
        "talk-1@example.org",
        sequence,
        status,
    )
    assert event["ORGANIZER"] == "mailto:hallo@example.org"
    assert event["ATTENDEE"] == "mailto:ada@example.org"
    assert event["ATTENDEE"].params["CN"] == "Ada Ömer"
    assert event["DESCRIPTION"] == "Bitte anrufen.\nBis bald!"


def test_times_are_utc_and_bare():
    lines = to_ics(invitation()).decode().split("\r\n")
    assert {"DTSTART:20260329T070000Z", "DTEND:20260329T073000Z"} <= set(lines)
    assert "ORGANIZER:mailto:hallo@example.org" in lines


@settings(max_examples=150, deadline=None)
@given(name=nasty, summary=nasty, place=nasty, words=nasty)
def test_no_name_adds_a_property(name, summary, place, words):
    ics = to_ics(
        invitation(
            attendee_name=name,
            organizer_name=name,
            summary=summary,
            location=place,
            description=words,
        )
    )
    lines = ics.replace(b"\r\n ", b"").decode().split("\r\n")
    inside = lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]
    names = [line.partition(":")[0].partition(";")[0] for line in inside]
    assert len(names) == len(set(names))
    assert set(names) <= EVENT
    [event] = Calendar.from_ical(ics).events
    assert event["ATTENDEE"] == "mailto:ada@example.org"
    assert set(event["ATTENDEE"].params) <= {"CN", "PARTSTAT", "RSVP"}
    assert str(event["SUMMARY"]) == one_line(summary)


@settings(max_examples=150, deadline=None)
@given(name=nasty, subject=nasty)
def test_no_name_adds_a_header(name, subject):
    usual = set(parse(mail()).keys())
    parsed = parse(mail(recipient_name=one_line(name)[:161], subject=one_line(subject)[:255]))
    assert set(parsed.keys()) == usual
    assert [address.addr_spec for address in parsed["To"].addresses] == ["ada@example.org"]


def test_method_is_equal_in_mime_and_calendar():
    parsed = parse(mail(to_ics(invitation())))
    parts = [part for part in parsed.walk() if part.get_content_type() == "text/calendar"]
    assert len(parts) == 2
    for part in parts:
        assert part.get_param("method") == "REQUEST"
        assert part.get_content_charset() == "utf-8"
        text = part.get_payload(decode=True).decode()
        assert Calendar.from_ical(text)["METHOD"] == "REQUEST"
    assert [part.get_filename() for part in parts] == [None, "invite.ics"]
    alternative = next(p for p in parsed.walk() if p.get_content_type() == "multipart/alternative")
    assert [part.get_content_type() for part in alternative.iter_parts()] == [
        "text/plain",
        "text/html",
        "text/calendar",
    ]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ada Lovelace", "Ada Lovelace"),
        ("J. R. Müller-Ömer", "J. R. Müller-Ömer"),
        ("https://evil.example/x", "https: / / evil. example/ x"),
        ("www.evil.example", "www. evil. example"),
        ("thief@evil.example", "thief@ evil. example"),
        ("[click](http://evil.example)", "[click](http: / / evil. example)"),
    ],
)
def test_no_mail_program_makes_a_link_of_a_name(name, shown):
    assert unlinked(name) == shown

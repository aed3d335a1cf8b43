"""The bytes that a mail server gets."""

from email import message_from_bytes, policy

import pytest

from mentoring.notifications.models import Mail
from mentoring.notifications.services import composing


def composed(**fields):
    usual = {
        "to": "amina@müller.example",
        "recipient_name": "Amina Yılmaz",
        "reply_to": "hallo@example.org",
        "message_id": "<7@example.org>",
        "subject": "Schöne Grüße",
        "text": "Guten Tag.\n",
        "html": "<p>Guten Tag.</p>",
        "headers": {"List-Unsubscribe": "<https://example.org/stop>"},
    }
    return composing.compose(Mail(**usual | fields))


def test_heads_and_both_texts_arrive():
    message = message_from_bytes(composed(), policy=policy.default)
    assert message["To"].addresses[0].addr_spec == "amina@xn--mller-kva.example"
    assert message["To"].addresses[0].display_name == "Amina Yılmaz"
    assert (message["Reply-To"], message["Subject"]) == ("hallo@example.org", "Schöne Grüße")
    assert (message["Message-ID"], message["Auto-Submitted"]) == (
        "<7@example.org>",
        "auto-generated",
    )
    assert message["List-Unsubscribe"] == "<https://example.org/stop>"
    assert [part.get_content_type() for part in message.walk() if not part.is_multipart()] == [
        "text/plain",
        "text/html",
    ]


def test_a_calendar_entry_is_both_shown_and_attached():
    calendar = {"calendar": "BEGIN:VCALENDAR\r\n", "calendar_method": "REQUEST"}
    message = message_from_bytes(composed(**calendar), policy=policy.default)
    entries = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    assert [part.get_param("method") for part in entries] == ["REQUEST", "REQUEST"]
    assert [part.get_filename() for part in entries] == [None, "invite.ics"]


def test_lines_end_as_mail_servers_want_it():
    assert b"\n" not in composed().replace(b"\r\n", b"")


def test_a_line_break_makes_no_second_header():
    with pytest.raises(ValueError, match="newline"):
        composed(subject="Hallo\nBcc: all@example.org")

"""What the outbox knows about persons."""

from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from mentoring.notifications.models import (
    CalendarFeed,
    Heartbeat,
    Mail,
    MailRequest,
    MailText,
    Preference,
    SendingRate,
)

MACHINERY = (
    *("id", "key", "priority", "reply_to", "language", "message_id", "headers", "html"),
    *("calendar", "calendar_method", "subject_id", "content_type", "object_id", "due_at"),
    *("next_attempt_at", "attempts", "repeats", "token", "lease_until", "handed_over_at"),
    *("settled_at", "purged_at", "last_error", "programme", "hold_reason", "held_until"),
    *("cancel_reason", "counted_at", "mailbox", "joined_into", "sender_name"),
)

declare(
    PersonalData(
        Mail,
        rows=lambda subject_id: Mail.objects.filter(subject_id=subject_id),
        fields=("kind", "to", "recipient_name", "subject", "text", "created_at", "state"),
        without=tuple((name, "machinery, or the same text in another form") for name in MACHINERY),
    ),
    PersonalData(
        Preference,
        rows=lambda subject_id: Preference.objects.filter(subject_id=subject_id),
        fields=("address", "unsubscribed_at", "digest"),
        without=(("id", "machinery"), ("subject_id", "the person's number")),
    ),
    NotPersonal(MailRequest, why="Hashes with our key, which lead to nobody; gone after a day."),
    NotPersonal(MailText, why="Words of the programme to anybody, and which colleague wrote them."),
    NotPersonal(CalendarFeed, why="A key to a calendar; goes with the account."),
    NotPersonal(Heartbeat, why="When the machinery last ran."),
    NotPersonal(SendingRate, why="How many mails may be sent now."),
)

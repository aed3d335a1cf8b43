"""Mails about a person. Those of the sign-in name no subject; erasure finds them by address."""

from mentoring.common.personal_data import NotPersonal, PersonalData, declare
from mentoring.notifications.models import Heartbeat, Mail, SendingRate

declare(
    PersonalData(
        Mail,
        rows=lambda subject_id: Mail.objects.filter(subject_id=subject_id),
        fields=("kind", "to", "recipient_name", "subject", "text", "created_at", "handed_over_at"),
        without=tuple(
            (name, "machinery of sending, or another form of the same text")
            for name in (
                *("id", "key", "priority", "state", "reply_to", "language", "message_id"),
                *("headers", "html", "calendar", "calendar_method", "subject_id", "content_type"),
                *("object_id", "due_at", "next_attempt_at", "attempts", "repeats", "token"),
                *("lease_until", "settled_at", "purged_at", "last_error"),
            )
        ),
    ),
    NotPersonal(Heartbeat, why="The name is that of a machine's work."),
    NotPersonal(SendingRate, why="The name is that of a mail server's limit."),
)

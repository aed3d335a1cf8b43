"""Mails for tests, as they lie in the outbox."""

from itertools import count
from typing import Any

from mentoring.common import clock
from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.states import Category

kinds.register(
    kinds.Kind("test_service", "Confirmation", Category.SERVICE),
    kinds.Kind("test_nudge", "Nudge", Category.UNASKED),
)
_number = count(1)


def make_mail(**fields: Any) -> Mail:
    """A mail that is due now."""
    number, now = next(_number), fields.pop("now", None) or clock.now()
    return Mail.objects.create(
        **{
            "key": f"mail:{number}",
            "kind": "test_service",
            "to": f"person{number}@example.org",
            "language": "de",
            "message_id": f"<{number}@example.org>",
            "subject": f"Betreff {number}",
            "text": "Guten Tag.\n",
            "html": "<p>Guten Tag.</p>",
            "created_at": now,
            "due_at": now,
            "next_attempt_at": now,
            **fields,
        }
    )

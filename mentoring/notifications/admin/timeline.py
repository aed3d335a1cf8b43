"""A mail among what happened to somebody or something, as staff's pages tell it."""

from django.urls import reverse

from mentoring.common.redaction import without_tokens
from mentoring.common.timeline import Entry
from mentoring.notifications import kinds
from mentoring.notifications.admin.mails import COLOURS
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State


def mail_entry(mail: Mail, *, readable: bool = True) -> Entry:
    """That `mail` went out or will; what it says only where it is `readable`."""
    kind = kinds.find(mail.kind)
    return Entry(
        max(mail.due_at, mail.created_at),
        "mail",
        kind.title if kind else mail.kind,
        by=mail.to,
        url=reverse("admin:notifications_mail_change", args=[mail.pk]) if readable else "",
        state=mail.get_state_display(),
        colour=COLOURS.get(State(mail.state), ""),
        note=mail.told_subject if readable else "",
        # The keys in its links are the reader's alone.
        body=without_tokens(mail.text) if readable else "",
    )

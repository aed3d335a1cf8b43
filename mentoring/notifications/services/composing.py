"""From a row of the outbox to the bytes that the mail server gets."""

import uuid
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives

from mentoring.common.addresses import ascii_address
from mentoring.notifications.models import Mail


def compose(mail: Mail) -> bytes:
    """The whole message as it goes to the mail server, with CRLF at the ends of lines.

    Raises:
        ValueError: a header would contain a line break, or an address fits into none.
    """
    message = EmailMultiAlternatives(
        subject=mail.subject,
        body=mail.text,
        from_email=_sender(mail),
        to=[formataddr((mail.recipient_name, ascii_address(mail.to)))],
        reply_to=[ascii_address(mail.reply_to)] if mail.reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated", **mail.headers},
    )
    if mail.html:
        message.attach_alternative(mail.html, "text/html")
    if mail.calendar:
        # Gmail and Outlook read the alternative, others offer the attachment for opening.
        kind = f"text/calendar; method={mail.calendar_method}"
        message.attach_alternative(mail.calendar, kind)
        message.attach("invite.ics", mail.calendar, kind)
    made = message.message()
    for part in made.walk():
        if part.is_multipart():
            # Left to itself, Python searches the whole text for the one it would like to use.
            part.set_boundary(f"=_{uuid.uuid4().hex}")
    return made.as_bytes(linesep="\r\n")  # type: ignore[call-arg]


def _sender(mail: Mail) -> str:
    """The one address of the site, by the name of the programme where it is one's."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return formataddr((mail.sender_name or name, address))

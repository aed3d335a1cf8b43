"""A connection to the mail server that says when the text is about to be handed over."""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.utils import parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

READY_FOR_TEXT = 354


class ClaimLostError(Exception):
    """The mail was cancelled or taken over; the server has not got its text."""


class Courier(smtplib.SMTP):
    """Calls `before_text` between the server's go-ahead and the first byte of the text.

    RFC 5321 makes the server responsible only once it has seen the closing dot: until
    `before_text` has returned, a crash leaves no doubt.
    """

    before_text: Callable[[], bool]
    is_handed_over = False

    def data(self, msg: Any) -> tuple[int, bytes]:
        """Hand over the text of one mail; the server's last reply, as code and words.

        Raises:
            SMTPDataError: the server does not want the text; it has not got it.
            ClaimLostError: `before_text` said no; the server has not got the text.
        """
        self.putcmd("data")
        code, reply = self.getreply()
        if code != READY_FOR_TEXT:
            raise smtplib.SMTPDataError(code, reply)
        try:
            self.is_handed_over = self.before_text()
        finally:
            if not self.is_handed_over:
                self.close()
        if not self.is_handed_over:
            raise ClaimLostError
        stuffed = re.sub(rb"(?m)^\.", b"..", msg)
        ending = b"" if stuffed.endswith(b"\r\n") else b"\r\n"
        self.send(stuffed + ending + b".\r\n")
        return self.getreply()


class TLSCourier(Courier, smtplib.SMTP_SSL):
    """The same over a line that is secure from the start."""


def connect() -> Courier:
    """A connection ready for mails.

    Raises:
        OSError: the server cannot be reached or does not want us; SMTPException is one.
    """
    to: dict[str, Any] = {
        "host": settings.EMAIL_HOST,
        "port": settings.EMAIL_PORT,
        "timeout": settings.EMAIL_TIMEOUT,
        # The default looks up this machine's name, which can take long and means nothing outside.
        "local_hostname": urlsplit(settings.SITE_URL).hostname,
    }
    if settings.EMAIL_USE_SSL:
        courier: Courier = TLSCourier(**to, context=ssl.create_default_context())
    else:
        courier = Courier(**to)
    try:
        if settings.EMAIL_USE_TLS:
            courier.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            courier.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        courier.close()
        raise
    return courier


def carry(courier: Courier, to: str, message: bytes, before_text: Callable[[], bool]) -> None:
    """Send one mail. Returning means that the server has taken it.

    `before_text` is called once, right before the first byte of the text; False stops it there.

    Raises:
        ClaimLostError: `before_text` said no.
        OSError: the server refused, or the connection broke; SMTPException is one.
    """
    courier.before_text, courier.is_handed_over = before_text, False
    sender = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    courier.sendmail(sender, [to], message)

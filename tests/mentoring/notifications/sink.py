"""A real SMTP server for tests, which can be told to hang or to refuse."""

import asyncio
import email
import socket
import threading
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller


def free_port() -> int:
    """aiosmtpd cannot tell which port it was given, so it is chosen before."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


class Sink:
    """`mails` is what it took; `hang_at` is "MAIL" or "DATA", `replies` maps a step to a reply.

    Hanging at DATA means: the text has arrived, and no answer is given.
    """

    def __init__(self, **options: object) -> None:
        self.mails: list[EmailMessage] = []
        self.seen: list[EmailMessage] = []
        self.recipients: list[str] = []
        self.hang_at = ""
        self.replies: dict[str, str] = {}
        self.hanging = threading.Event()
        self.port = free_port()
        self._controller = Controller(self, hostname="127.0.0.1", port=self.port, **options)
        self._controller.start()

    def stop(self) -> None:
        if self._controller._thread is not None:
            self._controller.stop(no_assert=True)

    async def handle_MAIL(self, server, session, envelope, address, options):  # noqa: N802
        await self._maybe_hang("MAIL")
        envelope.mail_from = address
        return self.replies.get("MAIL", "250 OK")

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        envelope.rcpt_tos.append(address)
        return self.replies.get("RCPT", "250 OK")

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        mail = email.message_from_bytes(envelope.content, policy=default)
        self.seen.append(mail)
        await self._maybe_hang("DATA")
        if "DATA" in self.replies:
            return self.replies["DATA"]
        self.mails.append(mail)
        self.recipients += envelope.rcpt_tos
        return "250 OK"

    async def _maybe_hang(self, step: str) -> None:
        if self.hang_at == step:
            self.hanging.set()
            await asyncio.sleep(3600)

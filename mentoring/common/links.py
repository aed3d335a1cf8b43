"""Signed links for mails: bound to one purpose, one row and one version of it.

A link is rendered by GET and acts only by POST; it may be used more than once, because
scanners open and even submit what they find. What makes a link outdated is the row's version.
"""

import uuid
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from http import HTTPStatus
from typing import Any

from django.core import signing
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError


class LinkError(DomainError):
    """The link is altered, expired, outdated or meant for something else; never says which.

    Where it is ours and only outdated, `about` is the row that it opened, of `programme`: the page
    that says no then does so in the usual name and tone.
    """

    status = HTTPStatus.GONE

    def __init__(self, about: Any = None, programme: Any = None) -> None:
        self.about, self.programme = about, programme
        super().__init__(_("This link is no longer valid."), code="link")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a link is for. `max_age` of None never expires (only right for unsubscribing)."""

    name: str
    max_age: timedelta | None

    @property
    def _salt(self) -> str:
        return f"mentoring.link.{self.name}"

    def issue(self, pk: uuid.UUID, version: int = 0) -> str:
        """A token of URL-safe characters for the row `pk` as it stands in `version`."""
        return signing.dumps([pk.hex, version], salt=self._salt)

    def read(self, token: str) -> tuple[uuid.UUID, int]:
        """The row and the version that `token` names.

        Raises:
            LinkError: it does not verify, whatever the reason ("link").
        """
        try:
            hexed, version = signing.loads(token, salt=self._salt, max_age=self.max_age)
            return uuid.UUID(hexed), int(version)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise LinkError from error


def version_from(text: str) -> int:
    """A number made of what outdates a link, such as an address: below 2**60.

    Nobody finds a second text with the same number.
    """
    return int(sha256(text.encode()).hexdigest()[:15], 16)

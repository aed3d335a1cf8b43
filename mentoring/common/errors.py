"""Errors whose text is written for the person who reads them."""

from http import HTTPStatus
from typing import ClassVar

from django.utils.functional import Promise


class DomainError(Exception):
    """A rule forbids this; `message` says so to the user, `code` to the program.

    `status` is what a page answers with that shows the refusal.
    """

    status: ClassVar[HTTPStatus] = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self, message: str | Promise, *, code: str = "refused") -> None:
        # In the language of whoever asked, as the error is raised for them.
        self.message = str(message)
        super().__init__(self.message)
        self.code = code

    def __str__(self) -> str:
        return self.message


class ConflictError(DomainError):
    """Somebody else was quicker: the page shows the present state."""

    status = HTTPStatus.CONFLICT


class TooOftenError(DomainError):
    """Asked for too often; what was typed stays, and can be sent again later."""

    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message, code="too_often")

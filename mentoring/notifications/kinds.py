"""The kinds of mail; each app registers its own in its `notification_kinds.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mentoring.common.registry import Registry
from mentoring.notifications.rendering import Content
from mentoring.notifications.states import Category

if TYPE_CHECKING:
    from django.utils.functional import Promise

    from mentoring.notifications.models import Mail


def always(mail: Mail) -> bool:
    """What the mail says stays true."""
    return True


@dataclass(frozen=True)
class Kind:
    """What mails of one name have in common.

    `still_holds` is asked directly before sending; a mail that no longer holds is cancelled.
    `render` is for mails whose contents must be true at the time of sending; a mail of such a kind
    is posted without a text.
    """

    name: str
    title: str | Promise
    category: Category
    still_holds: Callable[[Mail], bool] = always
    render: Callable[[Mail], Content] | None = None
    # Goes out of the outbox once it is settled: nobody is to know that it was ever written.
    leaves_no_trace: bool = False
    # Must be about a row of a confidential model: only who sees that row sees the mail.
    confidential: bool = False


_kinds: Registry[str, Kind] = Registry()


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds.register(kind.name, kind)


def get(name: str) -> Kind:
    """The kind `name`; KeyError if no app has registered it."""
    return _kinds.get(name)


def find(name: str) -> Kind | None:
    """The kind `name`; None for rows whose app has meanwhile dropped it."""
    return _kinds.find(name)


def names(category: Category) -> list[str]:
    return [kind.name for kind in _kinds if kind.category == category]


def without_trace() -> list[str]:
    return [kind.name for kind in _kinds if kind.leaves_no_trace]


def choices() -> list[tuple[str, str]]:
    return sorted((kind.name, str(kind.title)) for kind in _kinds)

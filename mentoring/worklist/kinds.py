"""The kinds of task; each app registers its own in its `task_kinds.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.utils.functional import Promise

from mentoring.common.actors import Actor
from mentoring.common.registry import Registry
from mentoring.worklist.models import Task
from mentoring.worklist.states import Outcome, Reason


@dataclass(frozen=True, slots=True)
class Keep:
    """The task is still to be done."""


@dataclass(frozen=True, slots=True)
class Close:
    """The task took care of itself; `reason` is one of `Reason`, or of the kind's `reasons`."""

    reason: str


@dataclass(frozen=True, slots=True)
class Listed:
    """What a task is made of: how many there are, the first (title, address, note), and where all
    of them stand.
    """

    total: int
    lines: Sequence[tuple[str, str, str]]
    url: str


Verdict = Keep | Close
KEEP = Keep()
GONE = Close(Reason.GONE)


class Effect(Protocol):
    """What the outcome of a task leads to."""

    def __call__(self, task: Task, outcome: str, *, by: Actor, now: datetime) -> None: ...


def keep(task: Task, now: datetime) -> Verdict:
    """Only people can say that it is done."""
    return KEEP


def nothing(task: Task, outcome: str, *, by: Actor, now: datetime) -> None:
    """The outcome is noted, and that is all."""


def alone(task: Task, now: datetime) -> Listed | None:
    """It is about one thing."""
    return None


@dataclass(frozen=True)
class Kind:
    """What tasks of one name have in common.

    `script` tells staff what to do, in Markdown. `outcomes` are the choices at closing, such as
    `SomeChoices.choices`; without any there is only "Done". `url` leads to where the thing is
    done.

    `verdict(task, now)` is asked now and then and closes a task that took care of itself; it reads
    the row that the task is about, and no clock. `reasons` are its words for why.

    `on_outcome` is called in the transaction that closes a task with an outcome, once it is closed.
    A `DomainError` leaves the task open, and its text stands in the form.

    `listed(task, now)` is for one task about many alike, which closes once nothing is left.

    `confidential` kinds must be about a row of a confidential model (see `common.visibility`), so
    that only who sees that row sees the task.
    """

    name: str
    title: str | Promise
    script: str | Promise = ""
    outcomes: Sequence[tuple[str, Any]] = ()
    url: Callable[[Task], str] | None = None
    verdict: Callable[[Task, datetime], Verdict] = keep
    reasons: Sequence[tuple[str, Any]] = ()
    on_outcome: Effect = nothing
    confidential: bool = False
    listed: Callable[[Task, datetime], Listed | None] = alone

    @property
    def choices(self) -> list[tuple[str, Any]]:
        """The outcomes to choose from."""
        return list(self.outcomes) or [(Outcome.DONE.value, Outcome.DONE.label)]

    def outcome_title(self, outcome: str) -> str:
        """`outcome` in the reader's words; as it stands where the kind has dropped it."""
        known = dict([*Outcome.choices, *self.outcomes])
        return str(known.get(outcome, outcome))

    def reason_title(self, reason: str) -> str:
        """Why a task took care of itself, in the reader's words."""
        known = dict([*Reason.choices, *self.reasons])
        return str(known.get(reason, reason))

    def url_of(self, task: Task) -> str:
        """Where the thing is done; empty where the kind knows no place, or it is gone."""
        return "" if self.url is None or task.is_about_gone else self.url(task)


_kinds: Registry[str, Kind] = Registry()


def register(*kinds: Kind) -> None:
    """Put kinds on record, each under its name; whoever registers a name last has the say."""
    for kind in kinds:
        _kinds.register(kind.name, kind)


def get(name: str) -> Kind:
    """The kind `name`.

    Raises:
        KeyError: no app has registered it.
    """
    return _kinds.get(name)


def find(name: str) -> Kind:
    """The kind `name`; one that knows only its name for rows whose app has dropped it."""
    return _kinds.find(name) or Kind(name, name)


def choices() -> list[tuple[str, str]]:
    """All kinds by their titles."""
    return sorted(((kind.name, str(kind.title)) for kind in _kinds), key=_title)


def _title(choice: tuple[str, str]) -> str:
    return choice[1]

"""The kinds of task; each app registers its own in its `task_kinds.py`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from mentoring.common.registry import Registry
from mentoring.worklist.models import Task
from mentoring.worklist.states import Outcome


def always(task: Task) -> bool:
    """Only people can say that it is done."""
    return True


@dataclass(frozen=True)
class Kind:
    """What tasks of one name have in common.

    `script` tells staff what to do, in Markdown. `outcomes` are the choices at closing, such as
    `SomeChoices.choices`; without any there is only "Done". `url` leads to where the thing is
    done. `still_needed` is asked now and then; when it says no, the task closes by itself.
    """

    name: str
    title: str | Promise
    script: str | Promise = ""
    outcomes: Sequence[tuple[str, str | Promise]] = ()
    url: Callable[[Task], str] | None = None
    still_needed: Callable[[Task], bool] = always

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        """The outcomes to choose from."""
        return list(self.outcomes) or [(Outcome.DONE.value, Outcome.DONE.label)]

    def outcome_title(self, outcome: str) -> str:
        """`outcome` in the reader's words; as it stands where the kind has dropped it."""
        known = dict([*Outcome.choices, *self.outcomes])
        return str(known.get(outcome, outcome))

    def url_of(self, task: Task) -> str:
        """Where the thing is done; empty where the kind knows no place, or it is gone."""
        return "" if self.url is None or task.is_about_gone else self.url(task)


_kinds: Registry[str, Kind] = Registry()


def register(*kinds: Kind) -> None:
    for kind in kinds:
        _kinds.register(kind.name, kind)


def get(name: str) -> Kind:
    """The kind `name`; KeyError if no app has registered it."""
    return _kinds.get(name)


def find(name: str) -> Kind:
    """The kind `name`; one that knows only its name for rows whose app has dropped it."""
    return _kinds.find(name) or Kind(name, name)


def choices() -> list[tuple[str, str]]:
    """All kinds by their titles."""
    return sorted(((kind.name, str(kind.title)) for kind in _kinds), key=_title)


def _title(choice: tuple[str, str]) -> str:
    return choice[1]

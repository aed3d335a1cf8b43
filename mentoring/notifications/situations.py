"""The standard mails by the situations in which they are sent; each app registers its own.

An app does so in its `mail_situations.py`. What is not registered keeps its words.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from mentoring.common.registry import Registry
from mentoring.notifications import kinds
from programmes.cohorts.models import Cohort


class Example(str):  # noqa: SLOT000 - what else it has differs from one to the next
    """A person or thing of a preview: said in a word, and with what else templates ask for."""

    def __new__(cls, said: str, **more: Any) -> "Example":
        made = super().__new__(cls, said)
        made.__dict__.update(more)
        return made


@dataclass(frozen=True)
class Situation:
    """Mails that belong together.

    `mails` are names of templates; a template that is not called as its kind has a title of its own
    in `titles`. `example` gives what they may use, as if it happened in a cohort.
    """

    name: str
    title: str | Promise
    mails: tuple[str, ...]
    example: Callable[[Cohort], Mapping[str, Any]]
    titles: Mapping[str, str | Promise] = field(default_factory=dict)

    def title_of(self, template: str) -> str | Promise:
        """What staff read about a mail."""
        return self.titles.get(template) or kinds.get(template).title


_situations: Registry[str, Situation] = Registry()


def register(*situations: Situation) -> None:
    """Put them on record, each under its name; whoever registers a name last has the say."""
    for situation in situations:
        _situations.register(situation.name, situation)


def everything() -> list[Situation]:
    """All situations, in the order of the apps."""
    return list(_situations)


def of(template: str) -> Situation | None:
    """The one in which the mail is sent; None for mails whose words nobody changes."""
    return next((each for each in _situations if template in each.mails), None)

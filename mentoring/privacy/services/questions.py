"""Which voluntary questions a programme asks, in which words, with which choices."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.states import CHOICES, MULTIPLE, OF_PROGRAMME, QUESTIONS, Question
from programmes.cohorts.models import Programme

Choice = tuple[str, object]
NONE = ("none", _("None of them"))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as a page shows it; each choice is a value and a label."""

    question: Question
    label: str | Promise
    choices: Sequence[Choice]

    @property
    def is_multiple(self) -> bool:
        """Whether several choices may be ticked."""
        return self.question in MULTIPLE


def asked(purpose: str, programme: Programme | None = None) -> list[Asked]:
    """What a page for `purpose` asks; without a programme what every programme asks."""
    found = [
        Asked(question, question.label, CHOICES[question])
        for question in QUESTIONS[purpose]
        if question not in OF_PROGRAMME
    ]
    if programme is None or not programme.asks_affiliation:
        return found
    return found + [each for each in _own(programme) if each.question in QUESTIONS[purpose]]


def _own(programme: Programme) -> list[Asked]:
    """The questions about what mentors belong to; each in the programme's words."""
    choices: list[Choice] = list(programme.affiliations)
    wish = Asked(Question.AFFILIATION_WISH, programme.affiliation_wish, choices)
    if not programme.affiliation_nearest:
        return [wish]
    nearest = Asked(Question.AFFILIATION, programme.affiliation_nearest, [*choices, NONE])
    return [nearest, wish]

"""Whom we reach, in numbers that tell of nobody: one question at a time, small cells hidden."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.privacy.models import VoluntaryAnswer
from mentoring.privacy.services import questions
from mentoring.privacy.states import Purpose, Question
from programmes.cohorts.models import Programme

LEAST = 10
NOT_SAID = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """`count` is None where it is hidden."""

    value: str
    label: Any
    count: int | None


@dataclass(frozen=True, slots=True)
class Table:
    """One cell a choice, then one for who said nothing; `total` is None where it is hidden."""

    cells: tuple[Cell, ...]
    total: int | None


def table(
    *,
    question: str,
    subject_ids: QuerySet[Any, Any] | Iterable[Any],
    programme: Programme | None = None,
) -> Table:
    """How the persons in `subject_ids` answered, blank answers included.

    `programme` is needed for the questions of its own.

    Only questions asked for statistics can be counted. Callers pool years rather than cut groups
    small: two tables of nearly the same people tell of the difference.

    Raises:
        ValueError: the question was not asked for statistics.
    """
    asked = {each.question: each for each in questions.asked(Purpose.OUTREACH, programme)}
    if question not in asked:
        raise ValueError("only answers given for statistics are counted")
    people = set(subject_ids)
    rows = VoluntaryAnswer.objects.filter(question=question, subject__in=people)
    found = dict(rows.order_by().values_list("value").annotate(Count("pk")))
    choices = [*asked[Question(question)].choices, (NOT_SAID, _("Not said"))]
    found[NOT_SAID] = len(people) - sum(found.values())
    counts, total = publishable([found.get(value, 0) for value, _label in choices])
    cells = zip(choices, counts, strict=True)
    return Table(tuple(Cell(*choice, count) for choice, count in cells), total)


def publishable(
    counts: Sequence[int], least: int = LEAST
) -> tuple[tuple[int | None, ...], int | None]:
    """The cells and their sum with every cell hidden that is, or would give away, a small one.

    Cells are hidden from the smallest up, equal ones together, until those hidden can share their
    sum (which anybody gets by subtracting) in enough ways. Which are hidden depends on published
    numbers alone, so knowing this rule does not help either.

    A hidden cell is None; so is the sum where it would give one away.
    """
    if min(counts) >= least:
        return tuple(counts), sum(counts)
    for bound in sorted(set(counts)):
        hidden = [count for count in counts if count <= bound]
        shown = [count for count in counts if count > bound]
        if min(shown, default=least) >= least and _spread(hidden, shown) >= least:
            return tuple(count if count > bound else None for count in counts), sum(counts)
    return (None,) * len(counts), None


def _spread(hidden: list[int], shown: list[int]) -> int:
    """Between which numbers a hidden cell may lie for a reader who knows the others and the rule.

    Hidden cells are below every shown one, and together they make `total`.
    """
    total = sum(hidden)
    most = min(min(shown) - 1, total) if shown else total
    fewest = max(0, total - (len(hidden) - 1) * most)
    return most - fewest

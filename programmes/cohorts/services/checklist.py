"""What must stand before a cohort opens: small named checks, which each app declares.

An app registers its own in its `cohort_checks.py`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise

from mentoring.common.registry import Registry
from programmes.cohorts.models import Cohort


@dataclass(frozen=True)
class Gap:
    """What is missing, and the address of the page where it is mended."""

    text: str | Promise
    url: str


@dataclass(frozen=True)
class Check:
    """One thing that must stand; `find` says what is missing of it at a given time."""

    name: str
    title: str | Promise
    find: Callable[[Cohort, datetime], Iterable[Gap]]


@dataclass(frozen=True)
class Result:
    """How a check came out; fine where nothing is missing."""

    title: str | Promise
    gaps: list[Gap]

    @property
    def is_fine(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps


_checks: Registry[str, Check] = Registry()


def register(*checks: Check) -> None:
    """Put checks on record, each under its name; whoever registers a name last has the say."""
    for check in checks:
        _checks.register(check.name, check)


def results(cohort: Cohort, *, now: datetime) -> list[Result]:
    """How each check comes out, those first that lack something."""
    found = [Result(check.title, list(check.find(cohort, now))) for check in _checks]
    return sorted(found, key=lambda result: result.is_fine)

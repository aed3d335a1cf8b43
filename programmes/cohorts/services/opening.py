"""A cohort's way into the public: opened when nothing is missing, taken back before it begins."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort
from programmes.cohorts.services import checklist
from programmes.cohorts.states import PREVIEWED, CohortState


@transaction.atomic
def open_to_public(cohort: Cohort, *, by: Actor, now: datetime) -> None:
    """Show it to everybody; applications are taken within its window.

    Raises:
        DomainError: something is missing still ("not_ready").
        TransitionError: it is open already ("not_allowed", "stale").
    """
    if any(not result.is_fine for result in checklist.results(_fresh(cohort), now=now)):
        raise DomainError(
            _("Something is still missing. Please look at the list below."), code="not_ready"
        )
    lifecycle.move(cohort, CohortState.OPEN, by=by, now=now)


@transaction.atomic
def take_back(cohort: Cohort, *, by: Actor, now: datetime) -> None:
    """Make it a draft again, as long as nobody can have applied.

    Raises:
        DomainError: its window has begun ("begun").
        TransitionError: it is a draft, or closed ("not_allowed", "stale").
    """
    if now >= _fresh(cohort).opens_at:
        raise DomainError(
            _("Applications have begun already. You can close them instead."), code="begun"
        )
    lifecycle.move(cohort, CohortState.DRAFT, by=by, now=now)


def note_preview(cohort: Cohort, *, by: Actor, now: datetime) -> None:
    """Somebody has looked at public page and form; noted once."""
    if not was_previewed(cohort):
        lifecycle.record(cohort, by=by, now=now, event=PREVIEWED)


def was_previewed(cohort: Cohort) -> bool:
    """Whether any of staff has looked at the preview."""
    return bool(cohort.transitions.filter(event=PREVIEWED).exists())


def _fresh(cohort: Cohort) -> Cohort:
    """As it is now, whatever the page was opened with."""
    return Cohort.objects.select_related("programme").get(pk=cohort.pk)

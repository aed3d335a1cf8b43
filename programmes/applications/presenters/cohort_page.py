"""What the public page of a programme tells of a cohort; the staff's preview shows the same."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mentoring.common.templatetags.moments import since, until
from programmes.applications.presenters.journey import JOURNEY
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.states import CohortState, FormLanguage

OPEN, SOON, CLOSED = "open", "soon", "closed"


def shown_cohort(programme: Programme, now: datetime) -> Cohort | None:
    """The one that takes applications, or will do so next; else the one that did last."""
    cohorts = programme.cohorts.published()
    announced = cohorts.filter(state=CohortState.OPEN)
    return (
        cohorts.open(now).order_by("closes_at").first()
        or announced.filter(closes_at__gt=now).order_by("opens_at").first()
        or cohorts.order_by("-closes_at").first()
    )


def public_page(programme: Programme, cohort: Cohort | None, now: datetime) -> dict[str, Any]:
    """All that the template needs."""
    return {
        "programme": programme,
        "cohort": cohort,
        "window": window_of(cohort, now),
        "journey": JOURNEY,
        "dates": _dates(cohort) if cohort else (),
        "questions": cohort.frequent_questions.all() if cohort else (),
        "form_language": _other_language(cohort),
    }


def window_of(cohort: Cohort | None, now: datetime) -> str:
    """Whether one can apply: open, soon, closed; blank where none was opened yet."""
    if cohort is None:
        return ""
    if cohort.is_open(now):
        return OPEN
    return SOON if cohort.state == CohortState.OPEN and now < cohort.opens_at else CLOSED


def _other_language(cohort: Cohort | None) -> str:
    """The language of the form, where it is not the reader's."""
    offered = cohort.form_languages if cohort else []
    mine = (get_language() or "de")[:2]
    return "" if not offered or mine in offered else str(FormLanguage(offered[0]).label)


def _dates(cohort: Cohort) -> list[tuple[str, str]]:
    span = _("%(first)s to %(last)s")
    opens, closes = since(cohort.opens_at, "DATE_FORMAT"), until(cohort.closes_at, "DATE_FORMAT")
    return [
        (_("Apply"), span % {"first": opens, "last": closes}),
        (
            _("Mentoring year"),
            span % {"first": date_format(cohort.starts_on), "last": date_format(cohort.ends_on)},
        ),
        (_("Places"), str(cohort.places)),
        (_("Age"), span % {"first": cohort.min_age, "last": cohort.max_age}),
    ]

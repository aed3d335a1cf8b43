"""How long applications are kept that did not lead to a place, and when they go.

Each cohort has its own number of days; the operator's setting is the most that any gets.
"""

from datetime import datetime, timedelta

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Least
from django.utils.translation import gettext_lazy as _

from mentoring.common.personal_data import RetentionRule
from mentoring.privacy.services import erasure, retention
from programmes.applications.models import Application
from programmes.applications.models.applications import DRAFT_KEPT, REFUSED_KEPT
from programmes.applications.states import ApplicationState

ENDED = (ApplicationState.DECLINED, ApplicationState.WITHDRAWN)


def abandoned_drafts(now: datetime, days: int) -> QuerySet[Application]:
    """Drafts that nobody has touched for so long."""
    drafts = Application.objects.filter(state=ApplicationState.DRAFT)
    return drafts.filter(saved_at__lte=now - _kept("cohort__drafts_kept_days", days))


def refused(now: datetime, days: int) -> QuerySet[Application]:
    """Applications that were declined or withdrawn so long ago."""
    ended = Application.objects.filter(state__in=ENDED)
    return ended.filter(state_since__lte=now - _kept("cohort__refused_kept_days", days))


def forget(application: Application, now: datetime) -> None:
    """Delete the application, and the person with it unless something else is kept of them."""
    erasure.forget(application, now=now)


DRAFTS = RetentionRule(
    "drafts", _("Drafts that were not sent"), DRAFT_KEPT.days, due=abandoned_drafts, act=forget
)
REFUSED = RetentionRule(
    "refused",
    _("Declined and withdrawn applications"),
    REFUSED_KEPT.days,
    due=refused,
    act=forget,
)


def kept_until(application: Application) -> datetime | None:
    """When the application goes as it stands now; None while it is under way."""
    cohort = application.cohort
    if application.state == ApplicationState.DRAFT:
        days = min(cohort.drafts_kept_days, retention.days_of(DRAFTS))
        return application.saved_at + timedelta(days=days)
    if application.state in ENDED:
        days = min(cohort.refused_kept_days, retention.days_of(REFUSED))
        return application.state_since + timedelta(days=days)
    return None


def has_gone(application: Application, *, now: datetime) -> bool:
    """Whether its time is over, even if the nightly run has not been here yet."""
    until = kept_until(application)
    return until is not None and now >= until


def _kept(column: str, most: int) -> ExpressionWrapper:
    days = Least(F(column), Value(most)) * Value(timedelta(days=1), output_field=DurationField())
    return ExpressionWrapper(days, output_field=DurationField())

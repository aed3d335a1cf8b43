"""The end of a window: by itself or by hand; who has begun is told, and may still finish."""

from datetime import datetime

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.applications.messages import applications as messages
from programmes.applications.models import Application
from programmes.applications.services.applications import SENDING_GRACE
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import CohortState

# How many are told in one tick; the next one goes on.
AT_ONCE = 200


@transaction.atomic
def close(cohort: Cohort, *, by: Actor, now: datetime) -> None:
    """Nobody begins any more; its window ends now, if it has not before.

    Raises:
        DomainError: its window has not begun; then it can become a draft again ("not_begun").
        TransitionError: it is not open ("not_allowed", "stale").
    """
    if now <= cohort.opens_at:
        raise DomainError(
            _("Applications have not begun yet. You can make the cohort a draft again."),
            code="not_begun",
        )
    ends = min(cohort.closes_at, now)
    lifecycle.move(cohort, CohortState.CLOSED, by=by, now=now, closes_at=ends)


def close_past(now: datetime) -> int:
    """Close the cohorts whose window is over at `now`; how many that were."""
    over = Cohort.objects.filter(state=CohortState.OPEN, closes_at__lte=now)
    return sum(_close_if_over(cohort, now) for cohort in over)


def running_drafts(cohort: Cohort) -> QuerySet[Application]:
    """Applications that are begun and not sent."""
    return Application.objects.filter(cohort=cohort, state=ApplicationState.DRAFT)


def tell_drafts(now: datetime) -> int:
    """Write to those who have begun in a cohort that closed; how many that were.

    Once for each closing, and only as long as they can still send.
    """
    kind = messages.CLOSING
    told = Mail.objects.filter(
        kind=kind, object_id=OuterRef("number"), created_at__gte=OuterRef("cohort__closes_at")
    )
    waiting = Application.objects.filter(
        state=ApplicationState.DRAFT,
        cohort__state=CohortState.CLOSED,
        cohort__closes_at__gt=now - SENDING_GRACE,
    )
    waiting = waiting.annotate(number=Cast("pk", CharField())).filter(~Exists(told))
    drafts = list(waiting.select_related("cohort__programme").order_by("pk")[:AT_ONCE])
    for draft in drafts:
        messages.closing(draft, until=draft.cohort.closes_at + SENDING_GRACE, now=now)
    return len(drafts)


def _close_if_over(cohort: Cohort, now: datetime) -> bool:
    """Whether it was us: a colleague may have closed it, or moved its dates, a moment ago."""
    with transaction.atomic():
        locked = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
        if locked.state != CohortState.OPEN or locked.closes_at > now:
            return False
        lifecycle.move(locked, CohortState.CLOSED, by=Actor.system(), now=now)
        return True

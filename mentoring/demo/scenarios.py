"""Named scenarios, which the demo command and the tests share."""

from collections.abc import Callable
from datetime import datetime

from django.db.models import F

from mentoring.demo.season import FATES, Season
from mentoring.demo.weitwinkel import make_weitwinkel
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.cohorts.models import Cohort


def unheard(done: int, total: int) -> None:
    """Report to nobody."""


def running_season(now: datetime, *, report: Callable[[int, int], None] = unheard) -> Cohort:
    """Weitwinkel eight weeks after its window opened, with sixty applications in every state."""
    total = len(FATES) + 1
    report(0, total)
    cohort = make_weitwinkel(now)
    for done, _application in enumerate(Season(cohort, now).play(), start=1):
        report(done, total)
    _deliver_the_past(now)
    report(total, total)
    return cohort


def _deliver_the_past(now: datetime) -> None:
    """Mails of past weeks count as sent then; reminders of coming interviews stay due."""
    past = Mail.objects.filter(state=State.QUEUED, due_at__lt=now)
    past.update(state=State.SENT, settled_at=F("due_at"))

"""Named scenarios, which the demo command and the tests share."""

from collections.abc import Callable
from datetime import datetime
from itertools import chain

from django.db.models import F

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.demo.furniture import furnish_cohort, furnish_programme
from mentoring.demo.season import OPENING, RUNNING, Season
from mentoring.demo.weitwinkel import make_weitwinkel, opening_cohort, running_cohort
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.cohorts.models import Programme


def unheard(done: int, total: int) -> None:
    """Report to nobody."""


def whole_season(now: datetime, *, report: Callable[[int, int], None] = unheard) -> Programme:
    """Weitwinkel with a running and an opening cohort: 120 applications in every state."""
    total = len(RUNNING) + len(OPENING) + 1
    report(0, total)
    programme = make_weitwinkel()
    furnish_programme(programme, by=Actor.of(programme.roles.get(role=Role.MANAGER).user), now=now)
    seasons = (
        Season(running_cohort(programme, now), RUNNING, now),
        Season(opening_cohort(programme, now), OPENING, now, named=len(RUNNING)),
    )
    for season in seasons:
        furnish_cohort(season.cohort)
    led = chain.from_iterable(season.play() for season in seasons)
    for done, _application in enumerate(led, start=1):
        report(done, total)
    _deliver_the_past(now)
    report(total, total)
    return programme


def _deliver_the_past(now: datetime) -> None:
    """Mails of past weeks count as sent then; reminders of coming interviews stay due."""
    past = Mail.objects.filter(state=State.QUEUED, due_at__lt=now)
    past.update(state=State.SENT, settled_at=F("due_at"))

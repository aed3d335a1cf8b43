"""Named scenarios, which the demo command and the tests share."""

from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import chain

from django.db.models import F

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.demo import matchings
from mentoring.demo.cohort_content import furnish_cohort, furnish_programme
from mentoring.demo.mentors import Recruiting
from mentoring.demo.programme import current_cohort, make_weitwinkel, opening_cohort, running_cohort
from mentoring.demo.season import CURRENT, OPENING, RUNNING, Season
from mentoring.demo.worked_tasks import work_off_tasks
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.applications.services import closing
from programmes.cohorts.models import Programme

# Mentors and co-mentors of the cohort whose year runs, and of the next one.
RECRUITED = ((48, 17), (42, 13))


def unheard(done: int, total: int) -> None:
    """Report to nobody."""


def whole_season(now: datetime, *, report: Callable[[int, int], None] = unheard) -> Programme:
    """Weitwinkel with three cohorts: tandems under way, a matching in the making, a new window."""
    total = len(RUNNING) + len(OPENING) + 2 * len(CURRENT) + sum(map(sum, RECRUITED)) + 1
    report(0, total)
    programme = make_weitwinkel()
    manager = Actor.of(programme.roles.get(role=Role.MANAGER).user)
    furnish_programme(programme, by=manager, now=now)
    current, running = current_cohort(programme, now), running_cohort(programme, now)
    seasons = (
        Season(running, RUNNING, now),
        Season(opening_cohort(programme, now), OPENING, now, named=len(RUNNING)),
        Season(current, CURRENT, now, named=len(RUNNING) + len(OPENING)),
    )
    recruitings = (
        Recruiting(current, *RECRUITED[0], manager, now - timedelta(weeks=14)),
        Recruiting(running, *RECRUITED[1], manager, now, named=sum(RECRUITED[0])),
    )
    for season in seasons:
        furnish_cohort(season.cohort)
    led = chain(
        chain.from_iterable(each.play() for each in (*seasons, *recruitings)),
        matchings.published(current, by=manager, now=now),
    )
    for done, _person in enumerate(led, start=1):
        report(done, total)
    closing.close_past(now)
    matchings.in_the_making(running, by=manager, now=now)
    work_off_tasks(by=manager, now=now)
    _deliver_the_past(now)
    report(total, total)
    return programme


def _deliver_the_past(now: datetime) -> None:
    """Mails of past weeks count as sent then; reminders of coming interviews stay due."""
    past = Mail.objects.filter(state=State.QUEUED, due_at__lt=now)
    past.update(state=State.SENT, settled_at=F("due_at"))

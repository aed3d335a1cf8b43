"""What waits for a member of staff today; the first page of the staff area."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mentoring.common import clock
from mentoring.home.staff import applications, cohorts, first_steps, interviews, roles, tasks
from mentoring.home.staff.cards import Card

# The most urgent first; a maker answers None where it has nothing for this person.
CARDS: tuple[Callable[[Any, datetime], Card | None], ...] = (
    roles.without_hours,
    roles.safeguarding,
    roles.auditor,
    tasks.tasks,
    first_steps.first_steps,
    interviews.unsettled,
    applications.decisions,
    applications.time_requests,
    applications.missed_often,
    interviews.next_interviews,
    tasks.failed_mails,
    applications.unbooked,
    cohorts.open_cohorts,
)


def today(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Unfold's dashboard callback."""
    now = clock.now()
    cards = [shown for make in CARDS if (shown := make(request.user, now))]
    # Two stacks side by side, so that a short card leaves no gap below it.
    stacks = [stack for stack in (cards[::2], cards[1::2]) if stack]
    return context | {"stacks": stacks, "title": _("Today"), "zone": settings.TIME_ZONE}

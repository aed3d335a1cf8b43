"""The season at a glance: pictures with their numbers, and each number leads to its rows."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from mentoring.common.admin_pages import StaffPage
from mentoring.common.clock import local_day, now
from mentoring.common.policies import policy
from programmes.admissions.admin.filters import UNDECIDED
from programmes.admissions.admin.saved_views import list_url
from programmes.admissions.policies import can_decide
from programmes.admissions.services import season as numbers
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign, Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort
from programmes.cohorts.states import Source
from programmes.scheduling.models.availability import monday_of

LONGEST = 10


@dataclass(frozen=True)
class Bar:
    """A line of a picture: `width` of a hundred, as wide as `total` beside the widest."""

    label: Any
    total: int
    width: float
    url: str = ""
    accepted: int = 0
    state: str = ""


@policy(can_decide)
@require_GET
def season(request: HttpRequest) -> HttpResponse:
    """Leads to the cohort that takes applications now or took them last."""
    cohorts = _managed(request.user)
    newest = cohorts.filter(opens_at__lte=now()).first() or cohorts.first()
    if newest is None:
        return redirect(list_url())
    return redirect("admin:applications_application_season_of", pk=newest.pk)


class SeasonPage(StaffPage, TemplateView):
    policy = can_manage_cohort
    model = Cohort
    related = ("programme",)
    template_name = "admin/admissions/season.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        cohort = self.row
        found = numbers.numbers(cohort)
        weeks = numbers.weeks(cohort.programme, now=now())
        page = {
            "title": _("Season"),
            "cohort": cohort,
            "cohorts": _managed(self.request.user),
            "states": states(cohort, found),
            "drafts": found.states[ApplicationState.DRAFT],
            "sent": found.states.total() - found.states[ApplicationState.DRAFT],
            "sources": sources(cohort, found.sources),
            "campaigns": campaigns(cohort, found.campaigns),
            "waiting": longest(cohort),
            "waiting_url": rows_of(cohort, waiting=7),
            "weeks": [week_line(week, _widest(weeks)) for week in weeks],
            "this_week": monday_of(local_day(now())),
            "now": now(),
        }
        return super().get_context_data(**(page | more))


def _managed(user: Any) -> QuerySet[Cohort]:
    cohorts = Cohort.objects.filter(programme__in=Programme.objects.managed_by(user))
    return cohorts.select_related("programme").order_by("-opens_at")


def rows_of(cohort: Cohort, **asked: Any) -> str:
    return list_url(urlencode({"cohort": cohort.pk, **asked}))


def states(cohort: Cohort, found: numbers.Numbers) -> list[Bar]:
    """All that were sent, by the state in which they are now."""
    sent = [state for state in ApplicationState if state != ApplicationState.DRAFT]
    widest = max((found.states[state] for state in sent), default=0)
    return [
        Bar(
            state.label,
            found.states[state],
            share(found.states[state], widest),
            rows_of(cohort, state=state.value),
            state=state.value,
        )
        for state in sent
    ]


def sources(cohort: Cohort, ways: list[numbers.Way]) -> list[Bar]:
    names = dict(Source.choices) | {"": _("Not told")}
    return [
        _way(way, names[way.key], ways, rows_of(cohort, source=way.key) if way.key else "")
        for way in ways
    ]


def campaigns(cohort: Cohort, ways: list[numbers.Way]) -> list[Bar]:
    names = {str(row.pk): str(row) for row in Campaign.objects.filter(programme=cohort.programme)}
    return [
        _way(way, names.get(way.key, way.key), ways, rows_of(cohort, campaign=way.key))
        for way in ways
    ]


def _way(way: numbers.Way, label: Any, ways: list[numbers.Way], url: str) -> Bar:
    return Bar(label, way.total, share(way.total, ways[0].total), url, way.accepted)


def longest(cohort: Cohort) -> QuerySet[Application]:
    """Those who have waited longest for what comes next."""
    waiting = Application.objects.filter(cohort=cohort, state__in=UNDECIDED)
    return waiting.only("given_name", "family_name", "state", "state_since").order_by(
        "state_since"
    )[:LONGEST]


def week_line(week: numbers.Week, widest: int) -> dict[str, Any]:
    """A week's numbers, and the parts of its picture one after the other."""
    url = reverse("admin:admissions_interview_changelist")
    parts, begin = [], 0.0
    for name, count in (("held", week.held), ("missed", week.missed), ("booked", week.booked)):
        parts.append({"name": name, "from": begin, "width": share(count, widest)})
        begin += share(count, widest)
    query = urlencode({"week": week.monday.isoformat()})
    room = share(week.capacity, widest)
    return {"week": week, "parts": parts, "room": room, "url": f"{url}?{query}"}


def _widest(weeks: list[numbers.Week]) -> int:
    return max(max(week.capacity, week.held + week.missed + week.booked) for week in weeks)


def share(count: int, widest: int) -> float:
    return round(100 * count / widest, 2) if widest else 0.0

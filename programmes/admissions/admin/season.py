"""The season at a glance: pictures with their numbers, and each number leads to its rows."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from django.views.generic import TemplateView

from mentoring.common.admin_pages import StaffPage
from mentoring.common.charts import Cell, Chart, Column, Row, Tone
from mentoring.common.clock import local_day, now
from mentoring.common.policies import policy
from programmes.admissions.admin.filters import NOT_TOLD, UNDECIDED
from programmes.admissions.admin.saved_views import list_url
from programmes.admissions.policies import can_decide
from programmes.admissions.services import season as numbers
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Campaign, Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort
from programmes.cohorts.states import Source
from programmes.scheduling.models.availability import monday_of

LONGEST = 10
WAYS = [Column(_("Applications")), Column(_("Accepted"), lane=None)]
WEEK = [
    Column(_("Held"), Tone.MAIN),
    Column(_("Nobody came"), Tone.QUIET),
    Column(_("Booked"), Tone.WATCH),
    Column(_("Room"), Tone.ROOM, behind=True),
]


TONES = {
    ApplicationState.SUBMITTED: Tone.WATCH,
    ApplicationState.WAITLISTED: Tone.LIGHT,
    ApplicationState.DECLINED: Tone.QUIET,
    ApplicationState.WITHDRAWN: Tone.QUIET,
}


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
        this_week = monday_of(local_day(now()))
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
            "weeks": weeks(cohort.programme, numbers.weeks(cohort.programme, now=now()), this_week),
            "sent_url": rows_of(cohort),
            "now": now(),
        }
        return super().get_context_data(**(page | more))


def _interviews(**asked: Any) -> str:
    return f"{reverse('admin:admissions_interview_changelist')}?{urlencode(asked)}"


def _managed(user: Any) -> QuerySet[Cohort]:
    cohorts = Cohort.objects.filter(programme__in=Programme.objects.managed_by(user))
    return cohorts.select_related("programme").order_by("-opens_at")


def rows_of(cohort: Cohort, **asked: Any) -> str:
    return list_url(urlencode({"cohort": cohort.pk, **asked}))


def states(cohort: Cohort, found: numbers.Numbers) -> Chart:
    """All that were sent, by the state in which they are now."""
    rows = [
        Row(
            state.label,
            [Cell(found.states[state], rows_of(cohort, state=state.value))],
            tone=TONES.get(state),
        )
        for state in ApplicationState
        if state != ApplicationState.DRAFT
    ]
    return Chart("states", _("State"), [Column(_("Applications"))], rows)


def sources(cohort: Cohort, found: list[numbers.Outreach]) -> Chart:
    names = dict(Source.choices) | {"": _("Not told")}
    rows = [_row_of(cohort, each, names[each.key], source=each.key or NOT_TOLD) for each in found]
    return Chart("sources", _("Source"), WAYS, rows)


def campaigns(cohort: Cohort, found: list[numbers.Outreach]) -> Chart:
    names = {str(row.pk): str(row) for row in Campaign.objects.filter(programme=cohort.programme)}
    rows = [
        _row_of(cohort, each, names.get(each.key, each.key), campaign=each.key) for each in found
    ]
    return Chart("campaigns", _("Campaign"), WAYS, rows)


def _row_of(cohort: Cohort, each: numbers.Outreach, label: Any, **asked: str) -> Row:
    accepted = rows_of(cohort, state=ApplicationState.ACCEPTED.value, **asked)
    return Row(label, [Cell(each.total, rows_of(cohort, **asked)), Cell(each.accepted, accepted)])


def longest(cohort: Cohort) -> QuerySet[Application]:
    """Those who have waited longest for what comes next."""
    waiting = Application.objects.filter(cohort=cohort, state__in=UNDECIDED)
    return waiting.only("given_name", "family_name", "state", "state_since").order_by(
        "state_since"
    )[:LONGEST]


def weeks(programme: Programme, found: list[numbers.Week], this_week: date) -> Chart:
    """What was and will be held, on the room that there is for it."""
    rows = [_week(programme, each, this_week) for each in found]
    return Chart("weeks", _("Week from"), WEEK, rows, css="is-dates")


def _week(programme: Programme, week: numbers.Week, this_week: date) -> Row:
    is_now = week.monday == this_week
    asked = {"week": week.monday.isoformat(), "programme": programme.pk}
    counts = (
        (week.held, InterviewState.HELD),
        (week.missed, InterviewState.NO_SHOW),
        (week.booked, InterviewState.BOOKED),
    )
    return Row(
        date_format(week.monday, "SHORT_DATE_FORMAT"),
        [
            *(Cell(count, _interviews(state=state.value, **asked)) for count, state in counts),
            Cell(week.capacity),
        ],
        _interviews(**asked),
        note=_("this week") if is_now else "",
        stress="is-now" if is_now else "",
    )

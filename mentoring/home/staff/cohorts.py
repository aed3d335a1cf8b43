"""The card about cohorts that take applications."""

from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from mentoring.home.staff.cards import Card, Entry, card, list_of
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_manage_cohort


def open_cohorts(user: Any, now: datetime) -> Card | None:
    """How a running application window fills."""
    if not can_manage_cohort(user, None):
        return None
    sent = Count("applications", filter=~Q(applications__state=ApplicationState.DRAFT))
    open_now = (
        Cohort.objects.open(now)
        .filter(programme__in=Programme.objects.managed_by(user))
        .select_related("programme")
        .annotate(sent=sent)
    )
    lines = [
        Entry(str(each), _season(each), each.closes_at, _filling(each), _("until"))
        for each in open_now
    ]
    return card(
        _("Open for applications"),
        _("No cohort takes applications now."),
        lines,
        len(lines),
        list_of("cohorts_cohort", applications="open"),
    )


def _filling(cohort: Any) -> str:
    text = ngettext(
        "%(sent)d application for %(places)d places",
        "%(sent)d applications for %(places)d places",
        cohort.sent,
    )
    return text % {"sent": cohort.sent, "places": cohort.places}


def _season(cohort: Cohort) -> str:
    return reverse("admin:applications_application_season_of", args=[cohort.pk])

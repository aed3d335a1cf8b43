"""The list of applications: who they are, how long they wait, what the interview found."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common import clock
from mentoring.common.models import Transition
from programmes.applications.admin.decisions import DecisionPage, UndoPage
from programmes.applications.admin.filters import (
    ApplicantsOfFilter,
    ApplicationStateFilter,
    CohortFilter,
)
from programmes.applications.admin.frame import Page, PagesAdmin
from programmes.applications.admin.options import OPTIONS
from programmes.applications.admin.person import ApplicationPage
from programmes.applications.admin.words import day_and_time
from programmes.applications.models import Application, Interview
from programmes.applications.policies import can_see_application
from programmes.applications.states import ApplicationState, InterviewState
from programmes.applications.templatetags.staff import COLOURS

UNDECIDED = {ApplicationState.SUBMITTED, ApplicationState.INTERVIEW, ApplicationState.WAITLISTED}


def latest_change() -> Subquery:
    """When the state of an application last changed."""
    kind = ContentType.objects.get_for_model(Application)
    changes = Transition.objects.filter(content_type=kind, object_id=OuterRef("pk"))
    return Subquery(changes.order_by("-at").values("at")[:1])


@admin.register(Application)
class ApplicationAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_see_application}
    list_display = (
        "person",
        "state_label",
        "waiting",
        "interview",
        "recommendation",
        "hint",
        "in_cohort",
        "sent",
    )
    list_filter = (ApplicationStateFilter, CohortFilter, ApplicantsOfFilter)
    search_fields = ("given_name", "family_name", "email")
    search_help_text = _("Name or e-mail address")
    ordering = ("-saved_at",)
    actions = None

    def pages(self) -> dict[str, tuple[str, Page]]:
        decide = {
            option.slug: (f"<uuid:pk>/{option.slug}/", DecisionPage.as_view(option=option))
            for option in OPTIONS
        }
        return {
            "change": ("<uuid:pk>/change/", ApplicationPage.as_view()),
            "undo": ("<uuid:pk>/undo/", UndoPage.as_view()),
            **decide,
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        talks = Interview.objects.visible_to(request.user).exclude(state=InterviewState.CANCELLED)
        talks = talks.select_related("interviewer__user", "sheet").order_by("-starts_at")
        rows = super().get_queryset(request).select_related("cohort__programme")
        rows = rows.with_possible_duplicate().annotate(waiting_since=latest_change())
        return rows.prefetch_related(Prefetch("interviews", talks, to_attr="talks"))

    @display(description=_("name"), ordering="family_name", header=True)
    def person(self, row: Any) -> tuple[str, str]:
        return str(row), row.email

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Any) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("cohort"), ordering="cohort__name")
    def in_cohort(self, row: Any) -> str:
        return str(row.cohort.name)

    @display(description=_("sent"), ordering="saved_at")
    def sent(self, row: Any) -> str:
        return date_format(localtime(row.saved_at), "SHORT_DATE_FORMAT")

    @display(description=_("waiting since"), ordering="-waiting_since", empty_value="")
    def waiting(self, row: Any) -> str | None:
        """How long nothing has happened that the applicant waits for."""
        if row.state not in UNDECIDED or row.waiting_since is None:
            return None
        return timesince(row.waiting_since, clock.now(), depth=1)

    @display(description=_("interview"), header=True)
    def interview(self, row: Any) -> tuple[str, str]:
        if not row.talks:
            return "–", ""
        talk = row.talks[0]
        return day_and_time(talk.starts_at), str(talk.interviewer)

    @display(description=_("recommendation"), label=COLOURS)
    def recommendation(self, row: Any) -> tuple[str, str] | str:
        sheets = [talk.sheet for talk in row.talks if hasattr(talk, "sheet")]
        found = next((sheet for sheet in sheets if sheet.recommendation), None)
        return (found.recommendation, found.get_recommendation_display()) if found else ""

    @display(description=_("hint"), label={"duplicate": "warning"})
    def hint(self, row: Any) -> tuple[str, Any] | str:
        return ("duplicate", _("Possible duplicate")) if row.possible_duplicate else ""

"""The list of applications: who they are, how long they wait, what the interview found."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.core.exceptions import BadRequest, ValidationError
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from mentoring.common import clock
from mentoring.common.admin_exports import CSV, XLSX, ExportedAdmin
from mentoring.common.admin_pages import Page
from mentoring.common.formatting import day_and_time
from mentoring.common.forms import INPUT
from mentoring.notifications.admin.letters import letter_url
from programmes.admissions.admin.application_page import ApplicationPage, NotePage
from programmes.admissions.admin.booking import BookPage
from programmes.admissions.admin.bulk import MOST, BulkPage, bulk_url
from programmes.admissions.admin.correcting import AddressPage, NamePage
from programmes.admissions.admin.decision_options import OPTIONS, Option
from programmes.admissions.admin.decisions import DecisionPage, UndoPage
from programmes.admissions.admin.exports import APPLICATIONS
from programmes.admissions.admin.filters import APPLICATION_FILTERS, UNDECIDED
from programmes.admissions.admin.letters import ApplicantLetterPage
from programmes.admissions.admin.offers import OfferPage
from programmes.admissions.admin.saved_views import DeleteViewPage, ViewPage, save_view, tabs_for
from programmes.admissions.admin.season import SeasonPage, season
from programmes.admissions.models import Interview, TimeRequest
from programmes.admissions.policies import can_decide, can_see_application
from programmes.admissions.states import InterviewState
from programmes.admissions.templatetags.staff import COLOURS
from programmes.applications.admin.closing import ClosePage
from programmes.applications.admin.preview import PreviewPage
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState

Action = Callable[[Any, HttpRequest, QuerySet[Application]], HttpResponse]


@admin.register(Application)
class ApplicationAdmin(ExportedAdmin):
    policies: ClassVar = {"view": can_see_application}
    list_display = (
        *("person", "in_cohort", "state_label", "waiting"),
        *("interview", "recommendation", "hint"),
    )
    exported = APPLICATIONS
    list_filter = APPLICATION_FILTERS
    list_filter_submit = True
    list_before_template = "admin/admissions/parts/tabs.html"
    list_disable_select_all = True
    search_fields = ("given_name", "family_name", "email")
    search_help_text = _("Name or e-mail address")
    ordering = ("-saved_at",)

    class Media:
        css: ClassVar = {"all": ("css/staff.css",)}

    def pages(self) -> dict[str, tuple[str, Page]]:
        decide = {
            option.slug: (f"<uuid:pk>/{option.slug}/", DecisionPage.as_view(option=option))
            for option in OPTIONS
        }
        bulk = {
            f"bulk_{option.slug}": (f"bulk/{option.slug}/", BulkPage.as_view(option=option))
            for option in OPTIONS
        }
        return {
            "change": ("<uuid:pk>/change/", ApplicationPage.as_view()),
            "letter": ("letter/", ApplicantLetterPage.as_view()),
            "close_cohort": ("close-cohort/<int:pk>/", ClosePage.as_view()),
            "preview": ("cohort/<int:pk>/<slug:step>/", PreviewPage.as_view()),
            "name": ("<uuid:pk>/name/", NamePage.as_view()),
            "address": ("<uuid:pk>/address/", AddressPage.as_view()),
            "note": ("<uuid:pk>/note/", NotePage.as_view()),
            "undo": ("<uuid:pk>/undo/", UndoPage.as_view()),
            "book": ("<uuid:pk>/book/", BookPage.as_view()),
            "offer": ("<uuid:pk>/offer/", OfferPage.as_view()),
            "save_view": ("views/save/", save_view),
            "view": ("views/<int:pk>/", ViewPage.as_view()),
            "delete_view": ("views/<int:pk>/delete/", DeleteViewPage.as_view()),
            "season": ("season/", season),
            "season_of": ("season/<int:pk>/", SeasonPage.as_view()),
            **decide,
            **bulk,
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Application]:
        talks = Interview.objects.visible_to(request.user).exclude(state=InterviewState.CANCELLED)
        talks = talks.select_related("interviewer__user", "sheet").order_by("-starts_at")
        requests = TimeRequest.objects.filter(application=OuterRef("pk"), answered_at__isnull=True)
        rows = super().get_queryset(request).select_related("cohort__programme")
        rows = rows.with_possible_duplicate().annotate(has_time_request=Exists(requests))
        return rows.prefetch_related(Prefetch("interviews", talks, to_attr="talks"))

    def get_ordering(self, request: HttpRequest) -> tuple[str, ...]:
        """The waiting list is a queue: who has stood in it longest comes first."""
        queue = request.GET.getlist("state") == [ApplicationState.WAITLISTED]
        return ("state_since",) if queue else tuple(self.ordering)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """What can be done with those ticked."""
        if not can_decide(request.user, None):
            return {}
        deciding = {
            f"decide_{option.slug}": (_decide(option), f"decide_{option.slug}", option.button)
            for option in OPTIONS
        }
        titles = {XLSX: _("Export to Excel"), CSV: _("Export CSV")}
        saving = {
            f"export_{form}": (_export(form), f"export_{form}", title)
            for form, title in titles.items()
        }
        writing = {"write_letter": (_write_letter, "write_letter", _("Write a mail"))}
        return deciding | writing | saving

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        more = {
            "tabs": tabs_for(request),
            "input_class": INPUT,
        }
        try:
            page: HttpResponse = super().changelist_view(request, (extra_context or {}) | more)
        except ValidationError as error:
            # What was ticked is no number of an application: no browser of ours sends that.
            raise BadRequest from error
        return page

    @display(description=_("name"), ordering="sort_name", header=True)
    def person(self, row: Any) -> tuple[str, str]:
        return str(row), row.email

    @display(description=_("state"), ordering="state", label=COLOURS)
    def state_label(self, row: Any) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("cohort, sent on"), ordering="saved_at", header=True)
    def in_cohort(self, row: Any) -> tuple[str, str]:
        return row.cohort.name, date_format(localtime(row.saved_at), "SHORT_DATE_FORMAT")

    @display(description=_("waiting since"), ordering="-state_since", empty_value="")
    def waiting(self, row: Any) -> str | None:
        """How long nothing has happened that the applicant waits for."""
        if row.state not in UNDECIDED:
            return None
        return timesince(row.state_since, clock.now(), depth=1)

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

    @display(description=_("hint"), label={"duplicate": "warning", "wish": "info"})
    def hint(self, row: Any) -> tuple[str, Any] | str:
        if row.has_time_request:
            return "wish", _("Wishes another time")
        return ("duplicate", _("Possible duplicate")) if row.possible_duplicate else ""


def _decide(option: Option) -> Action:
    def decide(_admin: Any, request: HttpRequest, chosen: QuerySet[Application]) -> HttpResponse:
        ids = list(chosen.values_list("pk", flat=True)[: MOST + 1])
        if len(ids) > MOST:
            messages.warning(request, _("At most 100 people at once: here are the first 100."))
        return redirect(bulk_url(option, ids[:MOST]))

    return decide


def _write_letter(_admin: Any, request: HttpRequest, chosen: QuerySet[Application]) -> HttpResponse:
    ids = list(chosen.values_list("pk", flat=True))
    return redirect(letter_url("admin:applications_application_letter", ids))


def _export(form: str) -> Action:
    def export(page: Any, request: HttpRequest, chosen: QuerySet[Application]) -> HttpResponse:
        file: HttpResponse = page.export(request, chosen, form)
        return file

    return export

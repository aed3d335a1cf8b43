"""The list of plans, and everything that happens to a plan as a whole."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from unfold.decorators import display

from matching.admin.board import BoardPage, PlanPage, SincePage, board_url, with_pairs
from matching.admin.board_actions import StepPage, version_of
from matching.admin.board_mentee import MenteePage
from matching.admin.board_person import PersonPage
from matching.admin.compare import ComparePage
from matching.admin.confirm import ConfirmPage
from matching.admin.publish import LettersPage, PublishPage, unpublish
from matching.admin.what_if import WhatIfPage
from matching.models import Plan
from matching.policies import can_match
from matching.services.runs import plans
from matching.states import PlanState
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import Page, PagesAdmin, verb
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from programmes.cohorts.admin.filters import CohortFilter

COLOURS = {
    PlanState.DRAFT: "info",
    PlanState.PUBLISHED: "success",
    PlanState.DISCARDED: "default",
}


class SettingsPage(PlanPage, TemplateView):
    """Name of a plan, and a copy of it under another one."""

    template_name = "admin/matching/board_settings.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        plan, name = self.row, request.POST.get("name", "")
        by = Actor.of(request.user)
        try:
            if "copy" in request.POST:
                plan = plans.duplicate(plan, name=name, by=by, now=now())
                messages.success(request, _("Copied. This is the copy."))
            else:
                seen = version_of(request)
                plans.rename(plan, name=name, version=seen, by=by, now=now())
                messages.success(request, _("Saved."))
        except DomainError as refusal:
            page = self.get_context_data(refusal=refusal.message, typed=name)
            return self.render_to_response(page, status=refusal.status)
        return redirect(board_url(plan))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(**({"refusal": "", "typed": self.row.name} | more))


@verb(Plan, can_match, board_url)
def discard(request: HttpRequest, plan: Plan) -> str | Promise:
    plans.discard(plan, by=Actor.of(request.user), now=now())
    return _("Put aside. You can take it up again at any time.")


@verb(Plan, can_match, board_url)
def restore(request: HttpRequest, plan: Plan) -> str | Promise:
    plans.restore(plan, by=Actor.of(request.user), now=now())
    return _("This plan is a draft again.")


@admin.register(Plan)
class PlanAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_match}
    list_display = ("title", "cohort", "shown_state", "pairs_shown", "created_at")
    list_filter = ("state", CohortFilter)
    list_select_related = ("cohort__programme",)
    search_fields = ("name",)
    actions = None
    empty_title = _("No matchings yet")
    empty_text = _("A matching run proposes one. Start a run for a cohort.")

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "change": ("<uuid:pk>/change/", BoardPage.as_view()),
            "mentee": ("<uuid:pk>/mentee/<uuid:mentee>/", MenteePage.as_view()),
            "person": ("<uuid:pk>/person/<uuid:person>/", PersonPage.as_view()),
            "step": ("<uuid:pk>/step/", StepPage.as_view()),
            "since": ("<uuid:pk>/since/", SincePage.as_view()),
            "settings": ("<uuid:pk>/settings/", SettingsPage.as_view()),
            "discard": ("<uuid:pk>/discard/", discard),
            "restore": ("<uuid:pk>/restore/", restore),
            "confirm": ("<uuid:pk>/confirm/", ConfirmPage.as_view()),
            "publish": ("<uuid:pk>/publish/", PublishPage.as_view()),
            "letters": ("<uuid:pk>/publish/<uuid:pair>/", LettersPage.as_view()),
            "unpublish": ("<uuid:pk>/unpublish/", unpublish),
            "compare": ("<uuid:pk>/compare/", ComparePage.as_view()),
            "what_if": ("<uuid:pk>/what-if/", WhatIfPage.as_view()),
        }

    def get_queryset(self, request: HttpRequest) -> QuerySet[Plan]:
        return with_pairs(super().get_queryset(request))

    @display(description=_("name"), ordering="name", header=True)
    def title(self, row: Plan) -> tuple[str, str]:
        return row.name, str(row.cohort)

    @display(description=_("state"), ordering="state", label=COLOURS)
    def shown_state(self, row: Plan) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @display(description=_("pairs"), ordering="count")
    def pairs_shown(self, row: Any) -> str:
        return f"{row.count}"

"""Matching runs: start one, watch it, see how good its plan is."""

from typing import Any, ClassVar

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from matching.admin import charts, run_presenter
from matching.admin.cohorts import CohortPage, leads_to
from matching.forms.runs import StartForm
from matching.models import Plan, Run
from matching.policies import can_match
from matching.services import criteria, explanations
from matching.services.pool import candidates
from matching.services.pool.candidates import Pool
from matching.services.runs import runs
from matching.services.statistics import spread
from matching.states import RunState
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import Page, PagesAdmin, StaffPage, verb
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError

OF = "matching_run_of"
MOST_RUNS = 12


def run_url(run: Run) -> str:
    return reverse("admin:matching_run_change", args=[run.pk])


class RunsPage(CohortPage, TemplateView):
    """Who waits for whom, what is missing, and the button that starts a run."""

    address = OF
    template_name = "admin/matching/runs.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = StartForm(request.POST, criteria=criteria.of(self.row))
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        given = form.cleaned_data
        try:
            run = runs.start(
                self.row,
                by=Actor.of(request.user),
                now=now(),
                objective=given["objective"],
                jointly=given["jointly"],
                base_plan=given.get("base_plan"),
            )
        except ConflictError as refusal:
            page = self.get_context_data(form=form, refusal=refusal.message)
            return self.render_to_response(page, status=refusal.status)
        return redirect(run_url(run))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        rules = criteria.of(self.row)
        by = Actor.of(self.request.user)
        pool = candidates.load(self.row, table={}, by=by, now=now())
        earlier = self.row.runs.select_related("started_by").prefetch_related("plans")
        page = {
            "title": _("Matching runs"),
            "form": more.get("form") or StartForm(criteria=rules),
            "active": earlier.filter(state__in=runs.ACTIVE).first(),
            "runs": [(run, run_presenter.outcome(run)) for run in earlier[:MOST_RUNS]],
            "sentences": criteria.in_words(criteria.settings_of(rules.table)),
            **charts.context(pool),
        }
        return super().get_context_data(**(page | more))


class RunPage(StaffPage, TemplateView):
    policy = can_match
    model = Run
    related = ("cohort__programme", "started_by")
    template_name = "admin/matching/run.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        run = self.row
        page = {
            "title": _("Matching run"),
            "run": run,
            "progress": run_presenter.progress(run),
            "error": explanations.refusal(run.error),
            "facts": run_presenter.facts(run),
            "sentences": criteria.in_words(criteria.settings_of(run.table)),
            "is_over": run.state not in runs.ACTIVE,
            "runs_url": reverse(f"admin:{OF}", args=[run.cohort_id]),
        }
        if run.state == RunState.DONE:
            page |= self._pictures()
        return super().get_context_data(**(page | more))

    @cached_property
    def _plan(self) -> Plan | None:
        found: Plan | None = self.row.plans.order_by("created_at").first()
        return found

    def _pool(self) -> Pool:
        run = self.row
        changes = candidates.Changes.of(run.changes)
        by = Actor.of(self.request.user)
        return candidates.load(
            run.cohort, table=run.table, run=run, by=by, now=now(), changes=changes
        )

    def _pictures(self) -> dict[str, Any]:
        """Of the plan as it stands and of the people as they are now."""
        pool = self._pool()
        pairs = run_presenter.scored(pool, self._plan)
        found = spread(pairs)
        return {
            "plan": self._plan,
            "certificate": run_presenter.certificate(self.row),
            "spread": found,
            "scores": charts.of_scores(found),
            **charts.context(pool),
        }


class ProgressPage(StaffPage, View):
    """Asked each second by an open page."""

    policy = can_match
    model = Run
    related = ("cohort__programme",)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        found = run_presenter.progress(self.row)
        return JsonResponse(found | {"over": self.row.state not in runs.ACTIVE})


@verb(Run, can_match, run_url)
def cancel(request: HttpRequest, run: Run) -> str | Promise:
    runs.cancel(run, by=Actor.of(request.user), now=now())
    return _("The run stops at its next step.")


@admin.register(Run)
class RunAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_match}
    kept = ()

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "changelist": ("", leads_to(OF)),
            "of": ("cohort/<int:pk>/", RunsPage.as_view()),
            "change": ("<uuid:pk>/", RunPage.as_view()),
            "progress": ("<uuid:pk>/progress/", ProgressPage.as_view()),
            "cancel": ("<uuid:pk>/cancel/", cancel),
        }

"""What counts in a cohort's matching: the form, what it means, and how one pair fares."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from matching.admin.cohorts import CohortPage, leads_to
from matching.forms.criteria import CriteriaForm
from matching.models import CohortCriteria
from matching.policies import can_match
from matching.services import criteria, criteria_files, pair_preview, rule_data
from matching.services.pool import candidates
from matching.services.pool.candidates import Pool
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import Page, PagesAdmin
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError
from programmes.profiles.states import Part

OF = "matching_cohortcriteria_of"


class CriteriaPage(CohortPage, TemplateView):
    """Saved, only looked at, or tried on one pair, by the button that was pressed."""

    address = OF
    template_name = "admin/matching/criteria.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        preset = criteria.PRESETS.get(request.GET.get("preset", ""))
        form = CriteriaForm(criteria=self._criteria, settings=preset[1] if preset else None)
        shown = self.get_context_data(form=form, preset=preset[0] if preset else "")
        return self.render_to_response(shown)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = CriteriaForm(request.POST, criteria=self._criteria)
        if not form.is_valid():
            return self._shown(form, status=422)
        if "save" in request.POST:
            return self._saved(form)
        return self._shown(form, trial=self._trial(form) if "try" in request.POST else None)

    def _shown(self, form: CriteriaForm, *, status: int = 200, **more: Any) -> HttpResponse:
        page = self.get_context_data(form=form, **more)
        if self.request.headers.get("X-Part") == "preview":
            return render(self.request, "admin/matching/criteria_preview.html", page, status=status)
        return self.render_to_response(page, status=status)

    def _saved(self, form: CriteriaForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            criteria.save(
                self.row,
                table=form.table,
                objective=given["objective"],
                jointly=given["jointly"],
                version=given["version"],
            )
        except ConflictError as refusal:
            now_held = CriteriaForm(criteria=criteria.of(self.row))
            return self._shown(now_held, status=refusal.status, refusal=refusal.message)
        messages.success(self.request, _("Saved. The next matching run goes by these criteria."))
        return redirect(f"admin:{OF}", pk=self.row.pk)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        form = more["form"]
        chosen = form.settings if form.is_bound and form.is_valid() else form.shown
        page = {
            "title": _("Criteria"),
            "rows": self._rows(form),
            "sentences": criteria.in_words(chosen),
            "presets": [(key, label) for key, (label, _settings) in criteria.PRESETS.items()],
            "mentees": self._people(Part.MENTEE),
            "mentors": self._people(Part.MENTOR),
            "tried": {part: self.request.POST.get(part, "") for part in ("mentee", "mentor")},
        }
        return super().get_context_data(**(page | more))

    def _rows(self, form: CriteriaForm) -> list[dict[str, Any]]:
        """The rules, each with whom nothing is known of that it could look at."""
        silent = rule_data.silent_sides(self._pool)
        return [row | {"silent": silent.get(row["rule"].key, ())} for row in form.rows()]

    @cached_property
    def _criteria(self) -> CohortCriteria:
        return criteria.of(self.row)

    @cached_property
    def _pool(self) -> Pool:
        """Everybody who can be matched; rules make no difference for that."""
        by = Actor.of(self.request.user)
        return candidates.load(self.row, table={}, by=by, now=now())

    def _people(self, part: str) -> list[tuple[str, str]]:
        people = (one for one in self._pool.people.values() if one.part == part)
        here = [(one.id, one.name) for one in people if one.id not in self._pool.without]
        return sorted(here, key=lambda one: one[1].casefold())

    def _trial(self, form: CriteriaForm) -> pair_preview.Trial | None:
        sides = self._pool.problem.mentees.positions, self._pool.problem.mentors.positions
        mentee, mentor = (self.request.POST.get(part, "") for part in ("mentee", "mentor"))
        if mentee not in sides[0] or mentor not in sides[1]:
            return None
        by = Actor.of(self.request.user)
        pool = candidates.load(self.row, table=form.table, by=by, now=now())
        return pair_preview.of(pool, mentee, mentor, form.settings)


class FilePage(CohortPage, View):
    """The criteria as a file for `match_files`."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        text = criteria_files.toml(criteria.of(self.row).table)
        sent = HttpResponse(text, content_type="application/toml; charset=utf-8")
        sent["Content-Disposition"] = 'attachment; filename="criteria.toml"'
        return sent


@admin.register(CohortCriteria)
class CohortCriteriaAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_match}
    kept = ()

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "changelist": ("", leads_to(OF)),
            "of": ("<int:pk>/", CriteriaPage.as_view()),
            "file": ("<int:pk>/criteria.toml", FilePage.as_view()),
        }

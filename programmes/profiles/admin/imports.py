"""Importing a list: a file, what would happen to each row, and then all rows or none.

Between the two pages the cells wait in the session, on the server: they are personal, so no cookie
or page carries them, and nothing that comes back from the browser is believed but row numbers.
"""

import io
from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.generic import FormView, TemplateView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Acting
from mentoring.common.policies import PolicyMixin, policy
from mentoring.common.spreadsheets.writing import csv_lines, write_xlsx
from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.forms.imports import ConfirmForm, UploadForm
from programmes.profiles.models import Profile
from programmes.profiles.policies import can_manage_profile
from programmes.profiles.services import imports, tables
from programmes.profiles.services.import_columns import columns_for
from programmes.profiles.services.imports import Fate, ImportRow
from programmes.profiles.services.tables import Table

WAITING = "profiles.import"
KEPT_SECONDS = 3600
SHOWN = 500
WIDTH = 22
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
FATE_COLOURS = {Fate.NEW: "success", Fate.KNOWN: "", Fate.WRONG: "danger"}


class ImportPage(PolicyMixin):
    policy = can_manage_profile
    request: HttpRequest

    def cohorts(self) -> Any:
        managed = Programme.objects.managed_by(self.request.user)
        return Cohort.objects.filter(programme__in=managed).select_related("programme")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "opts": Profile._meta,
            "title": _("Import a list"),
            "back_url": reverse("admin:profiles_profile_changelist"),
        }
        frame = admin.site.each_context(self.request)
        return super().get_context_data(**(frame | page | more))  # type: ignore[misc]


class UploadPage(Acting, ImportPage, FormView):
    form_class = UploadForm
    template_name = "admin/profiles/import.html"
    blamed = "file"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"cohorts": self.cohorts()}

    def act(self, form: forms.Form) -> str | Promise:
        """Nothing is said: the next page shows what was read."""
        file, cohort = form.cleaned_data["file"], form.cleaned_data["cohort"]
        table = tables.read(file.name, file.read())
        imports.judge(cohort, table)
        self.request.session[WAITING] = {
            "batch": uuid4().hex,
            "at": now().timestamp(),
            "cohort": cohort.pk,
            "header": table.header,
            "rows": table.rows,
            "without": [],
        }
        return ""

    def get_success_url(self) -> str:
        return reverse("admin:profiles_profile_import_check")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        columns = columns_for(Programme.objects.managed_by(self.request.user))
        required = [column.title for column in columns if column.required]
        others = [column.title for column in columns if not column.required]
        return super().get_context_data(required=required, others=others, **more)


class CheckPage(ImportPage, TemplateView):
    """The dry run; from here rows are left out, and what is left is imported."""

    template_name = "admin/profiles/import_check.html"
    waiting: dict[str, Any]
    cohort: Cohort

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._find():
            return redirect("admin:profiles_profile_import")
        return self.render_to_response(self.get_context_data())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self._find():
            messages.warning(request, _("Please choose the file once more."))
            return redirect("admin:profiles_profile_import")
        form = ConfirmForm(request.POST)
        if not form.is_valid() or form.cleaned_data["batch"] != self.waiting["batch"]:
            return self._refuse(_("You have uploaded another file since. This is its list."), 409)
        if form.cleaned_data["step"] == ConfirmForm.IMPORT:
            return self._import(tells=form.cleaned_data["tells"])
        self._leave_out(form.cleaned_data)
        return redirect("admin:profiles_profile_import_check")

    def _find(self) -> bool:
        """What waits in the session, if it is recent and its cohort still the person's."""
        waiting = self.request.session.get(WAITING)
        if not waiting or now().timestamp() - waiting["at"] > KEPT_SECONDS:
            self.request.session.pop(WAITING, None)
            return False
        cohort = self.cohorts().filter(pk=waiting["cohort"]).first()
        if cohort is None:
            return False
        self.waiting, self.cohort = waiting, cohort
        return True

    def _lines(self) -> list[ImportRow]:
        rows = [(number, cells) for number, cells in self.waiting["rows"]]
        table = Table(self.waiting["header"], rows)
        return imports.judge(self.cohort, table, without=set(self.waiting["without"]))

    def _leave_out(self, wanted: dict[str, Any]) -> None:
        gone = set(wanted["rows"])
        if wanted["step"] == ConfirmForm.MISTAKES:
            gone |= {line.number for line in self._lines() if line.fate == Fate.WRONG}
        self.waiting["without"] = sorted({*self.waiting["without"], *gone})
        self.request.session.modified = True

    def _import(self, *, tells: bool) -> HttpResponse:
        try:
            by = Actor.of(self.request.user)
            arrived = imports.run(self.cohort, self._lines(), tells=tells, by=by, now=now())
        except DomainError as refusal:
            return self._refuse(refusal.message, refusal.status)
        del self.request.session[WAITING]
        count = len(arrived)
        text = ngettext("%(count)d person is imported.", "%(count)d people are imported.", count)
        messages.success(self.request, text % {"count": count})
        return redirect("admin:profiles_profile_changelist")

    def _refuse(self, words: Any, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(refusal=words), status=status)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        lines = self._lines()
        counts = {fate.value: sum(line.fate == fate for line in lines) for fate in Fate}
        # What needs attention stands on top.
        order = {Fate.WRONG: 0, Fate.NEW: 1, Fate.KNOWN: 2}
        lines.sort(key=lambda line: (order[line.fate], line.number))
        page = {
            "cohort": self.cohort,
            "batch": self.waiting["batch"],
            "lines": [(line, FATE_COLOURS[line.fate]) for line in lines[:SHOWN]],
            "more": max(len(lines) - SHOWN, 0),
            "counts": counts,
            "left_out": len(self.waiting["without"]),
            "refusal": "",
            "upload_url": reverse("admin:profiles_profile_import"),
        }
        return super().get_context_data(**(page | more))


@policy(can_manage_profile)
@require_safe
def template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty list with the headings that an import knows."""
    if form not in TYPES:
        raise Http404
    columns = columns_for(Programme.objects.managed_by(request.user))
    titles = [str(column.title) for column in columns]
    content = _xlsx(titles) if form == "xlsx" else _csv(titles)
    headers = {"Content-Disposition": f'attachment; filename="mentors.{form}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def _xlsx(titles: list[str]) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, titles, (), widths=[WIDTH] * len(titles), name=str(_("Mentors")))
    return file.getvalue()


def _csv(titles: list[str]) -> bytes:
    return "".join(csv_lines(titles, ())).encode()

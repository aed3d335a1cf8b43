"""What would happen to each row; cells are put right on the spot, and then all is imported."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView, TemplateView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Acting
from programmes.imports.admin.pages import PEOPLE, START, ListPage, page_of
from programmes.imports.forms.wizard import CheckForm, RowForm, cells_in
from programmes.imports.services import imports, judging, uploads
from programmes.imports.services.fields import BY_NAME
from programmes.imports.services.rows import ImportRow
from programmes.imports.services.uploads import EXTRA
from programmes.imports.states import Fate
from programmes.profiles.states import Part

# Of one page; each has a tick and perhaps some cells, and a form may have 500 fields.
SHOWN = 40
# So many wrong cells of a row stand on the page of all rows; its own page has all of them.
MOST_CELLS = 8
FATE_COLOURS = {Fate.NEW: "success", Fate.CHANGED: "info", Fate.SAME: "", Fate.WRONG: "danger"}
# What needs attention stands on top.
ORDER = {fate: spot for spot, fate in enumerate((Fate.WRONG, Fate.NEW, Fate.CHANGED, Fate.SAME))}


class CheckPage(ListPage, TemplateView):
    """The dry run. Whatever button is pressed, corrected cells are saved first."""

    template_name = "admin/imports/check.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row and not self.row.columns:
            return redirect(page_of(self.row, "columns"))
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.row is None:
            return self._anew()
        form = CheckForm(request.POST)
        uploads.correct(self.upload, form.typed)
        if not form.is_valid():
            return self._refuse(_("Please try that once more."), 422)
        said = form.cleaned_data
        if said["step"] == CheckForm.IMPORT:
            return self._import(tells=said["tells"])
        self._do(said["step"], said["rows"])
        page = f"?page={said['page']}" if said["page"] else ""
        return redirect(page_of(self.upload) + page)

    def _do(self, step: str, rows: list[int]) -> None:
        if step == CheckForm.BACK_IN:
            uploads.take_back_in(self.upload)
        elif step == CheckForm.MISTAKES:
            lines = judging.judge(self.upload, now=now())
            rows = [line.number for line in lines if line.fate == Fate.WRONG]
            uploads.leave_out(self.upload, rows)
        elif step == CheckForm.LEAVE_OUT:
            uploads.leave_out(self.upload, rows)

    def _import(self, *, tells: bool) -> HttpResponse:
        try:
            by = Actor.of(self.request.user)
            done = imports.run(self.upload, tells=tells, by=by, now=now())
        except DomainError as refusal:
            return self._refuse(refusal.message, refusal.status)
        messages.success(self.request, _said(done))
        return redirect(PEOPLE)

    def _refuse(self, words: Any, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(refusal=words), status=status)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        lines = judging.judge(self.upload, now=now())
        lines.sort(key=lambda line: (ORDER[line.fate], line.number))
        pages = max(1, -(-len(lines) // SHOWN))
        page = min(self._page(), pages)
        shown = lines[(page - 1) * SHOWN : page * SHOWN]
        counts = judging.counts(lines)
        context = {
            "lines": [_presented(line, self.upload) for line in shown],
            "counts": {fate.value: counts[fate.value] for fate in Fate},
            "something": counts[Fate.NEW] + counts[Fate.CHANGED],
            "tandems": sum(bool(line.tandem and not line.tandem.running) for line in lines),
            "tells": not any(line.part == Part.MENTEE for line in lines),
            "left_out": len(self.upload.left_out),
            "asked": bool(self.upload.meanings) or bool(uploads.questions(self.upload)),
            "page": page,
            "pages": [(each, each == page) for each in range(1, pages + 1)] if pages > 1 else [],
            "refusal": "",
            "columns_url": page_of(self.upload, "columns"),
            "meanings_url": page_of(self.upload, "meanings"),
            "upload_url": reverse(START),
        }
        return super().get_context_data(**(context | more))

    def _page(self) -> int:
        page = self.request.GET.get("page", "1")
        return int(page) if page.isascii() and page.isdigit() and 0 < len(page) < 5 else 1  # noqa: PLR2004


def _presented(line: ImportRow, upload: Any) -> dict[str, Any]:
    """A row with the cells that are wrong; each is a field to put it right."""
    told: dict[str, list[str]] = {}
    titles = {}
    for each in line.mistakes:
        told.setdefault(each.name, []).append(each.text)
        titles[each.name] = each.title
    cells = [
        {
            "id": f"cell-{line.number}-{name}",
            "title": titles[name],
            "told": " ".join(words),
            "value": line.cells.get(name, ""),
            "is_extra": name == EXTRA,
        }
        for name, words in told.items()
    ]
    return {
        "row": line,
        "colour": FATE_COLOURS[line.fate],
        "cells": cells[:MOST_CELLS],
        "more": max(len(cells) - MOST_CELLS, 0),
        "url": page_of(upload, "row", line.number),
    }


def _said(done: list[ImportRow]) -> str:
    """What was imported, in words."""
    text = ngettext("%(count)d row is imported.", "%(count)d rows are imported.", len(done))
    tandems = sum(bool(line.tandem and not line.tandem.running) for line in done)
    words = text % {"count": len(done)}
    if tandems:
        more = ngettext("%(count)d tandem runs now.", "%(count)d tandems run now.", tandems)
        words = f"{words} {more % {'count': tandems}}"
    return words


class RowPage(Acting, ListPage, FormView):
    """All cells of one row."""

    template_name = "admin/imports/row.html"
    form_class = RowForm

    @cached_property
    def line(self) -> ImportRow:
        """The row as it is judged now."""
        lines = judging.judge(self.upload, now=now())
        found = next((line for line in lines if line.number == self.kwargs["line"]), None)
        if found is None:
            raise Http404
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        chosen = [name for name in BY_NAME if self.upload.column_of(name) is not None]
        wrong = [each.name for each in self.line.mistakes if each.name not in chosen]
        names = list(dict.fromkeys([*chosen, *wrong]))
        return super().get_form_kwargs() | {"row": self.line, "names": names}

    def act(self, form: forms.Form) -> str | Promise:
        uploads.correct(self.upload, cells_in(form.cleaned_data))
        return _("Saved. Nothing is imported yet.")

    def back(self) -> str:
        return page_of(self.upload)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"line": self.line, "back_url": self.back(), "colour": FATE_COLOURS[self.line.fate]}
        return super().get_context_data(**(page | more))

"""Lists that can be taken along as a file, by whom a policy allows, and it is noted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mentoring.common import exports
from mentoring.common.actors import Actor
from mentoring.common.admin_pages import PagesAdmin
from mentoring.common.clock import now
from mentoring.common.exports import Columns
from mentoring.common.policies import Policy, policy

XLSX, CSV = "xlsx", "csv"
TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}


def all_of_them(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows


@dataclass(frozen=True)
class Export:
    """What a list gives away, and to whom.

    `title` names file and sheet. `rule` says who may take the list along, and `within(user, rows)`
    which of the rows that they see.
    """

    title: str | Promise
    rule: Policy
    columns: Columns
    within: Callable[[Any, QuerySet[Any]], QuerySet[Any]] = all_of_them


class ExportedAdmin(PagesAdmin):
    """A list with a file of the rows that its filters leave."""

    exported: ClassVar[Export]

    def get_urls(self) -> list[URLPattern]:
        @policy(self.exported.rule)
        @require_GET
        def export(request: HttpRequest, form: str) -> Any:
            return self.export_page(request, form)

        view = self.admin_site.admin_view(export)
        return [path("export/<slug:form>/", view, name=self._name("export")), *super().get_urls()]

    def export_page(self, request: HttpRequest, form: str) -> Any:
        if form not in TYPES:
            raise Http404
        rows = self.filtered(request)
        if rows is None:
            messages.error(request, _("These filters are not known."))
            return redirect(f"admin:{self._name('changelist')}")
        return self.export(request, rows, form)

    def filtered(self, request: HttpRequest) -> QuerySet[Any] | None:
        """The rows that the filters of the address leave; None if there is no such filter."""
        try:
            rows: QuerySet[Any] = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return None
        return rows

    def export(self, request: HttpRequest, rows: QuerySet[Any], form: str) -> Any:
        """The file with those of `rows` that the person may take along."""
        rows = self.exported.within(request.user, rows)
        exports.record(
            self.model,
            by=Actor.of(request.user),
            form=form,
            count=rows.count(),
            asked=dict(request.GET.lists()),
        )
        columns = [*self.exported.columns(rows), *exports.more_columns(rows)]
        title, cells = str(self.exported.title), exports.table(rows, columns)
        name = f"{slugify(title)}-{date_format(localtime(now()), 'Y-m-d')}.{form}"
        if form == XLSX:
            file = exports.xlsx_file(columns, cells, name=title)
            return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES[form])
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        lines = exports.csv_lines(columns, cells)
        return StreamingHttpResponse(lines, content_type=TYPES[form], headers=headers)

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        offered = [
            (title, reverse(f"admin:{self._name('export')}", args=[form]))
            for title, form in (("Excel", XLSX), ("CSV", CSV))
            if self.exported.rule(request.user, None)
        ]
        more = {"export_links": offered}
        page: HttpResponse = super().changelist_view(request, (extra_context or {}) | more)
        return page

    def _name(self, page: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{page}"

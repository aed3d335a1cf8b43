"""The list of applications as a file; who may decide may take it along, and it is noted."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import (
    FileResponse,
    Http404,
    HttpRequest,
    HttpResponse,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.policies import policy
from programmes.admissions.admin.saved_views import list_url, narrow
from programmes.admissions.policies import can_decide
from programmes.admissions.services import exports
from programmes.applications.models import Application
from programmes.cohorts.models import Programme

XLSX, CSV = "xlsx", "csv"
TYPES = {
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    CSV: "text/csv; charset=utf-8",
}
Rows = Callable[[HttpRequest], QuerySet[Application] | None]


def export_page(rows_of: Rows) -> Callable[..., HttpResponse]:
    """The address behind "Excel" and "CSV": all rows that the list's filters leave."""

    @policy(can_decide)
    @require_GET
    def export(request: HttpRequest, form: str) -> Any:
        if form not in TYPES:
            raise Http404
        rows = rows_of(request)
        if rows is None:
            messages.error(request, _("These filters are not known."))
            return redirect(list_url())
        return answer(request, rows, form)

    return export


def answer(request: HttpRequest, rows: QuerySet[Application], form: str) -> Any:
    """The file with those of `rows` that the person manages."""
    managed = rows.filter(cohort__programme__in=Programme.objects.managed_by(request.user))
    filters = QueryDict(narrow(request.GET.urlencode())).dict()
    exports.record(by=Actor.of(request.user), form=form, count=managed.count(), filters=filters)
    table = exports.rows(managed)
    name = f"{_('applications')}-{date_format(localtime(now()), 'Y-m-d')}.{form}"
    if form == XLSX:
        return FileResponse(
            exports.xlsx_file(table), as_attachment=True, filename=name, content_type=TYPES[form]
        )
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        exports.csv_lines(table), content_type=TYPES[form], headers=headers
    )

"""Importing a list, up to what its columns and words mean.

Between the pages the list waits on the server: it is personal, so no cookie and no page carries it,
and of what comes back from the browser only choices and corrected cells are believed.
"""

import io
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.generic import FormView

from mentoring.common.admin_pages import StaffPage, verb
from mentoring.common.clock import now
from mentoring.common.form_pages import Acting
from mentoring.common.policies import PolicyMixin, policy, require
from mentoring.common.spreadsheets.sheet import UTF_8
from mentoring.common.spreadsheets.writing import csv_lines, write_xlsx
from programmes.cohorts.models import Cohort, Programme
from programmes.imports.forms.wizard import ColumnsForm, HeaderForm, MeaningsForm, UploadForm
from programmes.imports.models import Upload
from programmes.imports.policies import can_import
from programmes.imports.services import uploads
from programmes.imports.services.fields import template_of
from programmes.profiles.models import Profile

WIDTH = 22
TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
PEOPLE = "admin:profiles_profile_changelist"
START = "admin:imports_upload_changelist"
GONE = _("This list is not here any more: it was imported, deleted, or older than a day.")


def page_of(upload: Upload, name: str = "change", *more: Any) -> str:
    """The address of a page about `upload`."""
    return reverse(f"admin:imports_upload_{name}", args=[upload.pk, *more])


class UploadPage(Acting, PolicyMixin, FormView):
    """A file, and the cohort that it is for."""

    policy = can_import
    request: HttpRequest
    form_class = UploadForm
    template_name = "admin/imports/upload.html"
    blamed = "file"
    upload: Upload

    def get_form_kwargs(self) -> dict[str, Any]:
        managed = Programme.objects.managed_by(self.request.user)
        cohorts = Cohort.objects.filter(programme__in=managed).select_related("programme")
        return super().get_form_kwargs() | {"cohorts": cohorts}

    def act(self, form: forms.Form) -> str | Promise:
        """Nothing is said: the next page shows what was read."""
        said = form.cleaned_data
        file, owner = said["file"], self.request.user
        self.upload = uploads.start(
            owner, said["cohort"], said["part"], name=file.name, content=file.read(), now=now()
        )
        return ""

    def get_success_url(self) -> str:
        return page_of(self.upload, "columns")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "opts": Profile._meta,
            "title": _("Import a list"),
            "back_url": reverse(PEOPLE),
            "waiting": Upload.objects.visible_to(self.request.user).kept(now()),
            "titles": template_of(Programme.objects.managed_by(self.request.user)),
        }
        frame = admin.site.each_context(self.request)
        return super().get_context_data(**(frame | page | more))


class ListPage(StaffPage):
    """About a list that waits. Where it is gone, one begins anew."""

    policy = can_import
    model = Upload
    title: str | Promise = _("Import a list")
    request: HttpRequest

    @cached_property
    def row(self) -> Upload | None:
        waiting = Upload.objects.visible_to(self.request.user).kept(now())
        found = waiting.select_related("cohort__programme").filter(pk=self.kwargs["pk"]).first()
        if found:
            require(can_import, self.request.user, found)
        return found

    @property
    def upload(self) -> Upload:
        """The list that the page is about; for pages that have looked whether it is there."""
        if self.row is None:
            raise Http404
        return self.row

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().get(request, *args, **kwargs) if self.row else self._anew()  # type: ignore[misc]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return super().post(request, *args, **kwargs) if self.row else self._anew()  # type: ignore[misc]

    def _anew(self) -> HttpResponse:
        messages.warning(self.request, GONE)
        return redirect(START)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        upload = self.upload
        page = {
            "title": self.title,
            "opts": Profile._meta,
            "original": None,
            "upload": upload,
            "rows": len(upload.people),
            "encoding": "" if upload.encoding == UTF_8 else upload.encoding,
        }
        return super().get_context_data(**(page | more))


class ColumnsPage(Acting, ListPage, FormView):
    """What each column means."""

    form_class = ColumnsForm
    template_name = "admin/imports/columns.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        proposed = uploads.proposed_columns(self.upload)
        return super().get_form_kwargs() | {"upload": self.upload, "proposed": proposed}

    def act(self, form: forms.Form) -> str | Promise:
        uploads.set_columns(self.upload, form.columns)  # type: ignore[attr-defined]
        return ""

    def get_success_url(self) -> str:
        asks = uploads.questions(self.upload)
        return page_of(self.upload, "meanings" if asks else "change")

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        upload = self.upload
        page = {
            "header_form": HeaderForm(upload=upload),
            "titles": upload.header_spot,
            "line": upload.rows[upload.header_spot][0],
            "ignored": sum(not field for field in uploads.proposed_columns(upload).values()),
        }
        return super().get_context_data(**(page | more))


class HeaderPage(Acting, ListPage, FormView):
    """In which row the headings are."""

    form_class = HeaderForm
    template_name = "admin/imports/columns.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return redirect(page_of(self.upload, "columns")) if self.row else self._anew()

    def get_form_kwargs(self) -> dict[str, Any]:
        given = super().get_form_kwargs()
        given.pop("initial")
        return given | {"upload": self.upload}

    def act(self, form: forms.Form) -> str | Promise:
        uploads.set_header(self.upload, form.cleaned_data["spot"])
        return ""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        return redirect(self.back())

    def back(self) -> str:
        return page_of(self.upload, "columns")


class MeaningsPage(Acting, ListPage, FormView):
    """What words mean that no field knows."""

    form_class = MeaningsForm
    template_name = "admin/imports/meanings.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        known = uploads.known_of(self.upload)
        return super().get_form_kwargs() | {
            "questions": uploads.questions(self.upload, asked_again=True)[:MOST_QUESTIONS],
            "titles": {name: options.titles for name, options in known.options.items()},
        }

    def act(self, form: forms.Form) -> str | Promise:
        uploads.set_meanings(self.upload, form.said)  # type: ignore[attr-defined]
        return ""

    def get_success_url(self) -> str:
        return page_of(self.upload)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(back_url=page_of(self.upload, "columns"), **more)


# What one form may ask; the rest stays a mistake of its row.
MOST_QUESTIONS = 200


@verb(Upload, can_import, lambda _upload: reverse(START))
def discard(request: HttpRequest, upload: Upload) -> str | Promise:
    """Delete a list that waits."""
    upload.delete()
    return _("The list is deleted. Nothing of it was imported.")


@policy(can_import)
@require_safe
def template(request: HttpRequest, form: str) -> HttpResponse:
    """An empty list with headings that an import knows."""
    if form not in TYPES:
        raise Http404
    titles = template_of(Programme.objects.managed_by(request.user))
    content = _xlsx(titles) if form == "xlsx" else _csv(titles)
    headers = {"Content-Disposition": f'attachment; filename="people.{form}"'}
    return HttpResponse(content, content_type=TYPES[form], headers=headers)


def _xlsx(titles: list[str]) -> bytes:
    file = io.BytesIO()
    write_xlsx(file, titles, (), widths=[WIDTH] * len(titles), name=gettext("People"))
    return file.getvalue()


def _csv(titles: list[str]) -> bytes:
    return "".join(csv_lines(titles, ())).encode()

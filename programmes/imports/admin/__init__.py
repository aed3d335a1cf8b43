"""The pages of an import, and where they are found."""

from typing import ClassVar

from django.contrib import admin

from mentoring.common.admin_pages import Page, PagesAdmin
from programmes.imports.admin.check import CheckPage, RowPage
from programmes.imports.admin.pages import (
    ColumnsPage,
    HeaderPage,
    MeaningsPage,
    UploadPage,
    discard,
    template,
)
from programmes.imports.models import Upload
from programmes.imports.policies import can_import


@admin.register(Upload)
class UploadAdmin(PagesAdmin):
    policies: ClassVar = {"view": can_import}
    kept = ()

    def pages(self) -> dict[str, tuple[str, Page]]:
        return {
            "changelist": ("", UploadPage.as_view()),
            "template": ("template/<slug:form>/", template),
            "header": ("<uuid:pk>/headings/", HeaderPage.as_view()),
            "columns": ("<uuid:pk>/columns/", ColumnsPage.as_view()),
            "meanings": ("<uuid:pk>/words/", MeaningsPage.as_view()),
            "change": ("<uuid:pk>/", CheckPage.as_view()),
            "row": ("<uuid:pk>/rows/<int:line>/", RowPage.as_view()),
            "discard": ("<uuid:pk>/discard/", discard),
        }

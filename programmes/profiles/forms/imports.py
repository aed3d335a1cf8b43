"""What staff send when they import a list."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from mentoring.common.spreadsheets.workbooks import LAST_LINE
from programmes.profiles.forms.staff import CohortForm
from programmes.profiles.services.tables import MOST_BYTES


class UploadForm(CohortForm):
    file = forms.FileField(
        label=_("File"),
        help_text=_("XLSX or CSV, at most 5 MB and 2,000 rows. Nothing is imported yet."),
        widget=forms.FileInput({"accept": ".xlsx,.csv", "class": "staff-file"}),
        error_messages={"required": _("Please choose a file.")},
    )

    def clean_file(self) -> UploadedFile:
        """The size is looked at before the file is."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 5 MB."))
        return file


class RowsField(forms.MultipleChoiceField):
    """Numbers of rows; whether there are such rows, those who read them see."""

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and len(value) <= len(str(LAST_LINE))

    def clean(self, value: Any) -> list[int]:
        return [int(number) for number in super().clean(value)]


class ConfirmForm(forms.Form):
    """Row numbers and a step: the rows themselves never come from the browser."""

    LEAVE_OUT, MISTAKES, IMPORT = "leave_out", "mistakes", "import"

    step = forms.ChoiceField(choices=[(step, step) for step in (LEAVE_OUT, MISTAKES, IMPORT)])
    batch = forms.CharField(max_length=32)
    rows = RowsField(required=False)
    tells = forms.BooleanField(required=False)

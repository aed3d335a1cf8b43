"""What staff say while they import a list: the file, its columns, its words, and corrections."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from mentoring.common.forms import CHOICES, SELECT, TEXT, text_area
from mentoring.common.spreadsheets.workbooks import LAST_LINE
from programmes.imports.models import Upload
from programmes.imports.services.fields import BY_NAME, titles_of
from programmes.imports.services.proposals import MOST_TITLE_ROWS
from programmes.imports.services.rows import ImportRow
from programmes.imports.services.tables import MOST_BYTES
from programmes.imports.services.uploads import EXTRA, PASSED_OVER, Question
from programmes.profiles.forms.staff import CohortForm
from programmes.profiles.states import Part

PARTS = (
    (Part.MENTOR, _("Mentors")),
    (Part.CO_MENTOR, _("Co-mentors")),
    (Part.MENTEE, _("Mentees, or tandems that run already")),
)
# So many cells of a column are shown as examples, and so many letters of each.
EXAMPLES, EXAMPLE_LETTERS = 3, 40
LONG = "introduction"


class UploadForm(CohortForm):
    part = forms.ChoiceField(
        label=_("Who is in the list?"),
        choices=PARTS,
        initial=Part.MENTOR,
        widget=forms.RadioSelect(CHOICES),
        help_text=_("If a column says so row by row, that counts."),
    )
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


class HeaderForm(forms.Form):
    """In which row the headings are."""

    spot = forms.TypedChoiceField(
        label=_("The headings are in row"), coerce=int, widget=forms.Select(SELECT)
    )

    def __init__(self, *args: Any, upload: Upload, **kwargs: Any) -> None:
        super().__init__(*args, initial={"spot": upload.header_spot}, **kwargs)
        first = upload.rows[: min(MOST_TITLE_ROWS, len(upload.rows) - 1)]
        self.fields["spot"].choices = [
            (spot, f"{line}: {_example(' · '.join(filter(None, cells)))}")
            for spot, (line, cells) in enumerate(first)
        ]


class ColumnsForm(forms.Form):
    """What each column means; `column-3` is the fourth."""

    def __init__(
        self, *args: Any, upload: Upload, proposed: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        known = titles_of(upload.cohort.programme)
        titles = [("", _("Do not import")), *known.items()]
        for spot, heading in enumerate(upload.header):
            self.fields[f"column-{spot}"] = forms.ChoiceField(
                label=" ".join(heading.split()),
                choices=titles,
                required=False,
                initial=proposed.get(spot, ""),
                help_text=_examples(upload, spot),
                widget=forms.Select(SELECT),
            )

    @property
    def columns(self) -> dict[int, str]:
        """The field of each column by its number."""
        return {int(name.partition("-")[2]): field for name, field in self.cleaned_data.items()}


def _examples(upload: Upload, spot: int) -> str:
    cells = (cells[spot] for _line, cells in upload.people if spot < len(cells))
    found = list(dict.fromkeys(filter(None, cells)))[:EXAMPLES]
    return " · ".join(map(_example, found))


def _example(cell: str) -> str:
    plain = " ".join(cell.split())
    return plain if len(plain) <= EXAMPLE_LETTERS else f"{plain[: EXAMPLE_LETTERS - 1]}…"


class MeaningsForm(forms.Form):
    """What unknown words mean; `word-0` is the first of the questions."""

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        titles: Mapping[str, tuple[tuple[str, str], ...]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        for number, question in enumerate(questions):
            self.fields[f"word-{number}"] = forms.ChoiceField(
                label=question.words,
                choices=[
                    ("", _("Not known: stays a mistake")),
                    (PASSED_OVER, _("Pass over")),
                    *titles[question.name],
                ],
                required=False,
                initial=question.proposal,
                widget=forms.Select(SELECT),
            )

    @property
    def said(self) -> dict[tuple[str, str], str]:
        """The answer to each question, by field and word."""
        return {
            (question.name, question.words): self.cleaned_data[f"word-{number}"]
            for number, question in enumerate(self.questions)
        }

    @property
    def rows(self) -> list[tuple[Question, forms.BoundField]]:
        return [(each, self[f"word-{number}"]) for number, each in enumerate(self.questions)]


class RowsField(forms.MultipleChoiceField):
    """Numbers of rows; whether there are such rows, those who read them see."""

    def valid_value(self, value: str) -> bool:
        return value.isascii() and value.isdigit() and len(value) <= len(str(LAST_LINE))

    def clean(self, value: Any) -> list[int]:
        return [int(number) for number in super().clean(value)]


class CheckForm(forms.Form):
    """Row numbers, a step, and corrected cells; all else of the rows is the server's."""

    SAVE, LEAVE_OUT, MISTAKES, BACK_IN, IMPORT = (
        *("save", "leave_out", "mistakes", "back_in"),
        "import",
    )

    step = forms.ChoiceField(
        choices=[(step, step) for step in (SAVE, LEAVE_OUT, MISTAKES, BACK_IN, IMPORT)]
    )
    rows = RowsField(required=False)
    tells = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    @cached_property
    def typed(self) -> dict[tuple[int, str], str]:
        """Corrected cells by line and field: `cell-12-region`."""
        return cells_in(self.data)


def cells_in(data: Mapping[str, str]) -> dict[tuple[int, str], str]:
    """The cells among what a browser sent, by line and field; nothing else."""
    found = {}
    for name, words in data.items():
        kind, _dash, rest = name.partition("-")
        line, _dash, field = rest.partition("-")
        is_line = line.isascii() and line.isdigit() and len(line) <= len(str(LAST_LINE))
        if kind == "cell" and is_line and (field in BY_NAME or field == EXTRA):
            found[int(line), field] = words
    return found


class RowForm(forms.Form):
    """All cells of a row, with what is wrong beside each."""

    def __init__(self, *args: Any, row: ImportRow, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in names:
            title = row.title(name) if name in BY_NAME else _("Cells beyond the headings")
            self.fields[f"cell-{row.number}-{name}"] = forms.CharField(
                label=title,
                required=False,
                initial=row.cells.get(name, ""),
                widget=text_area(4) if name == LONG else forms.TextInput(TEXT),
                help_text=" ".join(each.text for each in row.mistakes if each.name == name),
            )

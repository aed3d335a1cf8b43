"""A row of a list: what it says, what is wrong with it, and what becomes of it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from mentoring.common.fields import NAMES
from mentoring.common.spreadsheets.reading import failed
from mentoring.common.text import full_name
from programmes.imports.models import Upload
from programmes.imports.services.cells import split_name
from programmes.imports.services.fields import BY_NAME, titles_of
from programmes.imports.services.known import CellError, Known
from programmes.imports.services.uploads import EXTRA, headed
from programmes.imports.states import Fate
from programmes.partnerships.models import Partnership
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


@dataclass(frozen=True)
class Mistake:
    """What is wrong in the field `name`."""

    name: str
    title: str
    text: str


@dataclass
class Tandem:
    """Whom a mentee meets already; people are profiles, or rows of the same list."""

    mentor: "Profile | ImportRow"
    co_mentor: "Profile | ImportRow | None"
    since: date
    rhythm_days: int | None
    running: Partnership | None = None


@dataclass(eq=False)
class ImportRow:
    """A row by its number in the file.

    `cells` are the texts and `values` what they mean, by field; blank cells have no value.
    `changes` are (title, before, after). `profile` is who is meant, if they take part.
    """

    number: int
    part: Part
    cells: dict[str, str] = field(default_factory=dict)
    # What the programme calls each field.
    titles: dict[str, str] = field(default_factory=dict)
    values: dict[str, Any] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    profile: Profile | None = None
    # Somebody who is passed over; a note says why.
    passed_over: bool = False
    standing: "Profile | ImportRow | None" = None
    tandem: Tandem | None = None

    @property
    def fate(self) -> Fate:
        """Wrong as soon as one cell is."""
        if self.mistakes:
            return Fate.WRONG
        if self.passed_over:
            return Fate.SAME
        if self.profile is None:
            return Fate.NEW
        return Fate.CHANGED if self.changes else Fate.SAME

    @property
    def name(self) -> str:
        """What the person is called; "" where nothing says so."""
        return full_name(*(self.values.get(each, "") for each in NAMES)) or str(self.profile or "")

    @property
    def email(self) -> str:
        """The address in the row, or of who is meant; "" where there is none."""
        found: str = self.values.get("email", "")
        return found or (self.profile.user.email if self.profile else "")

    def __str__(self) -> str:
        return self.name

    def wrong(self, name: str, text: Any) -> None:
        """Note what is wrong in the field `name`."""
        self.mistakes.append(Mistake(name, self.title(name), str(text)))

    def title(self, name: str) -> str:
        """What a field is called."""
        usual = BY_NAME[name].title if name in BY_NAME else _("Row")
        return self.titles.get(name) or str(usual)


def read(upload: Upload, known: Known) -> list[ImportRow]:
    """Each row with what its cells mean."""
    spots = {field: int(spot) for spot, field in upload.columns.items() if field}
    width = headed(upload)
    titles = titles_of(upload.cohort.programme)
    found = []
    for line, cells in upload.people:
        said = {name: cells[spot] for name, spot in spots.items() if spot < len(cells)}
        row = _row(ImportRow(line, Part(upload.part), cells=said, titles=titles), known)
        _check_width(row, cells[width:])
        found.append(row)
    return found


def _row(row: ImportRow, known: Known) -> ImportRow:
    for name, cell in row.cells.items():
        _read(row, name, cell, known)
    row.part = Part(row.values.pop("part", None) or row.part)
    _split_name(row)
    _drop_what_is_not_kept(row)
    return row


def _check_width(row: ImportRow, beyond: list[str]) -> None:
    extra = [cell for cell in beyond if cell]
    if extra:
        row.cells[EXTRA] = " | ".join(extra)
        told = {"cells": row.cells[EXTRA]}
        row.wrong(EXTRA, _("it has more cells than there are headings: “%(cells)s”") % told)


def _read(row: ImportRow, name: str, cell: str, known: Known) -> None:
    if not cell:
        return
    try:
        if failed(cell):
            told = {"cell": cell}
            raise CellError(_("“%(cell)s” is an error of the spreadsheet") % told)
        value = BY_NAME[name].read(cell, known)
    except CellError as error:
        row.wrong(name, error)
        return
    if value not in ("", []):
        row.values[name] = value


def _split_name(row: ImportRow) -> None:
    """Names of their own win over one cell that holds both."""
    whole = row.values.pop("full_name", "")
    if not whole:
        return
    given, family = split_name(whole)
    for name, word in (("given_name", given), ("family_name", family)):
        if word and not row.cells.get(name):
            # Longer than its column: the reader of that column says so.
            _read(row, name, word, Known({}))


def _drop_what_is_not_kept(row: ImportRow) -> None:
    """An affiliation of a mentee, a birth date of a mentor: nobody keeps those."""
    kept_of_others = [name for name in row.values if row.part not in BY_NAME[name].of]
    row.mistakes = [
        each for each in row.mistakes if each.name == EXTRA or row.part in BY_NAME[each.name].of
    ]
    for name in kept_of_others:
        del row.values[name]
    if kept_of_others:
        titles = ", ".join(map(row.title, kept_of_others))
        told = {"part": row.part.label, "fields": titles}
        row.notes.append(_("Not kept of this part (%(part)s): %(fields)s") % told)

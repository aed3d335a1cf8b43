"""A list of mentors and co-mentors: first what would happen to each row, then all rows or none."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.fields import NAMES
from mentoring.common.spreadsheets.reading import failed
from mentoring.common.text import full_name
from mentoring.privacy.models import Subject
from programmes.cohorts.models import Cohort
from programmes.profiles.messages import enrolments as messages
from programmes.profiles.models import Enrolment, Profile
from programmes.profiles.models.enrolments import OPEN
from programmes.profiles.services import accounts, participation
from programmes.profiles.services.enrolments import language_in
from programmes.profiles.services.import_columns import (
    COLUMNS,
    CellError,
    Column,
    Known,
    columns_of,
    fold,
    names_of,
)
from programmes.profiles.services.participation import Newcomer, PlaceRefusedError
from programmes.profiles.services.tables import FileError, Table
from programmes.profiles.states import EnrolmentState, Origin


class Fate(TextChoices):
    """What becomes of a row."""

    NEW = "new", gettext_lazy("New")
    KNOWN = "known", gettext_lazy("Already there")
    WRONG = "wrong", gettext_lazy("Has a mistake")


@dataclass
class ImportRow:
    """A row of the file, by its number there, with what is wrong in which column."""

    number: int
    values: dict[str, Any] = field(default_factory=dict)
    problems: list[tuple[str, str]] = field(default_factory=list)
    note: str = ""

    @property
    def fate(self) -> Fate:
        """Wrong as soon as one cell is; known where a note says why nothing happens."""
        if self.problems:
            return Fate.WRONG
        return Fate.KNOWN if self.note else Fate.NEW

    @property
    def name(self) -> str:
        """What the row calls the person; "" where it does not."""
        return full_name(*(self.values.get(name, "") for name in NAMES))


def judge(cohort: Cohort, table: Table, *, without: Collection[int] = ()) -> list[ImportRow]:
    """What would happen to each row of `table` now, but for those numbered in `without`.

    Raises:
        FileError: a heading is not known or stands twice, or a column is missing.
    """
    columns, known = _columns(table.header, cohort), Known.of(cohort)
    rows = [(number, cells) for number, cells in table.rows if number not in without]
    lines = [_line(number, cells, columns, known) for number, cells in rows]
    _find_repeats(lines)
    _find_known(cohort, lines)
    return lines


@transaction.atomic
def run(
    cohort: Cohort, lines: list[ImportRow], *, tells: bool, by: Actor, now: datetime
) -> list[Profile]:
    """Let in everybody who is new; with a single mistake nobody. `tells` mails them about it.

    Returns the new profiles, in the order of `lines`.

    Raises:
        DomainError: a row has a mistake ("mistakes").
        ConflictError: somebody got a place, or must not have one, since `lines` were judged;
            codes as in `accounts.require_usable`, and "has_place".
    """
    if any(line.fate == Fate.WRONG for line in lines):
        raise DomainError(_("Some rows have mistakes, so nothing was imported."), code="mistakes")
    # One import after the other: what the dry run said still holds when the rows are written.
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    new = [line for line in lines if line.fate == Fate.NEW]
    arrived = _enter(cohort, new, by, now)
    if tells:
        for profile in arrived:
            messages.imported(profile, language=language_in(cohort, "de"), now=now)
    return arrived


def _enter(cohort: Cohort, lines: list[ImportRow], by: Actor, now: datetime) -> list[Profile]:
    """Profiles and accounts, and a note of where the data came from."""
    numbers = {line.values["email"]: line.number for line in lines}
    subjects = participation.subjects_for(numbers, now=now)
    newcomers = [_newcomer(cohort, line.values, subjects) for line in lines]
    values = [line.values for line in lines]
    try:
        people = list(zip(newcomers, values, strict=True))
        profiles = participation.enter_all(people, by=by, now=now)
    except PlaceRefusedError as error:
        told = {"row": numbers[error.email], "error": error.message}
        raise ConflictError(_("Row %(row)s: %(error)s") % told, code=error.code) from error
    Enrolment.objects.bulk_create(
        _enrolment(newcomer, profile, now)
        for newcomer, profile in zip(newcomers, profiles, strict=True)
    )
    return profiles


def _newcomer(cohort: Cohort, said: dict[str, Any], subjects: dict[str, Subject]) -> Newcomer:
    return Newcomer(
        cohort=cohort,
        part=said["part"],
        subject=subjects[said["email"]],
        given_name=said["given_name"],
        family_name=said["family_name"],
        email=said["email"],
        language=language_in(cohort, "de"),
    )


def _enrolment(newcomer: Newcomer, profile: Profile, now: datetime) -> Enrolment:
    return Enrolment(
        subject=newcomer.subject,
        cohort=newcomer.cohort,
        part=newcomer.part,
        origin=Origin.IMPORT,
        state=EnrolmentState.ENROLLED,
        language=newcomer.language,
        given_name=newcomer.given_name,
        family_name=newcomer.family_name,
        email=newcomer.email,
        created_at=now,
        saved_at=now,
        state_since=now,
        profile=profile,
    )


def _columns(header: list[str], cohort: Cohort) -> list[Column | None]:
    """The column that each heading means; blank headings are passed over."""
    known = columns_of(cohort.programme)
    names = names_of((column.name, column.title) for column in known)
    by_name = {column.name: column for column in known}
    titles = ", ".join(str(column.title) for column in known)
    found: list[Column | None] = []
    for heading in header:
        if heading and fold(heading) not in names:
            told = {"heading": heading, "known": titles}
            raise FileError(_("The column “%(heading)s” is not known. Known are: %(known)s") % told)
        column = by_name[names[fold(heading)]] if heading else None
        if column and column in found:
            raise FileError(_("The column “%(heading)s” stands twice.") % {"heading": heading})
        found.append(column)
    _require_columns(found)
    return found


def _require_columns(found: list[Column | None]) -> None:
    missing = [str(each.title) for each in COLUMNS if each.required and each not in found]
    if not any(each and each.name in NAMES for each in found):
        missing.insert(0, _("Name"))
    if missing:
        told = {"columns": ", ".join(missing)}
        raise FileError(_("These columns are missing: %(columns)s") % told)


def _line(number: int, cells: list[str], columns: list[Column | None], known: Known) -> ImportRow:
    line = ImportRow(number)
    given = {column.name: cell for column, cell in zip(columns, cells, strict=True) if column}
    for column in COLUMNS:
        cell = given.get(column.name, "")
        if column.required and not cell:
            line.problems.append((str(column.title), _("is missing")))
            continue
        try:
            line.values[column.name] = _read(column, cell, known)
        except CellError as error:
            line.problems.append((str(column.title), str(error)))
            line.values[column.name] = cell
    if not line.name:
        line.problems.append((_("Name"), _("is missing")))
    return line


def _read(column: Column, cell: str, known: Known) -> Any:
    if failed(cell):
        raise CellError(_("“%(cell)s” is an error of the spreadsheet") % {"cell": cell})
    return column.read(cell, known)


def _find_repeats(lines: list[ImportRow]) -> None:
    first: dict[str, int] = {}
    for line in lines:
        email = line.values.get("email")
        if email in first:
            words = _("stands in row %(row)s already") % {"row": first[email]}
            line.problems.append((_address(), words))
        elif email:
            first[email] = line.number


def _find_known(cohort: Cohort, lines: list[ImportRow]) -> None:
    """Who has a place or an invitation is passed over; who must not have one is a mistake."""
    emails = [line.values["email"] for line in lines if line.values.get("email")]
    placed = participation.in_cohort(cohort, emails)
    invited = set(
        Enrolment.objects.filter(cohort=cohort, email__in=emails, state__in=OPEN).values_list(
            "email", flat=True
        )
    )
    users = {user.email: user for user in User.objects.filter(email__in=emails)}
    for line in lines:
        email = line.values.get("email", "")
        if email in placed:
            line.note = _("has a place in this cohort")
        elif email in invited:
            line.note = _("is invited, or waits for approval")
        elif email in users:
            _check_account(line, users[email])


def _check_account(line: ImportRow, user: User) -> None:
    try:
        accounts.require_usable(user)
    except DomainError as error:
        line.problems.append((_address(), error.message))


def _address() -> str:
    return _("E-mail address")

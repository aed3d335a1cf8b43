"""A list on its way in: what its columns and words mean, and what is put right in it."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mentoring.accounts.models import User
from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort
from programmes.imports.models import Upload
from programmes.imports.models.uploads import KEPT
from programmes.imports.services import memory, proposals, tables
from programmes.imports.services.fields import (
    BY_NAME,
    CHOSEN,
    FIELDS,
    SEVERAL,
    labels_of,
    titles_of,
)
from programmes.imports.services.known import CellError, Known, fold

# How many lists of one colleague wait at most; older ones go.
MOST_WAITING = 5
# What a cell may hold, typed or read.
MOST_LETTERS = tables.LIMITS.letters or 0
NAMES = frozenset({"given_name", "family_name", "full_name", "email"})


@dataclass(frozen=True)
class Question:
    """Words that are not known, how often they stand there, and what they may mean."""

    name: str
    title: str
    words: str
    times: int
    proposal: str


@transaction.atomic
def start(
    owner: User, cohort: Cohort, part: str, *, name: str, content: bytes, now: datetime
) -> Upload:
    """Keep what was read of a file, with its headings found; `part` is that of rows without one.

    Raises:
        FileError: the file cannot be used.
    """
    sheet = tables.read(name, content)
    rows = [sheet.header, *sheet.rows]
    upload = Upload.objects.create(
        owner=owner,
        cohort=cohort,
        part=part,
        created_at=now,
        encoding=sheet.encoding,
        rows=rows,
        header_spot=proposals.header_spot(
            rows, memory.columns_of(cohort.programme), labels_of(cohort.programme)
        ),
    )
    own = Upload.objects.filter(owner=owner).order_by("-created_at")
    Upload.objects.filter(pk__in=list(own.values_list("pk", flat=True)[MOST_WAITING:])).delete()
    return upload


def delete_old(now: datetime) -> int:
    """Lists that nobody has imported for a day go; how many those were."""
    gone, _models = Upload.objects.filter(created_at__lte=now - KEPT).delete()
    return gone


@transaction.atomic
def set_header(upload: Upload, spot: int) -> None:
    """Say in which row the headings are; what the columns mean is asked anew.

    Raises:
        DomainError: nobody stands below ("nobody").
    """
    if not 0 <= spot < len(upload.rows) - 1:
        raise DomainError(_("Nobody stands below this row."), code="nobody")
    locked = _lock(upload)
    locked.header_spot, locked.columns, locked.meanings, locked.left_out = spot, {}, {}, []
    _save(upload, locked, "header_spot", "columns", "meanings", "left_out")


def proposed_columns(upload: Upload) -> dict[int, str]:
    """The field of each column as chosen, or as it is likely; "" where it is passed over."""
    if upload.columns:
        return {int(spot): field for spot, field in upload.columns.items()}
    programme = upload.cohort.programme
    titles = titles_of(programme)
    found = proposals.columns(upload.header, memory.columns_of(programme), labels_of(programme))
    return {spot: field if field in titles else "" for spot, field in found.items()}


@transaction.atomic
def set_columns(upload: Upload, columns: Mapping[int, str]) -> None:
    """Say what each column means; "" is passed over.

    Raises:
        DomainError: a field has two columns ("twice"), or nothing tells who is meant ("nobody").
    """
    chosen = Counter(field for field in columns.values() if field)
    twice = [str(BY_NAME[field].title) for field, times in chosen.items() if times > 1]
    if twice:
        told = {"fields": ", ".join(twice)}
        raise DomainError(_("Chosen for two columns: %(fields)s") % told, code="twice")
    if not chosen.keys() & NAMES:
        words = _("Please choose a column that tells who is meant: a name or an e-mail address.")
        raise DomainError(words, code="nobody")
    locked = _lock(upload)
    locked.columns = {str(spot): field for spot, field in columns.items()}
    known = Known.of(upload.cohort)
    locked.meanings = locked.meanings or memory.meanings_of(upload.cohort.programme, known)
    _save(upload, locked, "columns", "meanings")


def known_of(upload: Upload) -> Known:
    """What may be chosen in its cohort, and what its words were said to mean."""
    return Known.of(upload.cohort, upload.meanings)


def questions(upload: Upload, *, asked_again: bool = False) -> list[Question]:
    """Words in columns of choices that nobody has explained; `asked_again` those explained, too."""
    known = known_of(upload)
    plain = Known(known.options) if asked_again else known
    found: Counter[tuple[str, str]] = Counter()
    for name in (field.name for field in FIELDS if field.name in CHOSEN):
        spot = upload.column_of(name)
        if spot is not None:
            found.update(_unknown(name, _cells(upload, spot), plain))
    titles = titles_of(upload.cohort.programme)
    return [
        Question(name, titles.get(name, name), words, times, _proposal(known, name, words))
        for (name, words), times in found.items()
    ]


def _cells(upload: Upload, spot: int) -> Iterable[str]:
    return (cells[spot] for _line, cells in upload.people if spot < len(cells) and cells[spot])


def _unknown(name: str, cells: Iterable[str], known: Known) -> Iterable[tuple[str, str]]:
    spelled: dict[str, str] = {}
    for cell in cells:
        for words in known.parts(name, cell) if name in SEVERAL else [" ".join(cell.split())]:
            if fold(words) and not _is_understood(name, words, known):
                yield name, spelled.setdefault(fold(words), words)


def _is_understood(name: str, words: str, known: Known) -> bool:
    try:
        BY_NAME[name].read(words, known)
    except CellError:
        return False
    return True


def _proposal(known: Known, name: str, words: str) -> str:
    said = known.meanings.get(name, {})
    if fold(words) in said:
        return str(said[fold(words)]) or PASSED_OVER
    return str(proposals.value(name, words, known.options[name]))


# In the form: "" is a choice not made, which stays a mistake.
PASSED_OVER = "-"


@transaction.atomic
def set_meanings(upload: Upload, said: Mapping[tuple[str, str], str]) -> None:
    """Say what words mean, by field and word: a value, `PASSED_OVER`, or "" for not known."""
    locked, known = _lock(upload), Known.of(upload.cohort)
    for (name, words), value in said.items():
        cells = locked.meanings.setdefault(name, {})
        if value in {"", PASSED_OVER}:
            cells.pop(fold(words), None)
        if value == PASSED_OVER:
            cells[fold(words)] = ""
        elif value:
            values = {str(each): each for each in known.options[name].names.values()}
            cells[fold(words)] = values[value]
    _save(upload, locked, "meanings")


@transaction.atomic
def correct(upload: Upload, typed: Mapping[tuple[int, str], str]) -> None:
    """Put cells right, by line and field; `EXTRA` are those beyond the headings.

    A field without a column gets one.
    """
    locked = _lock(upload)
    rows = dict(locked.rows)
    for (line, name), words in typed.items():
        if line not in rows:
            continue
        if name == EXTRA:
            del rows[line][headed(locked) :]
        else:
            _write(rows[line], _column(locked, name), tables.plain(words)[:MOST_LETTERS])
    _save(upload, locked, "rows", "columns")


EXTRA = "extra"


def headed(upload: Upload) -> int:
    """How many columns have a heading or a field."""
    chosen = [int(spot) + 1 for spot, field in upload.columns.items() if field]
    return max(len(upload.rows[upload.header_spot][1]), *chosen, 0)


def _column(upload: Upload, name: str) -> int:
    spot = upload.column_of(name)
    if spot is None:
        spot = max([upload.width - 1, *map(int, upload.columns)]) + 1
        upload.columns[str(spot)] = name
    return spot


def _write(cells: list[str], spot: int, words: str) -> None:
    cells.extend([""] * (spot + 1 - len(cells)))
    cells[spot] = words


@transaction.atomic
def leave_out(upload: Upload, lines: Collection[int]) -> None:
    """Do not import these lines."""
    locked = _lock(upload)
    locked.left_out = sorted({*locked.left_out, *lines})
    _save(upload, locked, "left_out")


@transaction.atomic
def take_back_in(upload: Upload) -> None:
    """Import what was left out, too."""
    locked = _lock(upload)
    locked.left_out = []
    _save(upload, locked, "left_out")


def _lock(upload: Upload) -> Upload:
    """As it is now: another tab may have put something right."""
    return Upload.objects.select_for_update().get(pk=upload.pk)


def _save(upload: Upload, locked: Upload, *columns: str) -> None:
    locked.save(update_fields=columns)
    for name in columns:
        setattr(upload, name, getattr(locked, name))

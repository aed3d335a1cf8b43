"""Lists as files for spreadsheets, row by row, and the note of who took them."""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from mentoring.common.actors import Actor
from mentoring.common.spreadsheets import writing
from mentoring.common.spreadsheets.writing import Cell

CHUNK = 2000
WIDTH = 22
# What of a list's address is no filter: words searched for, order and page.
NO_FILTER = frozenset({"q", "o", "p", "all", "e"})


@dataclass(frozen=True)
class Column:
    """`name` is a field, or what `value`, an expression, is called; `words` says it to people."""

    name: str
    title: str | Promise
    words: Callable[[Any], Cell] = lambda value: value
    # Whether it has few values, each of which is put into words once a file.
    few: bool = False
    value: Any = None


Columns = Callable[[QuerySet[Any]], Sequence[Column]]
_more: dict[type[Model], list[Columns]] = {}


def add_columns(model: type[Model], columns: Columns) -> None:
    """For apps above that of `model`: what they know of its rows stands in their files, too."""
    if columns not in _more.setdefault(model, []):
        _more[model].append(columns)


def more_columns(rows: QuerySet[Any]) -> list[Column]:
    """What apps above have added for rows such as these."""
    return [column for columns in _more.get(rows.model, ()) for column in columns(rows)]


def label(choices: Any) -> Callable[[Any], Cell]:
    """The words of one of `choices`."""
    return lambda value: str(choices(value).label) if value else ""


def labels(choices: Any) -> Callable[[Any], Cell]:
    """The words of several of `choices`."""
    return lambda values: ", ".join(str(choices(value).label) for value in values or ())


def joined(values: Iterable[str] | None) -> Cell:
    return ", ".join(values or ())


def local(value: datetime | None) -> Cell:
    """On the clocks of the programme; spreadsheets know no zones."""
    return value and value.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(tzinfo=None)


def table(rows: QuerySet[Any], columns: Sequence[Column]) -> Iterator[list[Cell]]:
    """The cells of each row; a part of the table at a time is in memory."""
    wide = rows.annotate(**{each.name: each.value for each in columns if each.value is not None})
    words = [cache(column.words) if column.few else column.words for column in columns]
    cells = wide.values_list(*(column.name for column in columns)).iterator(chunk_size=CHUNK)
    return ([say(value) for say, value in zip(words, row, strict=True)] for row in cells)


def csv_lines(columns: Sequence[Column], cells: Iterable[list[Cell]]) -> Iterator[str]:
    """The lines of a CSV file with what `table` gives, the titles first."""
    return writing.csv_lines(_header(columns), cells)


def xlsx_file(columns: Sequence[Column], cells: Iterable[list[Cell]], *, name: str) -> IO[bytes]:
    """A temporary file, which is gone when it is closed; `name` is that of the sheet."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    widths = [WIDTH] * len(columns)
    writing.write_xlsx(file, _header(columns), cells, widths=widths, name=name)
    file.seek(0)
    return file


def record(
    model: type[Model], *, by: Actor, form: str, count: int, asked: Mapping[str, list[str]]
) -> LogEntry:
    """Note who took how many rows out; what was searched for may be a name, so not that.

    `form` is the kind of file; `asked` is the address of the list: names with their values.
    """
    filters = {name: values for name, values in asked.items() if name not in NO_FILTER}
    told = {
        "format": form,
        "count": count,
        "filters": {name: values for name, values in filters.items() if any(values)},
        "searched": any(asked.get("q", ())),
    }
    return LogEntry.objects.create(
        user=cast("Any", by.user),
        content_type=ContentType.objects.get_for_model(model),
        object_repr="export",
        action_flag=CHANGE,
        change_message=json.dumps({"export": told}),
    )


def _header(columns: Sequence[Column]) -> list[str]:
    """The titles in the reader's language."""
    return [str(column.title) for column in columns]

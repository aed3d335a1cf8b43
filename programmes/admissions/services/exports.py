"""Lists of applications as files for spreadsheets, row by row and without formulas.

Only what a list needs is in them: no answers in free text, and nothing that was told voluntarily.
"""

import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import IO, Any, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.spreadsheets import writing
from mentoring.common.spreadsheets.writing import Cell
from programmes.admissions.models import Interview
from programmes.admissions.states import InterviewState, Recommendation
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.states import Region, Source
from programmes.profiles.states import MeetingFormat, SpokenLanguage

CHUNK = 2000
WIDTH = 22


@dataclass(frozen=True)
class Column:
    """`name` is a field or an annotation; `words` says its value to people."""

    name: str
    title: str | Promise
    words: Callable[[Any], Cell] = lambda value: value
    # Whether it has few values, each of which is put into words once a file.
    few: bool = False


def _label(choices: Any) -> Callable[[Any], Cell]:
    return lambda value: str(choices(value).label) if value else ""


def _local(value: datetime | None) -> Cell:
    """On the clocks of the programme; spreadsheets know no zones."""
    return value and value.astimezone(ZoneInfo(settings.TIME_ZONE)).replace(tzinfo=None)


def _languages(codes: list[str]) -> Cell:
    return ", ".join(str(SpokenLanguage(code).label) for code in codes)


COLUMNS = (
    Column("given_name", _("Given name")),
    Column("family_name", _("Family name")),
    Column("email", _("E-mail address")),
    Column("cohort__programme__name", _("Programme")),
    Column("cohort__name", _("Cohort")),
    Column("state", _("State"), _label(ApplicationState), few=True),
    Column("state_since", _("Since"), _local),
    Column("saved_at", _("Sent"), _local),
    Column("birth_date", _("Birth date")),
    Column("region", _("Region"), _label(Region), few=True),
    Column("languages", _("Languages"), _languages),
    Column("meeting_format", _("Meeting"), _label(MeetingFormat), few=True),
    Column("source", _("Heard of us through"), _label(Source), few=True),
    Column("campaign__title", _("Campaign code")),
    Column("talk_with", _("Interviewer")),
    Column("talk_at", _("Interview"), _local),
    Column("talk_says", _("Recommendation"), _label(Recommendation), few=True),
)


def header() -> list[str]:
    """The titles of the columns in the reader's language."""
    return [str(column.title) for column in COLUMNS]


def rows(applications: QuerySet[Application]) -> Iterator[list[Cell]]:
    """The cells of each application; a part of the table at a time is in memory."""
    talks = Interview.objects.filter(application=OuterRef("pk"))
    talks = talks.exclude(state=InterviewState.CANCELLED).order_by("-starts_at")
    wide = applications.annotate(
        talk_with=Subquery(talks.values("interviewer__user__name")[:1]),
        talk_at=Subquery(talks.values("starts_at")[:1]),
        talk_says=Subquery(talks.values("sheet__recommendation")[:1]),
    )
    words = [cache(column.words) if column.few else column.words for column in COLUMNS]
    table = wide.values_list(*(column.name for column in COLUMNS)).iterator(chunk_size=CHUNK)
    return ([say(value) for say, value in zip(words, row, strict=True)] for row in table)


def csv_lines(table: Iterable[list[Cell]]) -> Iterator[str]:
    """The lines of a CSV file with what `rows` gives, the titles first."""
    return writing.csv_lines(header(), table)


def xlsx_file(table: Iterable[list[Cell]]) -> IO[bytes]:
    """A temporary file, which is gone when it is closed."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    writing.write_xlsx(file, header(), table, widths=[WIDTH] * len(COLUMNS))
    file.seek(0)
    return file


def record(*, by: Actor, form: str, count: int, filters: dict[str, str]) -> LogEntry:
    """Note who took how many applications out; what was searched for may be a name, so not that.

    `form` is the kind of file; `filters` are those of the list, by their names in the address.
    """
    kept = {name: value for name, value in filters.items() if name != "q"}
    told = {"format": form, "count": count, "filters": kept, "searched": "q" in filters}
    return LogEntry.objects.create(
        user=cast("Any", by.user),
        content_type=ContentType.objects.get_for_model(Application),
        object_repr="export",
        action_flag=CHANGE,
        change_message=json.dumps({"export": told}),
    )

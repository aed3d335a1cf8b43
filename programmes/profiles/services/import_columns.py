"""What the columns of an imported list may hold, in the words of either language."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mentoring.common.addresses import plain_address, validate_address
from mentoring.common.fields import is_phone_number
from mentoring.common.text import NAME_LENGTH, name_part, phone_number
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.states import Region
from programmes.profiles.models.profiles import MOST_CAPACITY
from programmes.profiles.states import MeetingFormat, Part, SpokenLanguage

Choices = Mapping[str, Any]
SEVERAL = re.compile(r"[;,|/]")


class CellError(ValueError):
    """What is wrong with a cell, in plain words."""


@dataclass(frozen=True)
class Column:
    """A column by its name in the code; `read` makes a value of a cell, or raises a CellError."""

    name: str
    title: Promise
    read: Callable[[str, "Known"], Any]
    required: bool = False


@dataclass(frozen=True)
class Options:
    """Values by their folded names, and the names as people read them."""

    names: Choices
    titles: str


@dataclass(frozen=True)
class Known:
    """What may be chosen in a cohort, each by its titles in all languages."""

    topics: Options
    needs: Options
    affiliations: Options

    @classmethod
    def of(cls, cohort: Cohort) -> "Known":
        """What may be chosen in `cohort`; read once a file, as each row asks."""
        topics, needs = cohort.topics.all(), cohort.supportneeds.all()  # type: ignore[attr-defined]
        return cls(_by_title(topics), _by_title(needs), _affiliations(cohort.programme))


def fold(text: Any) -> str:
    """Alike whatever the case, the blanks, the colon and the hyphen: "Mentor:in", "mentorin"."""
    return re.sub(r"[\W_]", "", str(text).casefold())


def names_of(choices: Iterable[tuple[Any, Any]]) -> Choices:
    """Each choice by its value and by its label in every language, folded."""
    found: dict[str, Any] = {}
    choices = list(choices)
    for language, _title in settings.LANGUAGES:
        with translation.override(language):
            found |= {fold(label): value for value, label in choices}
    return {fold(value): value for value, _label in choices} | found


def _by_title(rows: Iterable[Any]) -> Options:
    rows = list(rows)
    titles = [{fold(row.title_de): row.pk, fold(row.title_en): row.pk} for row in rows]
    found = {title: pk for each in titles for title, pk in each.items() if title}
    return Options(found, ", ".join(str(row) for row in rows))


def _affiliations(programme: Programme) -> Options:
    german, english = programme.affiliations_de, programme.affiliations_en
    pairs = [*zip(english, german, strict=False), *((each, each) for each in german)]
    return Options({fold(name): kept for name, kept in pairs}, ", ".join(german))


@cache
def _names(choices: Any) -> Choices:
    return names_of(choices.choices)


def _of(choices: Any) -> Options:
    return Options(_names(choices), ", ".join(str(label) for _value, label in choices.choices))


def _text(most: int) -> Callable[[str, Known], str]:
    def read(cell: str, known: Known) -> str:
        if len(cell) > most:
            raise CellError(_("at most %(most)s characters, please") % {"most": most})
        return cell

    return read


def _one(choices: type[Any], usual: str = "") -> Callable[[str, Known], str]:
    def read(cell: str, known: Known) -> str:
        if not cell:
            return usual
        return str(_find(cell, _of(choices)))

    return read


def _affiliation(cell: str, known: Known) -> str:
    return str(_find(cell, known.affiliations)) if cell else ""


def _languages(cell: str, known: Known) -> list[str]:
    found = [str(_find(each, _of(SpokenLanguage))) for each in _several(cell)]
    return found or [SpokenLanguage.GERMAN.value]


def _options(name: str) -> Callable[[str, Known], list[int]]:
    def read(cell: str, known: Known) -> list[int]:
        options: Options = getattr(known, name)
        # A title may hold a comma itself.
        whole = options.names.get(fold(cell))
        return [whole] if whole else [_find(each, options) for each in _several(cell)]

    return read


def _several(cell: str) -> list[str]:
    return [part.strip() for part in SEVERAL.split(cell) if part.strip()]


def _find(cell: str, options: Options) -> Any:
    folded = fold(cell)
    if not folded or folded not in options.names:
        told = {"cell": cell, "known": options.titles or "–"}
        raise CellError(_("“%(cell)s” is not known. Known are: %(known)s") % told)
    return options.names[folded]


def _part(cell: str, known: Known) -> str:
    found = _one(Part, Part.MENTOR)(cell, known)
    if found == Part.MENTEE:
        raise CellError(_("mentees come by their application and cannot be imported"))
    return found


def _email(cell: str, known: Known) -> str:
    address = plain_address(cell)
    try:
        validate_address(address)
    except ValidationError as error:
        raise CellError(_("“%(cell)s” is no e-mail address") % {"cell": cell}) from error
    return address


def _name(cell: str, known: Known) -> str:
    return _text(NAME_LENGTH)(name_part(cell), known)


def _phone(cell: str, known: Known) -> str:
    number = phone_number(cell)
    if number and not is_phone_number(number):
        raise CellError(_("“%(cell)s” is no phone number") % {"cell": cell})
    return _text(40)(number, known)


def _postcode(cell: str, known: Known) -> str:
    # Spreadsheets take a postcode for a number and drop its first nought.
    code = cell.zfill(5) if len(cell) == 4 and cell.isdecimal() else cell  # noqa: PLR2004
    if code and not re.fullmatch(r"[0-9]{5}", code):
        raise CellError(_("“%(cell)s” is no German postcode") % {"cell": cell})
    return code


def _capacity(cell: str, known: Known) -> int:
    if not cell:
        return 1
    if not re.fullmatch(r"[0-9]{1,2}", cell) or int(cell) > MOST_CAPACITY:
        told = {"cell": cell, "most": MOST_CAPACITY}
        raise CellError(_("“%(cell)s” is no number from 0 to %(most)s") % told)
    return int(cell)


COLUMNS: tuple[Column, ...] = (
    Column("given_name", gettext_lazy("First name"), _name),
    Column("family_name", gettext_lazy("Last name"), _name),
    Column("email", gettext_lazy("E-mail address"), _email, required=True),
    Column("part", gettext_lazy("Part"), _part),
    Column("function", gettext_lazy("Profession or task"), _text(120)),
    Column("affiliation", gettext_lazy("Affiliation"), _affiliation),
    Column("region", gettext_lazy("Region"), _one(Region)),
    Column("postcode", gettext_lazy("Postcode"), _postcode),
    Column("phone", gettext_lazy("Phone"), _phone),
    Column("languages", gettext_lazy("Languages"), _languages),
    Column("topics", gettext_lazy("Topics"), _options("topics")),
    Column("needs", gettext_lazy("Support"), _options("needs")),
    Column("meeting_format", gettext_lazy("Meeting"), _one(MeetingFormat, MeetingFormat.BOTH)),
    Column("capacity", gettext_lazy("Places"), _capacity),
    Column("introduction", gettext_lazy("Introduction"), _text(600)),
)


def columns_for(programmes: Iterable[Programme]) -> list[Column]:
    """The columns that staff of `programmes` are told of: in its words, if it is one alone."""
    programmes = list(programmes)
    return columns_of(programmes[0]) if len(programmes) == 1 else list(COLUMNS)


def columns_of(programme: Programme) -> list[Column]:
    """The columns of a list for `programme`, in its words; what it does not ask is missing."""
    titles = {
        "function": lazy(lambda: programme.function_label, str)(),
        "affiliation": lazy(lambda: programme.affiliation_label, str)(),
    }
    asked = programme.asks_affiliation
    return [
        replace(column, title=titles.get(column.name, column.title))
        for column in COLUMNS
        if asked or column.name != "affiliation"
    ]

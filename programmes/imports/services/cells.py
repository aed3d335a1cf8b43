"""How the cells of a list become values, in the words of either language."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from mentoring.common.addresses import plain_address, validate_address
from mentoring.common.fields import is_phone_number
from mentoring.common.text import NAME_LENGTH, name_part, one_line, phone_number
from programmes.imports.services.known import CellError, Known
from programmes.partnerships.models.partnerships import LONGEST_RHYTHM
from programmes.profiles.models.profiles import MOST_CAPACITY

Read = Callable[[str, Known], Any]
DAY = re.compile(r"(\d{1,2})\s*\.\s*(\d{1,2})\s*\.\s*(\d{4}|\d{2})")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[ T]00:00(?::00)?)?")
SLASHED_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SPELLED_DAY = re.compile(r"(\d{1,2})\.?\s+([^\W\d]+)\.?\s+(\d{4})")
MONTHS = (
    *(("jan",), ("feb",), ("mär", "mae", "mar", "mrz"), ("apr",), ("mai", "may"), ("jun",)),
    *(("jul",), ("aug",), ("sep",), ("okt", "oct"), ("nov",), ("dez", "dec")),
)
MONTHS_OF_YEAR = 12
PHONE_LENGTH = 40
# Years of two digits up to this many ahead of 2000 belong to this century.
CENTURY = 50
# What stands before a family name and belongs to it.
PARTICLES = frozenset(
    (
        *("von", "van", "vom", "zu", "zur", "zum", "der", "den", "de", "del", "della", "di"),
        *("da", "dos", "du", "la", "le", "el", "al", "bin", "ibn", "ben", "ter"),
    )
)


def text(most: int) -> Read:
    """A text of at most so many characters."""

    def read(cell: str, known: Known) -> str:
        if len(cell) > most:
            raise CellError(_("at most %(most)s characters, please") % {"most": most})
        return cell

    return read


def line(most: int) -> Read:
    """A text without line breaks."""
    read_text = text(most)
    return lambda cell, known: read_text(one_line(cell), known)


def name(cell: str, known: Known) -> str:
    """A given or a family name; a mere dash is none."""
    return str(text(NAME_LENGTH)(name_part(cell), known))


def phone(cell: str, known: Known) -> str:
    """A number that can be called.

    Raises:
        CellError: it is none.
    """
    number = phone_number(cell)
    if number and not is_phone_number(number):
        raise CellError(_("“%(cell)s” is no phone number") % {"cell": cell})
    return str(text(PHONE_LENGTH)(number, known))


def one(name: str) -> Read:
    """One of the options of the field `name`."""
    return lambda cell, known: known.meaning(name, one_line(cell))


def several(name: str) -> Read:
    """Some of the options of the field `name`, each once, in their order."""

    def read(cell: str, known: Known) -> list[Any]:
        found = [known.meaning(name, part) for part in known.parts(name, cell)]
        return [value for value in dict.fromkeys(found) if value != ""]

    return read


def email(cell: str, known: Known) -> str:
    """An address, in small letters.

    Raises:
        CellError: it is none.
    """
    address = plain_address(cell.removeprefix("mailto:"))
    try:
        validate_address(address)
    except ValidationError as error:
        raise CellError(_("“%(cell)s” is no e-mail address") % {"cell": cell}) from error
    return address


def postcode(cell: str, known: Known) -> str:
    """Five digits; spreadsheets take them for a number and drop the first nought.

    Raises:
        CellError: it is no postcode.
    """
    code = re.sub(r"\A[dD][\s-]*(?=\d)|\s|\.0\Z", "", cell)
    code = code.zfill(5) if len(code) == 4 and code.isdecimal() else code  # noqa: PLR2004
    if not re.fullmatch(r"[0-9]{5}", code):
        raise CellError(_("“%(cell)s” is no German postcode") % {"cell": cell})
    return code


def capacity(cell: str, known: Known) -> int:
    """How many mentees somebody takes.

    Raises:
        CellError: it is no number, or too large.
    """
    if not re.fullmatch(r"[0-9]{1,2}", cell) or int(cell) > MOST_CAPACITY:
        told = {"cell": cell, "most": MOST_CAPACITY}
        raise CellError(_("“%(cell)s” is no number from 0 to %(most)s") % told)
    return int(cell)


def rhythm(cell: str, known: Known) -> int | str:
    """Days from one contact to the next."""
    counted = re.fullmatch(r"(?:alle |every )?(\d{1,3}) ?(?:d|tage?n?|days?)?", cell.casefold())
    if counted and 1 <= int(counted[1]) <= LONGEST_RHYTHM:
        return int(counted[1])
    found = known.meaning("rhythm", one_line(cell))
    return int(found) if found else ""


def day(cell: str, known: Known) -> date:
    """A day as Germans write it, as 2026-03-12, or with the name of its month.

    Raises:
        CellError: it is none, or there is no such day.
    """
    cell = one_line(cell)
    try:
        found = _day(cell)
    except ValueError:
        told = {"cell": cell}
        raise CellError(_("there is no such day as “%(cell)s”") % told) from None
    if found is None:
        raise CellError(_("“%(cell)s” is no date such as 12.03.2026") % {"cell": cell})
    return found


def _day(cell: str) -> date | None:
    """The day; None where the cell is written in no way that is read. ValueError: no such day."""
    if found := ISO_DAY.fullmatch(cell):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY.match(cell):
        return _full_match(cell, found)
    if found := SLASHED_DAY.fullmatch(cell):
        # Which is the month? Only where one cannot be it, that is sure.
        first, second, year = (int(part) for part in found.groups())
        sure = first > MONTHS_OF_YEAR or first == second
        return date(year, second, first) if sure else None
    if found := SPELLED_DAY.fullmatch(cell):
        month = _month(found[2])
        return date(int(found[3]), month, int(found[1])) if month else None
    return None


def _full_match(cell: str, found: re.Match[str]) -> date | None:
    """A time of midnight may follow, which spreadsheets add."""
    if cell[found.end() :].strip() not in {"", "00:00", "00:00:00"}:
        return None
    year = int(found[3])
    if len(found[3]) == 2:  # noqa: PLR2004
        year += 2000 if year < CENTURY else 1900
    return date(year, int(found[2]), int(found[1]))


def _month(name: str) -> int | None:
    short = name.casefold()[:3]
    return next((spot for spot, names in enumerate(MONTHS, 1) if short in names), None)


def split_name(name: str) -> tuple[str, str]:
    """Given and family name of "Groß, Ada", "Ada Groß" or "Ada von Groß"; one word is given."""
    family, comma, given = name.partition(",")
    if comma and given.strip():
        return given.strip(), family.strip()
    words = name.replace(",", " ").split()
    if len(words) <= 1:
        return name.strip(), ""
    first = len(words) - 1
    while first > 1 and words[first - 1].casefold() in PARTICLES:
        first -= 1
    return " ".join(words[:first]), " ".join(words[first:])

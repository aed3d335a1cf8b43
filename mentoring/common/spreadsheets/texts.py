"""CSV: which letters the bytes are, what separates the cells, and the rows."""

import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from mentoring.common.spreadsheets.sheet import UTF_8, UTF_16, WINDOWS, Row, SheetError

# Where nothing else decides, the first wins: commas stand in texts and numbers, too.
DELIMITERS = (";", "\t", ",", "|")
# As far as one looks for what separates the cells.
SAMPLE, SAMPLED_ROWS = 100_000, 50
# Excel's own first line, which says what separates.
SEPARATES = re.compile(r'"?sep=(.)"?[ ;,\t|]*(\r\n|\n|\r|\Z)', re.IGNORECASE)
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
# The letters beyond ASCII of German and its neighbours, as Windows-1252 has them, …
SMALL = "äöüßàáâåæçèéêëíîïñóôøùúœšž"
LARGE = "ÄÖÜÀÁÂÅÆÇÈÉÊËÍÎÏÑÓÔØÙÚŒŠŽ"
PROVES = frozenset("äöüßÄÖÜé")
# … and the signs. Those in the second row stand between two letters, too.
SIGNS = frozenset("\xa0€„“”‚‘…«»‹›§°·•´½¼¾²³©®™±×†") | frozenset("’–—")
WITHIN = frozenset("’–—·\xa0")


def decoded(content: bytes) -> tuple[str, str]:
    """The text of `content`, and how its letters were written.

    Windows-1252, which Excel writes in Germany, is read where the bytes prove it.

    Raises:
        SheetError: nobody can tell which letters these are ("no_utf8"), or it is no text.
    """
    if content.startswith(WIDE_MARKS):
        try:
            return _plain(content.decode("utf-16")), UTF_16
        except UnicodeDecodeError:
            raise SheetError("no_text") from None
    try:
        return _plain(content.decode("utf-8-sig")), UTF_8
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
    try:
        found = content.decode("cp1252")
    except UnicodeDecodeError:
        found = ""
    if not _proven(found):
        raise SheetError("no_utf8", line=line)
    return _plain(found), WINDOWS


def _plain(found: str) -> str:
    if "\0" in found:
        raise SheetError("no_text")
    return found


def _proven(found: str) -> bool:
    """Whether a text makes sense as Windows-1252.

    Other codes put other letters on the same bytes: an Ä then stands within small letters, a sign
    within a word, or one odd letter beside the next.
    """
    odd = {sign for sign in found if not sign.isascii()}
    if not odd <= SIGNS | set(SMALL) | set(LARGE) or not odd & PROVES:
        return False
    places = (spot for spot, sign in enumerate(found) if not sign.isascii())
    return all(_fits(found, spot) for spot in places)


def _fits(found: str, spot: int) -> bool:
    before, sign, after = found[spot - 1 : spot], found[spot], found[spot + 1 : spot + 2]
    if sign in SIGNS:
        return sign in WITHIN or not (before.isalpha() and after.isalpha())
    around = [each for each in (before, after) if each.isalpha()]
    if sign in LARGE:
        # At the beginning of a word, or in one of capitals.
        return not (before.isalpha() and before.islower())
    # A word of nothing but odd letters is none of these languages'.
    return not around or any(each.isascii() or each in PROVES for each in around)


def rows(text: str) -> Iterator[Row]:
    """Each row with the line on which it begins.

    Raises:
        SheetError: a quotation mark is open ("broken_row").
    """
    said = SEPARATES.match(text)
    before = 0
    if said:
        text, before = text[said.end() :], 1
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=said[1] if said else _delimiter(text),
        strict=True,
    )
    first = before
    try:
        for cells in reader:
            yield before + 1, cells
            before = first + reader.line_num
    except csv.Error as error:
        raise SheetError("broken_row", line=before + 1, why=str(error)) from None


def _delimiter(text: str) -> str:
    """What separates: it stands in more of the first rows than any other sign does.

    Of two that stand in each row, no blank follows the one that separates, and it makes rows of one
    width. A heading may have several lines and hold signs itself.
    """
    sample = text[:SAMPLE]
    return max(DELIMITERS, key=lambda sign: _evidence(sample, sign))


def _evidence(sample: str, sign: str) -> tuple[float, float, float, int]:
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=sign)
    try:
        found = list(islice(filter(any, reader), SAMPLED_ROWS))
    except csv.Error:
        found = []
    widths = [len(cells) for cells in found if len(cells) > 1]
    if not widths:
        return 0, 0, 0, 0
    usual = max(set(widths), key=lambda width: (widths.count(width), width))
    return (
        len(widths) / len(found),
        -_followed_by_blank(found),
        widths.count(usual) / len(found),
        len(found[0]),
    )


def _followed_by_blank(found: list[list[str]]) -> float:
    later = [cell for cells in found for cell in cells[1:] if cell.strip()]
    spaced = sum(cell.startswith(" ") for cell in later)
    return round(spaced / len(later)) if later else 0

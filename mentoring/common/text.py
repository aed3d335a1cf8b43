"""What people type and paste, made plain: each form, import and reader asks here, and only here.

Copied text brings letters along that nobody sees: marks of direction, soft hyphens, blanks without
width, the byte order mark. Whoever types the same by hand would never find what is kept with them.
"""

import re
import unicodedata

from django.utils.translation import gettext_lazy as _

# What a field for a given or a family name takes, and what both take together.
NAME_LENGTH = 80
FULL_NAME_LENGTH = NAME_LENGTH + 1 + NAME_LENGTH
# Without width although Unicode counts them among letters and marks.
BLANK_LETTERS = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
JOINERS = frozenset("\u200c\u200d")
# What a joiner joins: letters, their marks, and the pictures of which emoji are made.
JOINED = ("L", "M", "So", "Sk")
VIRAMA = 9
# How emoji are drawn; in a name they may stay.
VARIANTS = frozenset(map(chr, range(0xFE00, 0xFE10)))
MINUS = "\u2212"
# Forms of foreign offices write these where a name is missing.
NO_NAME = frozenset({"FNU", "LNU"})
# Where an answer would stand that nobody has given.
NOT_GIVEN = _("Nothing given")


def one_line(text: str) -> str:
    """`text` on one line, composed, without letters that nobody sees: safe in names and headers.

    Joiners stay where they belong to the spelling, as in Persian and Sinhala names.
    """
    text = unicodedata.normalize("NFC", text)
    shown = "".join(_shown(text, place) for place in range(len(text)))
    return " ".join(shown.split())


def name_part(text: str) -> str:
    """A given or a family name; "" where only a dash, a dot or "FNU" stands for a missing one."""
    name = one_line(text)
    says_something = name not in NO_NAME and any(_joins(letter) for letter in name)
    return name if says_something else ""


def full_name(given_name: str, family_name: str) -> str:
    """Both parts, or the one that there is."""
    return " ".join(filter(None, (given_name, family_name)))


def visible(text: str) -> str:
    """`text` without any letter that has no width, in the usual form of each letter (NFKC)."""
    text = "".join(c for c in text if not _is_invisible(c) and c not in VARIANTS)
    return unicodedata.normalize("NFKC", text)


def code(text: str) -> str:
    """A code as it is compared, however it was written or pasted: letters and ASCII digits only."""
    return "".join(_ascii_digit(c) for c in visible(text) if c.isalnum()).upper()


def phone_number(text: str) -> str:
    """A phone number with plain blanks, hyphens and digits, without the "tel:" of a link."""
    plain = "".join(_ascii_digit(_hyphen(c)) for c in visible(text))
    return " ".join(re.sub(r"^\s*tel:(//)?", "", plain, flags=re.IGNORECASE).split())


def same_endings(text: str) -> str:
    """`text` with lines that end the same way whatever browser sent it."""
    return text.replace("\r\n", "\n")


def _shown(text: str, place: int) -> str:
    letter = text[place]
    if letter in JOINERS:
        return letter if _belongs(text, place) else ""
    if _is_invisible(letter):
        return ""
    return letter if letter.isprintable() else " "


def _belongs(text: str, place: int) -> bool:
    """Whether the joiner at `place` stands between letters, or shapes the one before it."""
    before, after = text[place - 1 : place], text[place + 1 : place + 2]
    if before and unicodedata.combining(before) == VIRAMA:
        return True
    return _joins(before) and _joins(after)


def _joins(letter: str) -> bool:
    return bool(letter) and unicodedata.category(letter).startswith(JOINED)


def _is_invisible(letter: str) -> bool:
    return letter in BLANK_LETTERS or unicodedata.category(letter) == "Cf"


def _hyphen(letter: str) -> str:
    return "-" if letter == MINUS or unicodedata.category(letter) == "Pd" else letter


def _ascii_digit(letter: str) -> str:
    return str(unicodedata.decimal(letter, letter))

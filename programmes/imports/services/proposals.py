"""Good guesses: where the headings are, what they mean, and what a word means."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from programmes.imports.services.fields import FIELDS
from programmes.imports.services.known import SHORT, Options, fold, names_of

# So many rows may stand above the headings.
MOST_TITLE_ROWS = 12
# How alike two words must be to be taken for one, from 0 to 1.
ALIKE, ALIKE_VALUE = 0.84, 0.75
# What a heading is worth that is remembered, that is known, and that only holds what is known.
REMEMBERED, EXACT, PARTLY = 3.0, 2.0, 0.8
# Shorter words are part of too many others.
SHORTEST = 4
Labels = Mapping[str, Sequence[str]]
NONE: Labels = {}
WORDS = re.compile(r"[^\W_]+")


@cache
def _headings() -> dict[str, list[str]]:
    """The folded headings that mean each field, in all languages."""
    titles = {field.name: [] for field in FIELDS}  # type: dict[str, list[str]]
    for title, name in names_of([(field.name, field.title) for field in FIELDS]).items():
        titles[name].append(title)
    return {
        field.name: list(dict.fromkeys([*titles[field.name], *map(fold, field.headings)]))
        for field in FIELDS
    }


def header_spot(
    rows: Sequence[tuple[int, list[str]]], remembered: Mapping[str, str], labels: Labels = NONE
) -> int:
    """Which of the first rows holds the headings: the one in which most cells mean something."""
    first = rows[: min(MOST_TITLE_ROWS, len(rows) - 1)]
    guesses = [columns(cells, remembered, labels).values() for _line, cells in first]
    counts = [sum(1 for field in fields if field) for fields in guesses]
    best = max(range(len(first)), key=lambda spot: (counts[spot], -spot))
    if counts[best]:
        return best
    # Nothing is known: a title stands alone in its row, headings do not.
    wide = (spot for spot, (_line, cells) in enumerate(first) if len(list(filter(None, cells))) > 1)
    return next(wide, 0)


def columns(
    header: Iterable[str], remembered: Mapping[str, str], labels: Labels = NONE
) -> dict[int, str]:
    """The field that each heading means, "" where none is likely; each field at most once.

    `remembered` are fields by folded heading, `labels` what the programme calls a field.
    """
    header = list(header)
    guesses = [
        (worth, -spot, field)
        for spot, heading in enumerate(header)
        if heading
        for field, worth in _worths(heading, remembered, labels).items()
    ]
    found: dict[int, str] = {}
    for _worth, spot, field in sorted(guesses, reverse=True):
        if -spot not in found and (field == "" or field not in found.values()):
            found[-spot] = field
    return {spot: found.get(spot, "") for spot in range(len(header))}


def _worths(heading: str, remembered: Mapping[str, str], labels: Labels) -> dict[str, float]:
    folded = fold(heading)
    if folded in remembered:
        return {remembered[folded]: REMEMBERED}
    worths = {
        name: _likeness(heading, folded, [*map(fold, labels.get(name, ())), *known])
        for name, known in _headings().items()
    }
    return {name: worth for name, worth in worths.items() if worth}


def _likeness(heading: str, folded: str, known: list[str]) -> float:
    if folded in known:
        # Of two fields with one heading, the one that lists it first.
        return EXACT - known.index(folded) / 100
    closest = max(difflib.SequenceMatcher(None, folded, each).ratio() for each in known)
    if closest >= ALIKE:
        return closest
    words = {word.casefold() for word in WORDS.findall(heading)}
    within = [each for each in known if len(each) >= SHORTEST and (each in words)]
    return PARTLY * max(map(len, within)) / (len(folded) or 1) + 0.1 if within else 0.0


def value(name: str, words: str, options: Options) -> Any:
    """What `words` most likely mean in the field `name`; "" where nothing is likely."""
    folded = fold(words)
    short = SHORT.get(name, {}).get(folded)
    if short:
        return short
    worths = [(_closeness(words, folded, known), found) for known, found in options.names.items()]
    best, found = max(worths, key=lambda each: each[0], default=(0.0, ""))
    return found if best >= ALIKE_VALUE else ""


def _closeness(words: str, folded: str, known: str) -> float:
    whole = difflib.SequenceMatcher(None, folded, known).ratio()
    if len(known) < SHORTEST - 1:
        return whole
    parts = [fold(word) for word in WORDS.findall(words) if len(word) >= SHORTEST - 1]
    alike = [difflib.SequenceMatcher(None, part, known).ratio() for part in parts]
    # A word of several that means something is less sure than all of them.
    return max([whole, *(0.95 * each for each in alike)])

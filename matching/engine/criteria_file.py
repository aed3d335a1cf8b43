"""Criteria in a TOML file: rules, keys, capacities and places."""

import math
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from matching.engine import criteria, tables
from matching.engine.criteria import KINDS, LISTS, Criteria
from matching.engine.problem import Place
from matching.engine.tables import FileError
from matching.engine.wording import InputError, did_you_mean

MOST_PARTNERS = 999_999
POLE = 90
SIDES = ("mentor", "mentee")
KEYS = ("key", "capacity", "places", "separator", *KINDS)


@dataclass(frozen=True)
class CriteriaFile:
    """What the file says; `key` and `capacity` by side (“mentor”, “mentee”).

    A capacity is a number for all or the name of a column. `lists` are the columns whose cells are
    lists, with what separates the parts; None are the usual signs.
    """

    path: Path
    criteria: Criteria
    key: Mapping[str, str]
    capacity: Mapping[str, int | str]
    places: Mapping[str, Place] = field(default_factory=dict)
    lists: Mapping[str, str | None] = field(default_factory=dict)


def read(path: Path) -> CriteriaFile:
    """Read criteria.

    Raises:
        FileError: the file is missing or no TOML, or something in it has no meaning.
    """
    source, given = _parsed(path)
    for name in given:
        if name not in KEYS:
            message = f"“{name}” means nothing here.{did_you_mean(name, KEYS)}"
            raise FileError(path, message, line=line_of(source, name))
    try:
        rules = criteria.read(given)
    except InputError as error:
        line = line_of(source, str(error.values.get("place", "")))
        raise FileError(path, str(error), line=line) from None
    return CriteriaFile(
        path,
        rules,
        _key(path, given),
        _capacity(path, given),
        _places(path, given),
        _lists(path, given, rules),
    )


def _parsed(path: Path) -> tuple[str, dict[str, Any]]:
    try:
        source = path.read_bytes().decode("utf-8-sig")
        return source, tomllib.loads(source)
    except OSError as error:
        raise FileError(path, f"the file cannot be opened ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise FileError(path, "this is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise FileError(path, f"this is no TOML: {error}.") from None


def line_of(source: str, place: str) -> int | None:
    """The line of a key, or of the n-th table for a place such as “score 3”."""
    name, _space, number = place.partition(" ")
    pattern = rf"^\s*(\[\[?\s*)?{re.escape(name)}\b" if name else r"$^"
    lines = [n for n, line in enumerate(source.splitlines(), 1) if re.search(pattern, line)]
    spot = int(number) - 1 if number.isdigit() else 0
    return lines[spot] if spot < len(lines) else None


def _key(path: Path, given: Mapping[str, Any]) -> dict[str, str]:
    """The column with the key of each person, by side."""
    if "key" not in given:
        raise FileError(path, "“key” is missing: which column tells people apart?")
    key = given["key"]
    named = dict.fromkeys(SIDES, key) if isinstance(key, str) else key
    if not _is_by_side(named) or not all(isinstance(one, str) for one in named.values()):
        expected = 'the name of a column, or { mentor = "…", mentee = "…" }'
        raise FileError(path, f"“key” must be {expected}.")
    if set(named) != set(SIDES):
        raise FileError(path, "“key” must name a column for both mentor and mentee.")
    return dict(named)


def _capacity(path: Path, given: Mapping[str, Any]) -> dict[str, int | str]:
    capacity = given.get("capacity", {})
    if not _is_by_side(capacity):
        raise FileError(path, "“capacity” is a table with “mentor” and “mentee”.")
    for side, value in capacity.items():
        if not _is_capacity(value):
            expected = "a whole number from 0 up or the name of a column"
            raise FileError(path, f"the capacity of “{side}” must be {expected}.")
    return {side: capacity.get(side, 1) for side in SIDES}


def _is_capacity(value: Any) -> bool:
    if isinstance(value, int) and not isinstance(value, bool):
        return 0 <= value <= MOST_PARTNERS
    return isinstance(value, str) and value != ""


def _is_by_side(value: Any) -> bool:
    return isinstance(value, Mapping) and set(value) <= set(SIDES)


def _lists(path: Path, given: Mapping[str, Any], rules: Criteria) -> dict[str, str | None]:
    """What separates the parts in each column of lists; one sign may be named for all of them."""
    named = given.get("separator", {})
    known = {
        column
        for rule in rules.rules
        if rule.rule in LISTS or rule.rule == "preference"
        for column in (rule.mentor, rule.mentee)
        if column
    }
    signs = dict.fromkeys(known, named) if isinstance(named, str) else named
    if not isinstance(signs, Mapping) or not all(map(_is_separator, signs.values())):
        expected = 'a sign such as ";" or "\\n" (a line break), or { column = ";" }'
        raise FileError(path, f"“separator” must be {expected}.")
    for column in signs:
        if column not in known:
            message = f"“separator”: no rule reads “{column}” as a list."
            raise FileError(path, message + did_you_mean(column, known))
    return dict.fromkeys(known) | dict(signs)


def _is_separator(value: Any) -> bool:
    return isinstance(value, str) and (value == "\n" or value.strip() != "")


def _places(path: Path, given: Mapping[str, Any]) -> dict[str, Place]:
    """The places of a table with the columns place, latitude, longitude, beside the criteria."""
    if "places" not in given:
        return {}
    if not isinstance(given["places"], str):
        raise FileError(path, "“places” must be the name of a file.")
    table = tables.read(path.parent / given["places"])
    found = {}
    columns = (table.column(name) for name in ("place", "latitude", "longitude"))
    for line, name, latitude, longitude in zip(table.lines, *columns, strict=True):
        try:
            place = float(latitude), float(longitude)
        except ValueError:
            place = math.inf, math.inf
        if not (abs(place[0]) <= POLE and abs(place[1]) <= 2 * POLE):
            raise FileError(table.path, "these are no degrees.", line=line)
        found[name] = place
    return found

"""What the engine says: codes with values, and one English sentence for each code.

Codes are for programs and catalogues, sentences for people. A caller who speaks another language
hands over its own table, or wraps `SENTENCES` in its catalogue.
"""

import difflib
from collections.abc import Iterable, Mapping
from typing import Any

SENTENCES: dict[str, str] = {
    # Reasons for a pair
    "same": "both have “{value}” as {mentee_column} ({points})",
    "difference": "{mentor_column} “{mentor}” suits {mentee_column} “{mentee}” ({points})",
    "contains": "{mentor_column} includes “{mentee}” ({points})",
    "overlap": "in common in {mentee_column}: {shared} ({points})",
    "distance": "at most {kilometres} km apart ({points})",
    "time": "{minutes} minutes a week in common ({points})",
    "preference": "{chooser} asked for {chosen} ({points})",
    # Rules that keep a pair apart
    "forbid.same": "both have “{mentee}” as {mentee_column}",
    "forbid.different": "{mentor_column} “{mentor}” differs from {mentee_column} “{mentee}”",
    "forbid.overlap": "{mentee_column} and {mentor_column} have something in common",
    "forbid.no_overlap": "nothing in common in {mentee_column} and {mentor_column}",
    "forbid.contains": "{mentor_column} includes “{mentee}”",
    "forbid.difference": "{mentor_column} “{mentor}” and {mentee_column} “{mentee}” must not meet",
    "forbid.both": "{mentee_column} and {mentor_column} both apply",
    "forbid.preference": "one of them does not want the other",
    "require.same": "{mentor_column} “{mentor}” is not {mentee_column} “{mentee}”",
    "require.different": "{mentor_column} and {mentee_column} are alike",
    "require.overlap": "nothing in common in {mentee_column} and {mentor_column}",
    "require.contains": "{mentor_column} does not include “{mentee}”",
    "require.difference": "{mentor_column} “{mentor}” does not suit {mentee_column} “{mentee}”",
    "require.distance": "too far apart",
    "require.time": "too little time in common",
    "block": "this pair is blocked",
    "over_capacity": "{who} takes {capacity}, and has {used}",
    # Why somebody stays without a partner
    "no_capacity": "takes nobody at the moment",
    "nobody_allowed": "the rules allow nobody (most often: {rule})",
    "somebody_free": "{who} is allowed and free",
    "only_losses": "every allowed pair would lower the total",
    "all_taken": "everybody allowed ({allowed}) is with somebody for whom the plan gains more",
    "not_needed": "nobody is left who would gain",
    # Mistakes in the problem
    "duplicate_id": "“{id}” appears twice among the {side}.",
    "unknown_id": "There is no “{id}” among the {side}.{hint}",
    "column_length": "Column “{column}” of the {side} has {found} values for {expected} people.",
    "missing_column": "The {side} have no column “{column}”.{hint}",
    "capacity_negative": "The capacity of “{id}” is below zero.",
    "capacity_length": "There are {found} capacities for {expected} {side}.",
    "lock_absent": "“{mentee}” and “{mentor}” are locked, but the rules keep them apart.",
    "lock_blocked": "“{mentee}” and “{mentor}” are both locked and blocked.",
    "lock_capacity": "More pairs are locked for “{id}” than the capacity allows.",
    "several_mentors": "Co-mentors are chosen only where a mentee takes one mentor.",
    "several_on_both": "Rematching needs one side on which everybody takes one partner.",
    "unknown_objective": "There is no objective “{objective}”.{hint}",
    # Mistakes in the criteria
    "not_a_table": "{place}: this must be a table.",
    "unknown_key": "{place}: “{key}” means nothing here.{hint}",
    "missing_key": "{place}: “{key}” is missing.",
    "unknown_rule": "{place}: there is no rule “{rule}” here.{hint}",
    "wrong_value": "{place}: “{key}” must be {expected}, not “{value}”.",
    "points_too_large": "The points of all rules together exceed {most}.",
    "unknown_value": "Column “{column}”{row}: “{value}” is none of the values in the order.{hint}",
    "not_a_number": "Column “{column}”{row}: “{value}” is no whole number.",
    "not_a_time": "Column “{column}”{row}: “{value}” is no time such as “Mon 18:00-20:00”.",
    "not_a_place": "Column “{column}”{row}: “{value}” is no known place.",
}

# Ends each part of a list in which one holds a comma or the like; nobody types it.
PART_ENDS = "\x1f"


class InputError(ValueError):
    """Something given makes no sense; `code` and `values` say what, `str()` says it in English."""

    def __init__(self, code: str, **values: Any) -> None:
        self.code = code
        self.values = values
        super().__init__(sentence(code, values))


def sentence(code: str, values: Mapping[str, Any], table: Mapping[str, str] = SENTENCES) -> str:
    """The sentence for `code` out of `table`, with `values` filled in."""
    shown = {name: _shown(value) for name, value in values.items()}
    try:
        return table[code].format_map(shown)
    except KeyError:
        return table[code].format_map(_Blanks(shown))


def _shown(value: Any) -> Any:
    """A list whose parts hold commas, as people read it."""
    return value.rstrip(PART_ENDS).replace(PART_ENDS, " | ") if isinstance(value, str) else value


class _Blanks(dict[str, Any]):
    """Values that may be left out are empty."""

    def __missing__(self, key: str) -> str:
        return ""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """“ Did you mean …?” with a leading space, or nothing when no known word is close."""
    names = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return f" Did you mean “{names[close[0]]}”?" if close else ""

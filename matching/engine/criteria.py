"""Hard and weighted rules, read from a table such as TOML gives.

    [[forbid]]   no pair where the rule holds
    [[require]]  only pairs where the rule holds
    [[score]]    points where the rule holds

| rule       | holds where                                            | kinds                  |
| ---------- | ------------------------------------------------------ | ---------------------- |
| same       | both cells are alike and not blank                     | forbid, require, score |
| different  | both cells are filled and differ                       | forbid, require        |
| overlap    | the lists share something; points for each up to `most`| forbid, require, score |
| no_overlap | the lists share nothing                                | forbid                 |
| contains   | what stands at the mentee stands at the mentor         | forbid, require, score |
| difference | the mentor's rank minus the mentee's is listed         | forbid, require, score |
| distance   | they live not farther apart than so many kilometres    | require, score         |
| time       | they have `minutes` a week in common                   | require, score         |
| preference | one side named the other; points by rank               | forbid, score          |
| both       | both cells say yes                                     | forbid                 |

A blank never forbids. Where a rule is required, a blank on either side is refused unless
`blank = "allow"`. Texts are compared without regard to case.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from matching.engine.wording import InputError, did_you_mean

KINDS = {
    "forbid": (
        "same",
        "different",
        "overlap",
        "no_overlap",
        "contains",
        "difference",
        "preference",
        "both",
    ),
    "require": ("same", "different", "overlap", "contains", "difference", "distance", "time"),
    "score": ("same", "overlap", "contains", "difference", "distance", "time", "preference"),
}
MOST_POINTS = 1 << 20
# Of these rules the cells are lists.
LISTS = frozenset({"overlap", "no_overlap", "contains", "time"})


@dataclass(frozen=True)
class Rule:
    """One rule; `place` is where it stands, such as “score 3”.

    `points` is a whole number (same, contains, overlap for each, time), a mapping from difference
    or kilometres to points, or a list of points by rank (preference).
    """

    kind: str
    rule: str
    place: str
    mentor: str = ""
    mentee: str = ""
    points: Any = 1
    order: tuple[str, ...] = ()
    allowed: frozenset[int] = frozenset()
    most: int = 0
    minutes: int = 60
    within: int = 0
    blank: str = "refuse"

    @property
    def code(self) -> str:
        """For wording: “same”, “forbid.same”, “require.difference” …"""
        return self.rule if self.kind == "score" else f"{self.kind}.{self.rule}"


@dataclass(frozen=True)
class Criteria:
    """All rules of a matching, in the order in which they were written."""

    rules: tuple[Rule, ...] = ()

    @property
    def hard(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.kind != "score")

    @property
    def soft(self) -> tuple[Rule, ...]:
        return tuple(rule for rule in self.rules if rule.kind == "score")


def read(table: Mapping[str, Any]) -> Criteria:
    """The criteria in `table`; other keys than forbid, require and score are not looked at.

    Raises:
        InputError: something in the table has no meaning; the message names the place.
    """
    rules = []
    for kind in KINDS:
        given = table.get(kind, [])
        if not isinstance(given, list):
            raise InputError("not_a_table", place=f"[[{kind}]]")
        rules += [_rule(kind, f"{kind} {n}", one) for n, one in enumerate(given, start=1)]
    return Criteria(tuple(rules))


def _rule(kind: str, place: str, given: Any) -> Rule:
    if not isinstance(given, Mapping):
        raise InputError("not_a_table", place=place)
    name = given.get("rule")
    if name is None:
        raise InputError("missing_key", place=place, key="rule")
    if name not in KINDS[kind]:
        hint = did_you_mean(str(name), KINDS[kind])
        raise InputError("unknown_rule", place=place, rule=name, hint=hint)
    keys = _keys(kind, name)
    for key in set(given) - {"rule"} - set(keys):
        hint = did_you_mean(key, keys)
        raise InputError("unknown_key", place=place, key=key, hint=hint)
    values = {key: _value(keys[key], key, given[key], place) for key in keys if key in given}
    _check_complete(kind, name, place, values)
    return Rule(kind=kind, rule=name, place=place, **values)


@dataclass(frozen=True)
class _Key:
    expected: str
    read: Callable[[Any], Any] = field(repr=False)


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > MOST_POINTS:
        raise TypeError
    return value


def _positive(value: Any) -> int:
    if _whole(value) < 1:
        raise ValueError
    return _whole(value)


def _word(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _words(value: Any) -> tuple[str, ...]:
    words = tuple(_word(one) for one in _list(value))
    if len({word.casefold() for word in words}) < len(words):
        raise ValueError
    return words


def _list(value: Any) -> Sequence[Any]:
    if not isinstance(value, list | tuple) or not value:
        raise TypeError
    return value


def _numbers(value: Any) -> frozenset[int]:
    return frozenset(_whole(one) for one in _list(value))


def _by_number(value: Any) -> dict[int, int]:
    if not isinstance(value, Mapping) or not value:
        raise TypeError
    return {int(key): _whole(points) for key, points in value.items()}


def _by_rank(value: Any) -> tuple[int, ...]:
    return tuple(_whole(one) for one in _list([value] if isinstance(value, int) else value))


def _blank(value: Any) -> str:
    if value not in {"allow", "refuse"}:
        raise ValueError
    return str(value)


COLUMN = _Key("the name of a column", _word)
POINTS = _Key("a whole number", _whole)
BY_NUMBER = _Key("a table such as { 1 = 9, 2 = 12 }", _by_number)
BY_RANK = _Key("a whole number or a list of them", _by_rank)
NUMBERS = _Key("a list of whole numbers", _numbers)
WORDS = _Key("a list of different texts", _words)
POSITIVE = _Key("a whole number above zero", _positive)
BLANK = _Key("“allow” or “refuse”", _blank)
POINTS_OF = {"difference": BY_NUMBER, "distance": BY_NUMBER, "preference": BY_RANK}
EXTRA = {"difference": {"order": WORDS}, "time": {"minutes": POSITIVE}}


def _keys(kind: str, name: str) -> dict[str, _Key]:
    """Which keys a rule may have."""
    keys = {"mentor": COLUMN, "mentee": COLUMN} | EXTRA.get(name, {})
    if kind == "score":
        more = {"most": POSITIVE} if name == "overlap" else {}
        return keys | more | {"points": POINTS_OF.get(name, POINTS)}
    own = {"difference": {"allowed": NUMBERS}, "distance": {"within": POSITIVE}}.get(name, {})
    return keys | own | ({"blank": BLANK} if kind == "require" else {})


def _value(key: _Key, name: str, given: Any, place: str) -> Any:
    try:
        return key.read(given)
    except (TypeError, ValueError):
        raise InputError(
            "wrong_value", place=place, key=name, expected=key.expected, value=given
        ) from None


def _check_complete(kind: str, name: str, place: str, values: Mapping[str, Any]) -> None:
    needed = {"mentor", "mentee"}
    if name == "preference":  # who names whom: one column, on either side
        needed = set() if {"mentor", "mentee"} & values.keys() else {"mentor"}
        if {"mentor", "mentee"} <= values.keys():
            raise InputError("unknown_key", place=place, key="mentee")
    if kind == "score":
        needed.add("points")
    elif name in {"difference", "distance"}:
        needed.add("allowed" if name == "difference" else "within")
    for key in sorted(needed - values.keys()):
        raise InputError("missing_key", place=place, key=key)

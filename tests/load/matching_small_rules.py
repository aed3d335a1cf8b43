"""The people of `matching_small` matched by `mentor-match`, as its README does it.

    python -I matching_small_rules.py FOLDER < people.json

Prints seconds and total. Runs in a process of its own: the package is called `matching`.
"""

import json
import sys
import time
from typing import Any

FOLDER = sys.argv[1]
sys.path.insert(0, FOLDER)

from matching import process  # noqa: E402
from matching.mentee import Mentee  # noqa: E402
from matching.mentor import Mentor  # noqa: E402
from matching.rules.rule import Disqualify, Generic, Rule  # noqa: E402

LISTS = ("topics", "languages")
AGES = {years: max(1, 7 - abs(years - 15) // 3) for years in range(5, 30)}


class Shared(Rule):
    """Points for each label that both have."""

    def __init__(self, column: str, points: int) -> None:
        self._column, self._points = column, points

    def apply(self, match: Any) -> int:
        shared = getattr(match.mentor, self._column) & getattr(match.mentee, self._column)
        return self._points * len(shared)


class AgeDifference(Rule):
    def apply(self, match: Any) -> int:
        return AGES.get(match.mentor.age - match.mentee.age, 0)


def same(column: str, points: int) -> Generic:
    def holds(match: Any) -> bool:
        return getattr(match.mentor, column) == getattr(match.mentee, column) != ""

    return Generic({True: points, False: 0}, holds)


RULES = [
    Shared("topics", 10),
    Shared("languages", 3),
    same("region", 8),
    same("party", 5),
    same("format", 2),
    AgeDifference(),
    Disqualify(lambda match: not match.mentor.languages & match.mentee.languages),
    Disqualify(lambda match: match.mentor.unchecked == match.mentee.minor == "yes"),
]


def people(kind: type, rows: list[dict[str, Any]]) -> list[Any]:
    found = []
    for row in rows:
        one = kind(grade=0, email=row["id"])
        for column, cell in row.items():
            is_list = column in LISTS
            setattr(one, column, frozenset(filter(None, cell.split("|"))) if is_list else cell)
        found.append(one)
    return found


def main() -> None:
    rows = json.load(sys.stdin)
    begun = time.perf_counter()
    mentees, mentors = people(Mentee, rows[0]), people(Mentor, rows[1])
    mentors, mentees = process.process_data(mentors, mentees, [RULES])
    took = time.perf_counter() - begun
    matches = [process.Match(mentor, mentee, []) for mentor in mentors for mentee in mentor.mentees]
    total = sum(rule.apply(match) for match in matches for rule in RULES)
    print(json.dumps({"seconds": took, "total": total}))


main()

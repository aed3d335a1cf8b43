"""The people of `matching_small` matched by `matching`: stable, by preference lists.

    python -I matching_small_stable.py FOLDER < people.json

Prints seconds and total. The package has no scores, so that its users make them: here with a
function and sets that are made once. Both sides list whom they may have, best first. Runs in a
process of its own: the package is called `matching`.
"""

import json
import sys
import threading
import time
from typing import Any

FOLDER = sys.argv[1]
sys.path.insert(0, FOLDER)

from matching.games import HospitalResident  # noqa: E402

LISTS = ("topics", "languages")
AGES = {years: max(1, 7 - abs(years - 15) // 3) for years in range(5, 30)}
# The package copies its players, who all know each other, by recursion.
DEPTH, STACK = 10**6, 1 << 29

Scores = dict[str, dict[str, int]]


def read(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        row | {name: frozenset(filter(None, row[name].split("|"))) for name in LISTS}
        for row in rows
    ]


def score(mentee: dict[str, Any], mentor: dict[str, Any]) -> int | None:
    languages = mentee["languages"] & mentor["languages"]
    if not languages or mentor["unchecked"] == mentee["minor"] == "yes":
        return None
    return (
        10 * len(mentee["topics"] & mentor["topics"])
        + 3 * len(languages)
        + 8 * (mentee["region"] == mentor["region"] != "")
        + 5 * (mentee["party"] == mentor["party"] != "")
        + 2 * (mentee["format"] == mentor["format"] != "")
        + AGES.get(mentor["age"] - mentee["age"], 0)
    )


def best_first(scores: Scores) -> dict[str, list[str]]:
    return {one: sorted(row, key=row.__getitem__, reverse=True) for one, row in scores.items()}


def main() -> None:
    rows = json.load(sys.stdin)
    begun = time.perf_counter()
    mentees, mentors = read(rows[0]), read(rows[1])
    by_mentee: Scores = {one["id"]: {} for one in mentees}
    by_mentor: Scores = {one["id"]: {} for one in mentors}
    for mentee in mentees:
        for mentor in mentors:
            points = score(mentee, mentor)
            if points is not None:
                by_mentee[mentee["id"]][mentor["id"]] = points
                by_mentor[mentor["id"]][mentee["id"]] = points
    game = HospitalResident.create_from_dictionaries(
        best_first(by_mentee), best_first(by_mentor), dict.fromkeys(by_mentor, 1)
    )
    found = game.solve()
    took = time.perf_counter() - begun
    pairs = [(mentee.name, mentor.name) for mentor, held in found.items() for mentee in held]
    total = sum(by_mentee[mentee][mentor] for mentee, mentor in pairs)
    print(json.dumps({"seconds": took, "total": total}))


sys.setrecursionlimit(DEPTH)
threading.stack_size(STACK)
thread = threading.Thread(target=main)
thread.start()
thread.join()

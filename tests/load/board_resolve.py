"""A board of 300 mentees and 330 mentors: how long the server takes for one move, and for an undo.

The first look reads the cohort and solves it; after that a move is a step, its effect on the plan,
and the pieces of the page that have changed.
"""

import json
import random
import sys
import time
from typing import Any

from tests.load import site
from tests.load.applications_list import shell
from tests.load.figures import figure, p95

MENTEES, MENTORS, MOVES = 300, 330, 40
SEED = 20_261_122
OK = 200
MEASURE = """
import json
from tests.load.board_resolve import measure
print(json.dumps(measure()))
"""


def main() -> bool:
    with site.running() as running:
        found = json.loads(shell(running, MEASURE).splitlines()[-1])
    kept = [
        figure("board_resolve move p95", p95(found["move"]), "ms", 100),
        figure("board_resolve undo p95", p95(found["undo"]), "ms", 100),
        figure("board_resolve first look", found["first"], "ms", 3000),
        figure("board_resolve answer to a move", max(found["size"]) / 1024, "KiB", 150),
    ]
    return all(kept)


def measure() -> dict[str, Any]:
    """Runs inside the site; milliseconds of each step, through all of Django."""
    from django.conf import settings  # noqa: PLC0415 - not configured where `main` runs

    from tests.load.board_people import make_board  # noqa: PLC0415

    settings.ALLOWED_HOSTS.append("testserver")
    client, plan = make_board(MENTEES, MENTORS, random.Random(SEED))  # noqa: S311
    address = f"/admin/matching/plan/{plan.pk}/"
    begun = time.perf_counter()
    page = client.get(f"{address}change/").content.decode()
    first = (time.perf_counter() - begun) * 1000
    buttons = [part.split('"')[0] for part in page.split('value="move:')[1:]]
    chosen = random.Random(SEED).sample(buttons, MOVES)  # noqa: S311
    found: dict[str, Any] = {"first": first, "move": [], "undo": [], "size": []}
    version = 0
    for button in chosen:
        for kind, do in (("move", f"move:{button}"), ("undo", "undo")):
            begun = time.perf_counter()
            asked = {"do": do, "version": version}
            answer = client.post(f"{address}step/", asked, headers={"Accept": "application/json"})
            found[kind].append((time.perf_counter() - begun) * 1000)
            if answer.status_code != OK:
                raise RuntimeError(f"{do}: {answer.status_code}")
            found["size"].append(len(answer.content))
            version = answer.json()["version"]
    return found


if __name__ == "__main__":
    sys.exit(not main())

"""500 mentees and 500 mentors: from cells to a proven plan and a sentence for each pair.

Beside it, on the same people and by the same rules, two libraries that others use: `mentor-match`
(rules as functions, then the Hungarian method) and `matching` (stable matchings of preference
lists). Each is installed into a folder of its own and runs in a process that knows nothing of this
project, as both bring a package of the name `matching`. They are timed from people to pairs;
reasons they give none. `mentor-match` runs with the `munkres` that comes along today, which is
written in C, and with the one that it was written for.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.engine.explain import Explainer, in_words
from matching.engine.problem import Side
from matching.engine.scoring import compiled
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import at_least, figure

SIZE = 500
TURNS = 9
PATIENCE = 600
INSTALLERS = (["pip", "install"], ["uv", "pip", "install"])


@dataclass(frozen=True)
class Rival:
    """Another library, how many times faster the engine should be, and which total it has."""

    script: str
    packages: tuple[str, ...]
    times: int
    is_optimal: bool


RIVALS = (
    Rival("matching_small_rules", ("mentor-match",), 150, is_optimal=True),
    Rival("matching_small_rules", ("mentor-match", "munkres==1.1.4"), 150, is_optimal=True),
    Rival("matching_small_stable", ("matching",), 300, is_optimal=False),
)


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE)
    best = optimum(problem)
    turns = [once(crowd.problem(SIZE, SIZE)) for _turn in range(TURNS)]
    took = statistics.median(took for took, _total in turns)
    lost = best - min(total for _took, total in turns)
    kept = [
        figure("matching_small", took, "s", 0.25),
        figure("matching_small total lost", lost, "points", 0),
    ]
    return all([*kept, *(beside(rival, problem, took, best) for rival in RIVALS)])


def once(problem: crowd.Problem) -> tuple[float, int]:
    """How long people take whom nobody has read yet, and their total."""
    begun = time.perf_counter()
    scoring = compiled(crowd.CRITERIA, problem.in_order)
    plan = solve(problem, crowd.CRITERIA, "total", scoring=scoring)
    explainer = Explainer(problem, crowd.CRITERIA, plan, scoring=scoring)
    pairs = [(pair.mentee, pair.mentor) for pair in plan.pairs]
    sentences = [in_words(reasons) for reasons in explainer.reasons_of(pairs)]
    took = time.perf_counter() - begun
    assert all(sentences)
    assert plan.proven
    return took, plan.total


def optimum(problem: crowd.Problem) -> int:
    """The highest total by scipy's dense assignment."""
    scores, allowed = compiled(crowd.CRITERIA, problem.in_order).dense()
    worth = np.where(allowed, np.maximum(scores, 0), 0)
    rows, columns = linear_sum_assignment(worth, maximize=True)
    return int(worth[rows, columns].sum())


def beside(rival: Rival, problem: crowd.Problem, took: float, best: int) -> bool:
    """Whether the engine is as many times faster as it should be; no if the rival cannot run."""
    name = f"matching_small beside {', '.join(rival.packages)}"
    with tempfile.TemporaryDirectory() as folder:
        try:
            install(rival.packages, folder)
            theirs = measured(rival, problem, folder)
        except (OSError, subprocess.SubprocessError) as error:
            return without(name, rival.times, error)
    faster = at_least(name, theirs["seconds"] / took, "times faster", rival.times)
    more = best - theirs["total"]
    if rival.is_optimal:  # by the same rules, or the comparison would be none
        return figure(f"{name}, total", abs(more), "points from the optimum", 0) and faster
    return at_least(f"{name}, total", more, "points more", 0) and faster


def install(packages: tuple[str, ...], folder: str) -> None:
    """Install into `folder`, from wherever pip or uv are set up to look.

    Raises:
        OSError, SubprocessError: neither is there, or they do not find the packages.
    """
    for number, tool in enumerate(INSTALLERS, start=1):
        command = [sys.executable, "-m", *tool, "--quiet", "--target", folder, *packages]
        done = subprocess.run(
            command, check=False, timeout=PATIENCE, capture_output=True, text=True
        )
        if not done.returncode:
            return
        if number == len(INSTALLERS):
            raise subprocess.SubprocessError(done.stderr.strip().splitlines()[-1])


def measured(rival: Rival, problem: crowd.Problem, folder: str) -> dict[str, float]:
    """Seconds and total of the rival, in a process that knows its folder alone."""
    people = json.dumps([rows(problem.mentees), rows(problem.mentors)])
    script = Path(__file__).with_name(f"{rival.script}.py")
    command = [sys.executable, "-I", str(script), folder]
    answer = subprocess.run(
        command, check=True, input=people, timeout=PATIENCE, capture_output=True, text=True
    )
    return json.loads(answer.stdout)


def rows(side: Side) -> list[dict[str, object]]:
    names = ("id", *side.columns)
    cells = zip(side.ids, *side.columns.values(), strict=True)
    return [dict(zip(names, row, strict=True)) for row in cells]


def without(name: str, times: int, error: Exception) -> bool:
    print(f"{name}: not measured, as it could not be installed or run: {error}", file=sys.stderr)
    line = {"name": name, "value": None, "unit": "times faster", "target": times, "ok": False}
    print(json.dumps(line), flush=True)
    return False


if __name__ == "__main__":
    sys.exit(not main())

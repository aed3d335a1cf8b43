"""Ten thousand on each side, beside scipy's dense assignment on the same scores.

Each runs in a process of its own, so that memory is its own; building the scores counts for both.
"""

import json
import resource
import subprocess
import sys
import time

import numpy as np
from scipy.optimize import linear_sum_assignment

from matching.engine.scoring import compiled
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import at_least, figure

SIZE = 10_000
PATIENCE = 1_800


def main() -> bool:
    ours, theirs = measured("ours"), measured("scipy")
    return all(
        [
            figure("matching_10k", ours["seconds"], "s", theirs["seconds"] / 20),
            at_least("matching_10k faster", theirs["seconds"] / ours["seconds"], "times", 20),
            figure("matching_10k memory", ours["memory"], "MB", theirs["memory"] / 8),
            figure("matching_10k total lost", theirs["total"] - ours["total"], "points", 0),
            figure("matching_10k gap", ours["gap"], "", 0),
        ]
    )


def measured(who: str) -> dict[str, float]:
    command = [sys.executable, "-m", "tests.load.matching_10k", who]
    return json.loads(subprocess.check_output(command, text=True, timeout=PATIENCE))


def report(who: str) -> dict[str, float]:
    problem = crowd.problem(SIZE, SIZE)
    begun = time.perf_counter()
    if who == "ours":
        plan = solve(problem, crowd.CRITERIA, "total")
        total, gap = plan.total, plan.gap
    else:
        total, gap = by_scipy(problem), 0.0
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return {"seconds": took, "memory": memory, "total": total, "gap": gap}


def by_scipy(problem: crowd.Problem) -> int:
    every = slice(0, SIZE)
    scores = compiled(crowd.CRITERIA, problem).block(every, every).astype(np.float64)
    scores[np.isinf(scores)] = 0
    rows, columns = linear_sum_assignment(scores, maximize=True)
    return int(scores[rows, columns].sum())


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(report(sys.argv[1])))
    else:
        sys.exit(not main())

"""A hundred thousand on each side: the gap after two minutes, the proof, the memory."""

import resource
import sys
import time

from matching.engine.plan import Progress, Run
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import figure

SIZE = 100_000
SMALL_GAP = 0.0001


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE)
    begun = time.perf_counter()
    small: list[float] = []

    def watch(progress: Progress) -> None:
        if progress.gap is not None and progress.gap <= SMALL_GAP and not small:
            small.append(time.perf_counter() - begun)

    plan = solve(problem, crowd.CRITERIA, "total", run=Run(progress=watch))
    took = time.perf_counter() - begun
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    return all(
        [
            figure("matching_100k gap 0.01 %", min(small, default=took), "s", 120),
            figure("matching_100k proven", took, "s", 200),
            figure("matching_100k gap", 100 * plan.gap, "%", 0),
            figure("matching_100k memory", memory, "GB", 1.2),
        ]
    )


if __name__ == "__main__":
    sys.exit(not main())

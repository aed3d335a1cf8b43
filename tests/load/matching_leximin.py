"""Full leximin for 500 mentees and 500 mentors, and what it costs in total."""

import sys
import time

from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import figure

SIZE = 500


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE)
    best = solve(problem, crowd.CRITERIA, "total")
    begun = time.perf_counter()
    plan = solve(problem, crowd.CRITERIA, "fair", depth=None)
    took = time.perf_counter() - begun
    return all(
        [
            figure("matching_leximin", took, "s", 1),
            figure("matching_leximin not proven", int(not plan.proven), "plans", 0),
            figure("matching_leximin price", 100 * (1 - plan.total / best.total), "%", 10),
        ]
    )


if __name__ == "__main__":
    sys.exit(not main())

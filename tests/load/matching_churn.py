"""How many pairs move when one mentor in a hundred leaves a programme of 500."""

import sys
import time

import numpy as np

from matching.engine.problem import Problem
from matching.engine.rematching import rematch
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import figure

SIZE, SPARE, LEAVING = 500, 50, 5


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE + SPARE)
    pairs = [(pair.mentee, pair.mentor) for pair in solve(problem, crowd.CRITERIA).pairs]
    places = np.ones(SIZE + SPARE, dtype=np.int64)
    for mentee in np.random.default_rng(1).choice(SIZE, LEAVING, replace=False):
        places[problem.mentors.position(pairs[mentee][1])] = 0
    changed = Problem(problem.mentees, problem.mentors, mentor_capacity=places.tolist())
    begun = time.perf_counter()
    after = rematch(changed, crowd.CRITERIA, pairs)
    took = time.perf_counter() - begun
    stayed = len(after.kept) + len(after.moved)
    return all(
        [
            figure("matching_churn moved", 100 * len(after.moved) / stayed, "%", 2),
            figure("matching_churn loss", 100 * after.plan.gap, "%", 0.1),
            figure("matching_churn", took, "s", 2),
        ]
    )


if __name__ == "__main__":
    sys.exit(not main())

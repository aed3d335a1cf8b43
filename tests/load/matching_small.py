"""500 mentees and 500 mentors: from cells to a proven plan and a sentence for each pair."""

import sys
import time

from matching.engine.explain import Explainer, in_words
from matching.engine.solve import solve
from tests.load import crowd
from tests.load.figures import figure

SIZE = 500
TURNS = 5


def main() -> bool:
    problem = crowd.problem(SIZE, SIZE)
    took = min(once(problem) for _turn in range(TURNS))
    return figure("matching_small", took, "s", 0.25)


def once(problem: crowd.Problem) -> float:
    begun = time.perf_counter()
    plan = solve(problem, crowd.CRITERIA, "total")
    explainer = Explainer(problem, crowd.CRITERIA, plan)
    pairs = [(pair.mentee, pair.mentor) for pair in plan.pairs]
    sentences = [in_words(reasons) for reasons in explainer.reasons_of(pairs)]
    assert all(sentences)
    assert plan.total == plan.bound
    return time.perf_counter() - begun


if __name__ == "__main__":
    sys.exit(not main())

"""Mentee, mentor and co-mentor chosen together: 500 mentees, 500 mentors, 150 co-mentors.

Scored are mentee with mentor and mentor with co-mentor.
"""

import sys
import time

import numpy as np

from matching.engine import triads
from matching.engine.scoring import compiled
from tests.load import crowd
from tests.load.figures import figure

MENTEES, MENTORS, CO_MENTORS, PLACES = 500, 500, 150, 4


def main() -> bool:
    begun = time.perf_counter()
    found = triads.solve(scores())
    took = time.perf_counter() - begun
    return all(
        [
            figure("matching_triads", took, "s", 10),
            figure("matching_triads not proven", int(not found.proven), "plans", 0),
            figure("matching_triads without", MENTEES - len(found.spots), "mentees", 0),
        ]
    )


def scores() -> triads.Scores:
    """Mentee with mentor, and mentor with co-mentor, by the same criteria."""
    sizes = ((MENTEES, MENTORS, 1), (MENTORS, CO_MENTORS, 2))
    parts = [
        compiled(crowd.CRITERIA, crowd.problem(rows, columns, seed))
        .block(slice(0, rows), slice(0, columns))
        .astype(float)
        for rows, columns, seed in sizes
    ]
    places = np.ones(MENTORS, dtype=np.int64), np.full(CO_MENTORS, PLACES)
    return triads.Scores(*parts, np.zeros((MENTEES, CO_MENTORS)), *places)


if __name__ == "__main__":
    sys.exit(not main())

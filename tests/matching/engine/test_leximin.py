"""The weakest pairs come first, also where one sum cannot hold all scores."""

import numpy as np
import pytest

from matching.engine import assignment, criteria
from matching.engine.problem import Problem, Side
from matching.engine.solve import solve

DIFFERENCE = {"rule": "difference", "mentor": "x", "mentee": "x"}
CRITERIA = criteria.read({"score": [DIFFERENCE | {"points": {str(d): 9 - d for d in range(9)}}]})


def some(seed):
    rng = np.random.default_rng(seed)
    cells = [[int(cell) for cell in rng.integers(0, 9, 12)] for _side in range(2)]
    names = ("mentees", "e"), ("mentors", "o")
    sides = (
        Side(name, tuple(f"{sign}{n:02}" for n in range(12)), {"x": own})
        for (name, sign), own in zip(names, cells, strict=True)
    )
    return Problem(*sides)


@pytest.mark.parametrize("seed", range(4))
def test_several_rounds_come_to_the_same_as_one(monkeypatch, seed):
    problem = some(seed)
    at_once = solve(problem, CRITERIA, "fair", depth=None)
    monkeypatch.setattr(assignment, "EXACT", 1.0)
    in_rounds = solve(problem, CRITERIA, "fair", depth=None)
    assert sorted(pair.score for pair in in_rounds.pairs) == sorted(p.score for p in at_once.pairs)

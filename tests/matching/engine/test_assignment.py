"""The assignment on a full matrix, and the prices that prove it."""

import numpy as np
import pytest

from matching.engine import assignment

WEIGHTS = np.array([[9.0, 5.0], [8.0, 1.0]])


def test_the_best_assignment_has_prices_at_which_nobody_would_rather_change():
    match = assignment.assign(WEIGHTS)
    assert match.tolist() == [1, 0]
    assert assignment.prices(WEIGHTS, match).tolist() == [4, 0]


def test_another_assignment_has_no_prices():
    with pytest.raises(ArithmeticError, match="not optimal"):
        assignment.prices(WEIGHTS, np.array([0, 1]))


def test_who_is_absent_everywhere_gets_nobody():
    assert assignment.assign(np.array([[0.0, 0.0], [0.0, 3.0]])).tolist() == [-1, 1]
    assert assignment.assign(np.zeros((2, 0))).tolist() == [-1, -1]

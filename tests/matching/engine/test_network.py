"""A flow on a list of arcs, and the prices that prove it."""

import numpy as np
import pytest

from matching.engine import network
from matching.engine.network import Network


def square(weights, bonus=0):
    """Two rows and two columns, each with one place."""
    arcs = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array(weights, dtype=np.int64)
    ones = np.ones(2, dtype=np.int64)
    return Network.of(arcs, (ones, ones), np.full(2, bonus, dtype=np.int64))


def test_the_best_flow_has_prices_at_which_nobody_would_rather_change():
    net = square([9, 5, 8, 1])
    used = network.best_flow(net)
    assert used.tolist() == [False, True, True, False]
    assert network.prices(net, used).tolist() == [4, 0]


def test_another_flow_has_no_prices():
    with pytest.raises(ArithmeticError, match="not optimal"):
        network.prices(square([9, 5, 8, 1]), np.array([True, False, False, True]))


def test_numbers_beyond_the_solver_are_no_flow():
    with pytest.raises(ArithmeticError, match="too large"):
        network.best_flow(square([1 << 62] * 4))

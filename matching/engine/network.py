"""Plans on a list of arcs: a minimum-cost flow, its prices, and the bound they prove.

An arc is a pair (row, column) with a weight; each is used once at most, a row takes at most its
capacity, a column likewise. `bonus` is what a needy row's first pair is worth beside its weight.

Sources: A. V. Goldberg, An efficient implementation of a scaling minimum-cost flow algorithm, J.
Algorithms 22 (1997), which OR-Tools runs; R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows
(1993), chapter 9, for the conditions of optimality.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from ortools.graph.python import min_cost_flow

from matching.engine.problem import BoolArray, IntArray

Real = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Arcs sorted by row, with what each row and column takes."""

    rows: IntArray
    columns: IntArray
    weights: IntArray
    row_capacity: IntArray
    column_capacity: IntArray
    bonus: IntArray  # by row: 0 where there is none

    @classmethod
    def of(
        cls,
        arcs: tuple[IntArray, IntArray, IntArray],
        capacities: tuple[IntArray, IntArray],
        bonus: IntArray,
    ) -> "Network":
        order = np.lexsort((arcs[1], arcs[0]))
        rows, columns, weights = (part[order] for part in arcs)
        return cls(rows, columns, weights, *capacities, bonus)

    @property
    def starts(self) -> IntArray:
        """Where the arcs of each row begin; one more at the end."""
        return np.searchsorted(self.rows, np.arange(len(self.row_capacity) + 1))


def best_flow(network: Network) -> BoolArray:
    """Which arcs the best plan uses; shape of the arcs.

    Each row sends its capacity to the sink, through columns or directly for nothing; the first
    unit of a needy row pays its bonus when it goes directly.

    Raises:
        ArithmeticError: the numbers are too large for the solver.
    """
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = _add_arcs(solver, network)
    if solver.solve() != solver.OPTIMAL:
        raise ArithmeticError("The flow was not solved: its costs are too large.")
    used: BoolArray = solver.flows(arcs) > 0
    return used


def _add_arcs(solver: min_cost_flow.SimpleMinCostFlow, network: Network) -> IntArray:
    """Add the whole network, and return the numbers of its arcs; copies die before the work."""
    n, m = len(network.row_capacity), len(network.column_capacity)
    sink = np.int64(n + m)
    rows, columns = np.arange(n), np.arange(m)
    needy = np.minimum(network.row_capacity, network.bonus > 0)
    ones = np.ones(len(network.rows), dtype=np.int64)
    tails = [network.rows, n + columns, rows, rows]
    heads = [n + network.columns, *(np.full(size, sink) for size in (m, n, n))]
    room = [ones, network.column_capacity, network.row_capacity - needy, needy]
    costs = [-network.weights, *(np.zeros(size, dtype=np.int64) for size in (m, n)), network.bonus]
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(room).astype(np.int64),
        np.concatenate(costs).astype(np.int64),
    )
    solver.set_nodes_supplies(rows, network.row_capacity)
    solver.set_node_supply(int(sink), -int(network.row_capacity.sum()))
    found: IntArray = arcs[: len(network.rows)]
    return found


def prices(
    network: Network,
    used: BoolArray,
    start: Real | None = None,
    quiet: BoolArray | None = None,
) -> Real:
    """The lowest prices of columns under which the used arcs are what each row likes best.

    Shape (columns,); not below `start`, which must not exceed the highest such prices. Bellman–Ford
    over exchanges, one sweep of all arcs a round, only rows that changed after the first. Rows that
    are `quiet` do not bid.

    Raises:
        ArithmeticError: the used arcs are not optimal.
    """
    price = np.zeros(len(network.column_capacity)) if start is None else start.copy()
    held = _Held.of(network, used)
    base = held.bids(price)
    spare = np.flatnonzero(~used if quiet is None else ~used & ~quiet[network.rows])
    arcs = spare
    for _round in range(2 * len(price) + 2):
        offers = base[network.rows[arcs]] + network.weights[arcs]
        better = offers > price[network.columns[arcs]]
        if not better.any():
            return price
        np.maximum.at(price, network.columns[arcs[better]], offers[better])
        fresh = held.bids(price)
        changed = fresh > base
        base = fresh
        arcs = spare[changed[network.rows[spare]]]
    raise ArithmeticError("These prices rise for ever: the flow is not optimal.")


def bids(network: Network, used: BoolArray, price: Real) -> Real:
    """What each row can offer beside the weight of a new arc; shape (rows,).

    An arc improves the plan if its weight less the price of its column exceeds the negative.
    """
    return _Held.of(network, used).bids(price)


@dataclass(frozen=True)
class _Held:
    """The used arcs, and from where on a row without any, or with room left, bids."""

    rows: IntArray
    columns: IntArray
    weights: Real
    least: Real

    @classmethod
    def of(cls, network: Network, used: BoolArray) -> "_Held":
        rows = network.rows[used]
        count = np.bincount(rows, minlength=len(network.row_capacity))
        least = np.where(count < network.row_capacity, 0.0, -np.inf)
        least[(count == 0) & (network.row_capacity > 0)] = network.bonus[
            (count == 0) & (network.row_capacity > 0)
        ]
        return cls(rows, network.columns[used], network.weights[used].astype(float), least)

    def bids(self, price: Real) -> Real:
        """What each row can offer beside the weight of a new arc."""
        base = self.least.copy()
        np.maximum.at(base, self.rows, price[self.columns] - self.weights)
        return base


def row_values(network: Network, price: Real) -> Real:
    """What each row gains at best from its arcs at these prices, bonus included; shape (rows,)."""
    gains = network.weights - price[network.columns]
    order = np.lexsort((-gains, network.rows))
    starts = network.starts
    rank = np.arange(len(gains)) - np.repeat(starts[:-1], np.diff(starts))
    gains, rows = gains[order], network.rows[order]
    first = (rank == 0) & (network.row_capacity[rows] > 0)
    gains = np.where(first, np.maximum(gains + network.bonus[rows], 0), np.maximum(gains, 0))
    gains[rank >= network.row_capacity[rows]] = 0
    values = np.zeros(len(network.row_capacity))
    np.add.at(values, rows, gains)
    return values


def upper_bound(network: Network, price: Real) -> int:
    """No plan on these arcs has a higher weight, bonuses included; any prices from 0 up will do."""
    places = int(network.column_capacity @ price.astype(np.int64))
    return places + int(row_values(network, price).astype(np.int64).sum())

"""How many mentees can be matched at most, and from which score on: proven by covers.

A largest matching has as many pairs as the smallest cover, a set of people that touches every pair,
has places (D. König, Gráfok és mátrixok, Matematikai és Fizikai Lapok 38, 1931). Where everybody
has one place it is found by J. E. Hopcroft, R. M. Karp, An n^5/2 algorithm for maximum matchings in
bipartite graphs, SIAM J. Comput. 2 (1973), else as a maximum flow, so that places need no columns
of their own: A. V. Goldberg, R. E. Tarjan, A new approach to the maximum-flow problem, J. ACM 35
(1988), which OR-Tools runs.
"""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python import max_flow
from scipy import sparse

from matching.engine.problem import BoolArray, IntArray

Arcs = tuple[IntArray, IntArray]


@dataclass(frozen=True)
class Cover:
    """A largest matching has `size` pairs; only between `rows` and `columns` could more be found.

    Shapes: `rows` (n,) and `columns` (m,), true for those outside the cover.
    """

    size: int
    rows: BoolArray
    columns: BoolArray


def cover(arcs: Arcs, is_open: BoolArray, places: IntArray) -> Cover:
    """The cover of `arcs`, rows and columns sorted by row, with one place for each open row.

    Shapes: `is_open` (n,), `places` (m,).
    """
    there = is_open[arcs[0]] & (places[arcs[1]] > 0)
    rows, columns = arcs[0][there], arcs[1][there]
    find = _one_to_one if (places <= 1).all() else _with_places
    match = find(rows, columns, len(is_open), places)
    reached = is_open & (match < 0)
    seen = np.zeros(len(places), dtype=bool)
    fresh = reached
    while fresh.any():
        seen[columns[fresh[rows]]] = True
        fresh = (match >= 0) & seen[match] & ~reached
        reached = reached | fresh
    return Cover(int((match >= 0).sum()), reached, ~seen & (places > 0))


def _one_to_one(rows: IntArray, columns: IntArray, n: int, places: IntArray) -> IntArray:
    """For each row its column in a largest matching, or -1; shape (n,)."""
    starts = np.searchsorted(rows, np.arange(n + 1))
    shape = (n, max(1, len(places)))
    graph = sparse.csr_array((np.ones(len(columns), dtype=np.int8), columns, starts), shape)
    match = sparse.csgraph.maximum_bipartite_matching(graph, perm_type="column")
    found: IntArray = match.astype(np.int64)
    return found


def _with_places(rows: IntArray, columns: IntArray, n: int, places: IntArray) -> IntArray:
    """As `_one_to_one`, where a column takes as many rows as it has places."""
    m = len(places)
    source, sink = n + m, n + m + 1
    tails = [np.full(n, source), rows, n + np.arange(m)]
    heads = [np.arange(n), n + columns, np.full(m, sink)]
    room = [np.ones(n + len(rows)), np.minimum(places, n)]
    solver = max_flow.SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(room).astype(np.int64),
    )
    if solver.solve(source, sink) != solver.OPTIMAL:
        raise ArithmeticError("The flow was not solved: there are too many places.")
    used = solver.flows(arcs[n : n + len(rows)]) > 0
    match = np.full(n, -1, dtype=np.int64)
    match[rows[used]] = columns[used]
    return match

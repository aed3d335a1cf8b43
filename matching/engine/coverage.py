"""How many mentees can be matched at most, and from which score on: proven by covers.

A largest matching by J. E. Hopcroft, R. M. Karp (SIAM J. Comput. 2, 1973); its size is proven by a
cover of as many people that touches every pair (D. König, Gráfok és mátrixok, 1931).
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from matching.engine.network import Network
from matching.engine.problem import BoolArray, IntArray


@dataclass(frozen=True)
class Cover:
    """A largest matching has `size` pairs; only between `rows` and `columns` could more be found.

    Shapes: `rows` (n,) and `columns` (m,), true for those outside the cover.
    """

    size: int
    rows: BoolArray
    columns: BoolArray


def cover(network: Network, allowed: BoolArray, needy: BoolArray) -> Cover:
    """The cover of the `allowed` arcs of `network`, one place for each of the `needy` rows."""
    m = len(network.column_capacity)
    open_row = needy & (network.row_capacity > 0)
    arcs = allowed & open_row[network.rows] & (network.column_capacity[network.columns] > 0)
    rows, columns = network.rows[arcs], network.columns[arcs]
    match = _matched(rows, columns, network)
    reached = open_row & (match < 0)
    seen = np.zeros(m, dtype=bool)
    fresh = reached
    while fresh.any():
        seen[columns[fresh[rows]]] = True
        fresh = (match >= 0) & seen[match] & ~reached
        reached = reached | fresh
    return Cover(int((match >= 0).sum()), reached, ~seen & (network.column_capacity > 0))


def _matched(rows: IntArray, columns: IntArray, network: Network) -> IntArray:
    """For each row its column in a largest matching, or -1."""
    n = len(network.row_capacity)
    places = np.minimum(
        network.column_capacity, np.bincount(columns, minlength=len(network.column_capacity))
    )
    first = np.concatenate([[0], np.cumsum(places)])
    owner = np.repeat(np.arange(len(places)), places)
    count = places[columns]
    copies = np.repeat(first[columns], count) + _within(count)
    graph = sparse.csr_array(
        (np.ones(len(copies), dtype=np.int8), (np.repeat(rows, count), copies)),
        shape=(n, max(1, len(owner))),
    )
    found = sparse.csgraph.maximum_bipartite_matching(graph, perm_type="column")
    if not len(owner):
        return np.full(n, -1, dtype=np.int64)
    matched: IntArray = np.where(found >= 0, owner[found], -1).astype(np.int64)
    return matched


def _within(counts: IntArray) -> IntArray:
    """0, 1, … within each of consecutive groups of these sizes."""
    ends = np.cumsum(counts)
    return np.arange(int(counts.sum())) - np.repeat(ends - counts, counts)

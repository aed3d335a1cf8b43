"""The assignment problem on a full matrix: one row to one column at most, highest sum.

Weights are float64, whole and at least 0; 0 means that the pair is not there. Sums stay below
2^53, so nothing is rounded.

Sources: H. W. Kuhn, The Hungarian method, Naval Research Logistics Quarterly 2 (1955); D. F.
Crouse, On implementing 2D rectangular assignment algorithms, IEEE Trans. Aerosp. Electron. Syst. 52
(2016), which is what scipy runs; for the prices R. Bellman, On a routing problem, Quarterly of
Applied Mathematics 16 (1958).
"""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment

from matching.engine.problem import IntArray

Weights = npt.NDArray[np.float64]
EXACT = float(1 << 53)


def assign(weights: Weights) -> IntArray:
    """For each row its column, or -1; shape (rows,)."""
    match = np.full(len(weights), -1, dtype=np.int64)
    if weights.size:
        rows, columns = linear_sum_assignment(weights, maximize=True)
        worth = weights[rows, columns] > 0
        match[rows[worth]] = columns[worth]
    return match


def prices(weights: Weights, match: IntArray) -> Weights:
    """The lowest prices of columns under which `match` is what each row likes best.

    Shape (columns,). Longest paths over exchanges: a row that holds column c bids for column k what
    it would gain by k over c. Free columns keep the price 0.

    Raises:
        ArithmeticError: `match` is not optimal, so that there are no such prices.
    """
    if not weights.size:
        return np.zeros(weights.shape[1])
    rows = np.arange(len(weights))
    held = match >= 0
    others = weights.copy()
    others[weights <= 0] = -np.inf
    others[rows[held], match[held]] = -np.inf
    own = np.where(held, weights[rows, match], 0)
    price = np.zeros(weights.shape[1])
    base = np.where(held, -own, 0.0)
    changed = rows
    for _round in range(len(weights) + 2):
        if not len(changed):
            return price
        price = np.maximum(price, (base[changed, None] + others[changed]).max(axis=0, initial=0))
        fresh = np.where(held, price[match] - own, 0.0)
        changed = np.flatnonzero(fresh > base)
        base = fresh
    raise ArithmeticError("These prices rise for ever: the matching is not optimal.")


def profits(weights: Weights, price: Weights) -> Weights:
    """What each row gains at best at these prices; shape (rows,)."""
    gains: Weights = (weights - price).max(axis=1, initial=0)
    return gains


def upper_bound(weights: Weights, price: Weights) -> float:
    """No assignment has a higher sum (weak duality); any prices from 0 up will do."""
    return float(price.sum() + profits(weights, price).sum())

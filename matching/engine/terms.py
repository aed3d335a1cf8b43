"""One rule made ready for two sides: a matrix of whole numbers that is never written out.

A term speaks about distinct cells; `row_codes` and `column_codes` lead from people to them. Values
are float32 and whole, and stay below 2^24, where float32 is exact.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from matching.engine.problem import FloatArray, IntArray

Some = slice | IntArray
Compute = Callable[[IntArray, IntArray], FloatArray]
# Up to so many distinct cells on one side, a table is cheaper as an inner product.
MOST_ONE_HOT = 64
MOST_TABLE = 1 << 23


@dataclass(frozen=True)
class Inner:
    """Values are inner products: left[row_codes] @ right[column_codes].T.

    Shapes: left (distinct rows, f), right (distinct columns, f).
    """

    row_codes: IntArray
    left: FloatArray
    column_codes: IntArray
    right: FloatArray

    def block(self, rows: Some, columns: Some) -> FloatArray:
        """The values of a block; shape (rows, columns)."""
        left = self.left[self.row_codes[rows]]
        product: FloatArray = left @ self.right[self.column_codes[columns]].T
        return product

    def pairs(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """The values of single pairs; shape of `rows`."""
        left, right = self.left[self.row_codes[rows]], self.right[self.column_codes[columns]]
        values: FloatArray = np.einsum("pf,pf->p", left, right)
        return values


@dataclass(frozen=True)
class Computed:
    """Values are computed for distinct cells; `compute` takes codes that broadcast."""

    row_codes: IntArray
    column_codes: IntArray
    compute: Compute
    shape: tuple[int, int]

    def block(self, rows: Some, columns: Some) -> FloatArray:
        """The values of a block; shape (rows, columns)."""
        return self.compute(self.row_codes[rows][:, None], self.column_codes[columns][None, :])

    def pairs(self, rows: IntArray, columns: IntArray) -> FloatArray:
        """The values of single pairs; shape of `rows`."""
        return self.compute(self.row_codes[rows], self.column_codes[columns])


Term = Inner | Computed


def folded(term: Term) -> Term:
    """The same term in its cheapest form: an inner product, a table, or as it was."""
    if isinstance(term, Inner) or term.shape[0] * term.shape[1] > MOST_TABLE:
        return term
    codes = np.arange(term.shape[0])[:, None], np.arange(term.shape[1])[None, :]
    table = np.ascontiguousarray(np.broadcast_to(term.compute(*codes), term.shape), np.float32)
    if min(term.shape) > MOST_ONE_HOT:
        return Computed(term.row_codes, term.column_codes, lambda a, b: table[a, b], term.shape)
    if term.shape[1] <= term.shape[0]:
        return Inner(term.row_codes, table, term.column_codes, _one_hot(term.shape[1]))
    right = np.ascontiguousarray(table.T)
    return Inner(term.row_codes, _one_hot(term.shape[0]), term.column_codes, right)


def _one_hot(size: int) -> FloatArray:
    return np.eye(size, dtype=np.float32)


def bent(left: FloatArray, right: FloatArray, bend: Callable[[FloatArray], FloatArray]) -> Compute:
    """`bend` of the inner product of two distinct cells."""

    def compute(rows: IntArray, columns: IntArray) -> FloatArray:
        if rows.ndim == 2:  # noqa: PLR2004 - a block: one product for all
            return bend(left[rows[:, 0]] @ right[columns[0]].T)
        return bend(np.einsum("pf,pf->p", left[rows], right[columns]))

    return compute

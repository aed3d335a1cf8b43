"""Checks what a plan claims, on all pairs: with the solver it shares the scores, and nothing else.

At any prices from 0 up, no plan weighs more than all places at their prices and what each mentee
gains at best (weak duality; R. K. Ahuja, T. L. Magnanti, J. B. Orlin, Network Flows, 1993, chapter
9). No plan has more pairs than people who touch every pair have places. Neither needs to know how
the prices or the people were found: wrong ones prove less, never too much.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from matching.engine.coverage import Cover
from matching.engine.plan import Prices
from matching.engine.problem import IntArray
from matching.engine.solution import Room, Solution

Gains = npt.NDArray[np.floating]
# The scores of a block of rows and columns, minus infinity where a pair must not be.
Block = Callable[[slice, slice], Gains]

ROWS, COLUMNS = 256, 4096
WORKERS = 2


def checked(found: Solution, scores: IntArray, block: Block, room: Room) -> Solution:
    """The solution with the bound that its proof gives, and whether it reaches it.

    `scores` are those of the pairs found. A solution without prices stays as it is.
    """
    prices = found.prices
    if prices is None:
        return found
    matched = np.zeros(len(room.rows), dtype=bool)
    matched[found.rows] = True
    first = int((matched & room.needy).sum())
    total, pairs = int(scores.sum()), len(scores)
    weight = int(prices.scale) * total + int(prices.pair) * pairs + int(prices.bonus) * first
    spare = most_weight(block, room, prices, found.floor) - weight
    is_most = not found.covers or _are_most(found, first, block, room)
    bound = total + int(spare // prices.scale)
    return replace(found, bound=bound, proven=spare == 0 and is_most)


def _are_most(found: Solution, matched: int, block: Block, room: Room) -> bool:
    """Whether nobody else can be matched, and not as many with a higher floor."""
    most, *above = found.covers
    if most_pairs(block, room, most) != matched:
        return False
    if not above or found.floor is None:
        return True
    higher = most_pairs(block, room, above[0], found.floor + 1)
    return higher is not None and higher < matched


def most_weight(block: Block, room: Room, prices: Prices, floor: int | None = None) -> int:
    """No plan weighs more, as `prices` weigh; pairs below the `floor` are no pairs.

    Raises:
        ValueError: a price is below zero, which proves nothing.
    """
    if (prices.mentors < 0).any():
        raise ValueError("A price below zero proves nothing.")

    def rows_gain(start: int) -> int:
        rows = slice(start, min(start + ROWS, len(room.rows)))
        return _rows_gain(block, room, prices, rows, floor)

    with ThreadPoolExecutor(WORKERS) as pool:
        gained = sum(pool.map(rows_gain, range(0, len(room.rows), ROWS)))
    places = np.minimum(room.columns, len(room.rows))
    return int(places @ prices.mentors.astype(np.int64)) + gained


def _rows_gain(block: Block, room: Room, prices: Prices, rows: slice, floor: int | None) -> int:
    """What these mentees gain at best: the first pair with its bonus, and no pair at a loss."""
    places = np.minimum(room.rows[rows], len(room.columns))
    most = int(places.max(initial=0))
    if not most:
        return 0
    best = np.full((len(places), most), -np.inf)
    for columns in _columns(room):
        gains = _gains(block(rows, columns), room, prices, columns, floor)
        if most == 1:
            np.maximum(best, gains.max(axis=1, keepdims=True), out=best)
        else:
            both = np.hstack([best, gains])
            best = -np.partition(-both, most - 1, axis=1)[:, :most]
    best = -np.sort(-best, axis=1)
    best[:, 0] += np.where(room.needy[rows], prices.bonus, 0)
    best[np.arange(most) >= places[:, None]] = 0
    return int(np.maximum(best, 0).sum())


def _gains(scores: Gains, room: Room, prices: Prices, columns: slice, floor: int | None) -> Gains:
    gains = scores.astype(np.float64) * prices.scale + (prices.pair - prices.mentors[columns])
    if floor is not None:
        gains[scores < floor] = -np.inf
    gains[:, room.columns[columns] == 0] = -np.inf
    return gains


def most_pairs(block: Block, room: Room, cover: Cover, floor: int | None = None) -> int | None:
    """No plan matches more of the needy with pairs of at least `floor`.

    None where the cover leaves out a pair, so that it proves nothing.
    """
    is_open = room.needy & (room.rows > 0)
    outside = is_open & cover.rows
    free = cover.columns & (room.columns > 0)
    least = -np.inf if floor is None else floor
    for start in range(0, len(outside), ROWS):
        rows = slice(start, min(start + ROWS, len(outside)))
        if outside[rows].any():
            for columns in _columns(room):
                scores = block(rows, columns)[outside[rows]][:, free[columns]]
                if (np.isfinite(scores) & (scores >= least)).any():
                    return None
    places = np.minimum(room.columns, len(room.rows))
    return int((is_open & ~outside).sum() + places[~free].sum())


def _columns(room: Room) -> Iterator[slice]:
    for first in range(0, len(room.columns), COLUMNS):
        yield slice(first, min(first + COLUMNS, len(room.columns)))

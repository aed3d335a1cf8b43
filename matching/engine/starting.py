"""First prices for a large programme, guessed from a sample.

A random sample of both sides is solved exactly; least squares carry its prices over to everybody by
their features. Wrong guesses cost time, never quality.
"""

import numpy as np

from matching.engine import dense
from matching.engine.dense import Table
from matching.engine.network import Real
from matching.engine.problem import IntArray
from matching.engine.scoring import Scoring
from matching.engine.solution import Room

SAMPLE = 1_000
SEED = 20_261_122


def prices(scoring: Scoring, room: Room) -> Real:
    """A guess of each mentor's price, 0 or more; shape (m,)."""
    rows, columns = _sample(scoring)
    scores = scoring.grid(rows, columns)
    allowed = np.isfinite(scores)
    table = Table(
        np.where(allowed, scores, 0).astype(np.int64),
        allowed,
        Room(np.minimum(room.rows[rows], 1), room.columns[columns], room.needy[rows]),
    )
    found = dense.highest(table, most_first=False).prices
    assert found is not None  # noqa: S101 - only leximin has none
    return _carried_over(scoring, columns, found.mentors / found.scale)


def _sample(scoring: Scoring) -> tuple[IntArray, IntArray]:
    n, m = scoring.shape
    share = min(1.0, SAMPLE / max(n, m))
    random = np.random.default_rng(SEED)
    rows = random.choice(n, max(1, round(n * share)), replace=False)
    return np.sort(rows), np.sort(random.choice(m, max(1, round(m * share)), replace=False))


def _carried_over(scoring: Scoring, columns: IntArray, known: Real) -> Real:
    features = scoring.features[1]
    sample = np.hstack([features[columns], np.ones((len(columns), 1))])
    weights = np.linalg.lstsq(sample, known, rcond=None)[0].astype(np.float32)
    guess: Real = np.maximum(features @ weights[:-1] + weights[-1], 0).astype(np.float64)
    return guess

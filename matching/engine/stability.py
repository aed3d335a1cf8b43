"""Pairs who would both rather have each other.

D. Gale, L. S. Shapley, College admissions and the stability of marriage, American Mathematical
Monthly 69 (1962). Both sides rank by the same scores.
"""

import numpy as np

from matching.engine.criteria import Criteria
from matching.engine.plan import Plan
from matching.engine.problem import BoolArray, IntArray, Pair, Problem
from matching.engine.scoring import compiled


def blocking_pairs(problem: Problem, criteria: Criteria, plan: Plan) -> tuple[Pair, ...]:
    """Allowed pairs outside the plan in which both would gain, sorted by ids.

    Somebody gains who has room left (from a score above zero) or would swap the worst partner for a
    better one. Locked pairs cannot be swapped.
    """
    problem = problem.in_order
    scores, allowed = compiled(criteria, problem).dense()
    rows, columns = problem.spots((pair.mentee, pair.mentor) for pair in plan.pairs)
    locked = {(pair.mentee, pair.mentor) for pair in plan.pairs if pair.locked}
    fixed_rows, fixed_columns = problem.spots(locked)
    free = np.ones(scores.shape, dtype=bool)
    free[fixed_rows, fixed_columns] = False
    held = np.zeros(scores.shape, dtype=bool)
    held[rows, columns] = True
    mentee = _least(scores, held, free, problem.row_capacity)
    mentor = _least(scores.T, held.T, free.T, problem.column_capacity)
    blocking = allowed & ~held & (scores > mentee[:, None]) & (scores > mentor[None, :])
    return tuple(
        (problem.mentees.ids[row], problem.mentors.ids[column])
        for row, column in np.argwhere(blocking).tolist()
    )


def _least(scores: IntArray, held: BoolArray, free: BoolArray, capacity: IntArray) -> IntArray:
    """The score that a further partner must beat, by row."""
    never = np.iinfo(np.int64).max
    worst = np.where(held & free, scores, never).min(axis=1, initial=never)
    room = held.sum(axis=1) < capacity
    least: IntArray = np.where(room, np.minimum(worst, 0), worst)
    return least

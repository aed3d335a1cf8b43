"""Why somebody stays without a partner."""

import numpy as np

from matching.engine.dense import Solution
from matching.engine.explain import broken
from matching.engine.plan import Reason, Unmatched
from matching.engine.problem import IntArray
from matching.engine.scoring import Scoring

# Beyond, a reason for each would cost as much as the plan.
MOST_EXAMINED = 500

People = tuple[Unmatched, ...]


def people(
    scoring: Scoring, found: Solution, locks: tuple[IntArray, IntArray]
) -> tuple[People, People]:
    """Mentees and mentors without anybody, in the order of the ids, each with a reason."""
    problem = scoring.problem
    mentees = _without(len(problem.mentees), found.rows, locks[0])
    mentors = _without(len(problem.mentors), found.columns, locks[1])
    return (
        tuple(
            Unmatched(problem.mentees.ids[row], _reason_of_mentee(scoring, row, order))
            for order, row in enumerate(mentees)
        ),
        tuple(
            Unmatched(problem.mentors.ids[column], _reason_of_mentor(scoring, column, order))
            for order, column in enumerate(mentors)
        ),
    )


def _without(count: int, *matched: IntArray) -> list[int]:
    return [int(one) for one in np.setdiff1d(np.arange(count), np.concatenate(matched))]


def _reason_of_mentee(scoring: Scoring, row: int, order: int) -> Reason:
    if scoring.problem.row_capacity[row] == 0:
        return Reason("no_capacity")
    if order >= MOST_EXAMINED:
        return Reason("all_taken", {"allowed": "…"})
    rows, columns = slice(row, row + 1), slice(0, scoring.shape[1])
    scores = scoring.block(rows, columns)[0][scoring.problem.column_capacity > 0]
    allowed = int(np.isfinite(scores).sum())
    if not allowed:
        return _nobody(scoring, rows, columns)
    if scores.max() < 0:
        return Reason("only_losses")
    return Reason("all_taken", {"allowed": allowed})


def _reason_of_mentor(scoring: Scoring, column: int, order: int) -> Reason:
    if scoring.problem.column_capacity[column] == 0:
        return Reason("no_capacity")
    if order >= MOST_EXAMINED:
        return Reason("not_needed")
    rows, columns = slice(0, scoring.shape[0]), slice(column, column + 1)
    scores = scoring.block(rows, columns)[:, 0]
    if not np.isfinite(scores).any():
        return _nobody(scoring, rows, columns)
    return Reason("only_losses") if scores.max() < 0 else Reason("not_needed")


def _nobody(scoring: Scoring, rows: slice, columns: slice) -> Reason:
    counts = broken(scoring.terms, rows, columns)
    rule = max(counts, key=lambda code: (counts[code], code), default="block")
    return Reason("nobody_allowed", {"rule": rule, "counts": counts})

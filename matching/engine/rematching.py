"""Solving again after a change, with as few people as possible losing their partner.

Pairs of the last plan earn a few points more; how many is found by bisection, so that the plan is
as near to the last one as a small share of the best total allows.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from matching.engine import dense
from matching.engine.criteria import Criteria
from matching.engine.dense import Table
from matching.engine.plan import Plan, Run
from matching.engine.problem import IntArray, Pair, Problem
from matching.engine.scoring import compiled
from matching.engine.solution import Solution
from matching.engine.solve import Locks, best_of, plan_of
from matching.engine.wording import InputError

TOLERANCE = 0.001


@dataclass(frozen=True)
class Rematch:
    """A new plan beside the last one.

    `kept` are pairs of both, `moved` those of the last plan that could stay and did not, `gone`
    those that could not (somebody left, or a rule forbids it now). The plan's bound is that of the
    best plan without regard to the last one, so that its gap is the price of keeping.
    """

    plan: Plan
    kept: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    gone: tuple[Pair, ...]


def rematch(
    problem: Problem,
    criteria: Criteria,
    last: Iterable[Pair],
    objective: str = "fair",
    *,
    tolerance: float = TOLERANCE,
    run: Run | None = None,
) -> Rematch:
    """The plan nearest to `last` that loses at most `tolerance` of the best total.

    Published pairs belong in `problem.locks`; then only the others are solved again.

    Raises:
        InputError: as `solve`; also where both sides take several partners.
    """
    run = run or Run()
    last = sorted(set(last))
    scoring = compiled(criteria, problem.in_order)
    locks = Locks(scoring)
    table = locks.table()
    if table.several_on_both:
        raise InputError("several_on_both")
    best = best_of(table, objective, 1, run)
    there = [pair for pair in last if _is_there(problem, pair)]
    kept = np.zeros(table.scores.shape, dtype=np.int64)
    kept[scoring.problem.spots(there)] = 1
    within = table if best.floor is None else table.above(best.floor)
    found = _nearest(within, kept, best, objective, tolerance)
    plan = plan_of(scoring, locks, found, objective)
    open_pairs = (within.rows > 0)[:, None] & (within.columns > 0)[None, :]
    possible = kept * (within.allowed & open_pairs)
    possible[locks.rows, locks.columns] = 1
    pairs = {(pair.mentee, pair.mentor) for pair in plan.pairs}
    allowed = {pair for pair in there if possible[scoring.problem.spots([pair])].all()}
    return Rematch(
        plan,
        kept=tuple(pair for pair in last if pair in pairs),
        moved=tuple(pair for pair in last if pair in allowed - pairs),
        gone=tuple(pair for pair in last if pair not in allowed | pairs),
    )


def _is_there(problem: Problem, pair: Pair) -> bool:
    return pair[0] in problem.mentees.positions and pair[1] in problem.mentors.positions


def _nearest(
    table: Table, kept: IntArray, best: Solution, objective: str, tolerance: float
) -> Solution:
    """By bisection the most points for kept pairs that cost no more than the tolerance."""
    least = _total(table, best) - tolerance * abs(_total(table, best))
    low, high = 0, int(np.abs(table.scores[table.allowed]).max(initial=0)) + 1
    found = _sticky(table, kept, 0, objective)
    while high - low > 1:
        middle = (low + high) // 2
        candidate = _sticky(table, kept, middle, objective)
        if _total(table, candidate) >= least:
            low, found = middle, candidate
        else:
            high = middle
    proven = best.proven and _total(table, found) == best.bound
    return replace(best, rows=found.rows, columns=found.columns, proven=proven, prices=None)


def _sticky(table: Table, kept: IntArray, points: int, objective: str) -> Solution:
    """The best plan when kept pairs earn `points` more; all of them together break ties only."""
    point = 1 + min(table.scores.shape[0] * int(table.rows.max(initial=1)), int(kept.sum()))
    scores = point * (table.scores + points * kept) + kept
    return dense.highest(replace(table, scores=scores), most_first=objective != "total")


def _total(table: Table, found: Solution) -> int:
    return int(table.scores[found.rows, found.columns].sum())

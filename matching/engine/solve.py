"""The front door: a problem, criteria and an objective in, a plan with its certificate out."""

from dataclasses import replace

import numpy as np

from matching.engine import certificate, dense, large, market, network, unmatched
from matching.engine.criteria import Criteria
from matching.engine.dense import Scale, Table
from matching.engine.plan import OBJECTIVES, Plan, PlannedPair, Prices, Run
from matching.engine.problem import IntArray, Problem
from matching.engine.scoring import Scoring, compiled
from matching.engine.solution import Room, Solution
from matching.engine.wording import InputError, did_you_mean

# Up to so many pairs the whole matrix is held at once.
DENSE_PAIRS = 2_000 * 2_000


def solve(
    problem: Problem,
    criteria: Criteria,
    objective: str = "fair",
    *,
    depth: int | None = 1,
    run: Run | None = None,
    dense_pairs: int = DENSE_PAIRS,
    scoring: Scoring | None = None,
) -> Plan:
    """The best plan for `problem` under `criteria`.

    `objective` is “total” (highest total, then most pairs), “most” (most mentees matched, then
    total) or “fair” (most matched, then the worst pair as good as can be, then total). `depth` is
    for “fair”: 1 is the floor alone, k makes the k − 1 lowest scores as rare as can be, one after
    the other, None is full leximin; `Plan.depth_reached` says how far it went. Problems of more
    than `dense_pairs` pairs are solved on candidates and proven on all pairs; there `run.deadline`
    may end with an honest gap. `scoring` saves time where the same people are solved again: what
    `compiled` made of them.

    The plan depends on ids and cells, not on the order of people.

    Raises:
        InputError: the criteria do not fit the people, or a lock breaks a hard rule.
        CancelledError: the caller asked to stop.
    """
    if objective not in OBJECTIVES:
        hint = did_you_mean(objective, OBJECTIVES)
        raise InputError("unknown_objective", objective=objective, hint=hint)
    run = run or Run()
    run.report("scores", 0.0)
    scoring = scoring.on(problem) if scoring else compiled(criteria, problem.in_order)
    locks = Locks(scoring)
    if len(problem.mentees) * len(problem.mentors) <= dense_pairs:
        solution = best_of(locks.table(), objective, depth, run)
    else:
        solution = large.solve(scoring, locks.room, objective, run)
        if solution.proven:
            run.report("checking", 0.0)
            block = market.without_locks(scoring).block
            scores = scoring.pairs(solution.rows, solution.columns).astype(np.int64)
            solution = certificate.checked(solution, scores, block, locks.room)
    plan = plan_of(scoring, locks, solution, objective)
    run.report("done", 1.0, plan.gap)
    return plan


class Locks:
    """The locked pairs of a scoring, and what they leave of the capacities.

    Raises:
        InputError: a hard rule keeps a locked pair apart.
    """

    def __init__(self, scoring: Scoring) -> None:
        problem = scoring.problem
        self._scoring = scoring
        self.rows, self.columns = problem.spots(problem.locks)
        scores = scoring.pairs(self.rows, self.columns)
        if not np.isfinite(scores).all():
            worst = int(np.argmin(scores))
            mentee = problem.mentees.ids[self.rows[worst]]
            raise InputError(
                "lock_absent", mentee=mentee, mentor=problem.mentors.ids[self.columns[worst]]
            )
        self.scores = scores.astype(np.int64)
        self.room = Room(
            _left(problem.row_capacity, self.rows),
            _left(problem.column_capacity, self.columns),
            np.bincount(self.rows, minlength=scoring.shape[0]) == 0,
        )

    def table(self) -> Table:
        """All scores with what is left to decide."""
        scores, allowed = self._scoring.dense()
        allowed[self.rows, self.columns] = False
        return Table(scores, allowed, self.room)


def _left(capacity: IntArray, used: IntArray) -> IntArray:
    left: IntArray = capacity - np.bincount(used, minlength=len(capacity))
    return left


def best_of(table: Table, objective: str, depth: int | None, run: Run) -> Solution:
    """The best solution of a table for an objective, proven."""
    run.report("assignment", 0.1)
    if objective == "total":
        found = _highest(table, most_first=False)
    elif objective == "most":
        most = dense.most_mentees(table)
        found = replace(_highest(table, most_first=True), most=most.size, covers=(most,))
    else:
        found = _fairest(table, depth, run)
    scores = table.scores[found.rows, found.columns]
    return certificate.checked(found, scores, table.block, table.room)


def _fairest(table: Table, depth: int | None, run: Run) -> Solution:
    most, floor, above = dense.best_floor(table)
    within = table if floor is None else table.above(floor)
    if depth == 1 or table.several_on_both:
        found, depth = _highest(within, most_first=True), 1
    else:
        found = dense.fairest(within, depth, run)
    return replace(found, most=most.size, floor=floor, depth=depth, covers=(most, above))


def _highest(table: Table, *, most_first: bool) -> Solution:
    found = dense.highest if not table.several_on_both else _by_flow
    return found(table, most_first=most_first)


def _by_flow(table: Table, *, most_first: bool) -> Solution:
    """Where both sides take several, a pair could meet twice if rows and columns were repeated."""
    scale = Scale.of(table, most_first=most_first)
    rows, columns = np.nonzero(table.allowed)
    scores = table.scores[rows, columns]
    weights = (scale.point * scores + 1).astype(np.int64)
    bonus = np.where(table.needy, int(scale.bonus), 0)
    net = network.Network.of((rows, columns, weights), (table.rows, table.columns), bonus)
    used = network.best_flow(net)
    price = network.prices(net, used)
    paid = np.isin(np.arange(len(bonus)), net.rows[used])
    weight = float(net.weights[used].sum() + bonus[paid].sum())
    top = network.upper_bound(net, price)
    bound = int(scores[used].sum()) + int((top - weight) // scale.point)
    prices = Prices(price, scale.point, scale.bonus, pair=1.0)
    return Solution(net.rows[used], net.columns[used], bound, top == weight, prices)


def plan_of(scoring: Scoring, locks: Locks, found: Solution, objective: str) -> Plan:
    """The plan of a solution, with the people who stay without anybody."""
    mentees, mentors = scoring.problem.mentees.ids, scoring.problem.mentors.ids
    scores = scoring.pairs(found.rows, found.columns).astype(np.int64)
    free = zip(found.rows.tolist(), found.columns.tolist(), scores.tolist(), strict=True)
    fixed = zip(locks.rows.tolist(), locks.columns.tolist(), locks.scores.tolist(), strict=True)
    pairs = [PlannedPair(mentees[i], mentors[j], score) for i, j, score in free]
    pairs += [PlannedPair(mentees[i], mentors[j], score, locked=True) for i, j, score in fixed]
    rows = np.concatenate([found.rows, locks.rows])
    without = unmatched.people(scoring, rows, np.concatenate([found.columns, locks.columns]))
    most = None if found.most is None else found.most + int((~locks.room.needy).sum())
    return Plan(
        objective,
        tuple(sorted(pairs, key=lambda pair: (pair.mentee, pair.mentor))),
        *without,
        bound=found.bound + int(locks.scores.sum()),
        proven=found.proven,
        most_mentees=most,
        floor=found.floor,
        depth_reached=found.depth,
        prices=found.prices,
    )

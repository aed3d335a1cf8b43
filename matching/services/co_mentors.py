"""Who stands beside a pair: the mentor's standing co-mentor, or one chosen together with all."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from matching.engine import triads
from matching.engine.criteria import Criteria
from matching.engine.explain import Explainer
from matching.engine.plan import PlannedPair, Run
from matching.engine.problem import Problem, Side
from matching.engine.scoring import ABSENT
from matching.services.pools import Pool
from matching.services.sides import PREFERRED, WISH

# What keeping a mentor's standing co-mentor, or one that was named, is worth in points.
STANDING, NAMED = 20, 10
# Outweighs all points: as each locked mentee has one mentor only, no plan loses mentees by it.
LOCKED = 1 << 16
# Rules that say nothing about co-mentors, who have no party and are named otherwise.
NOT_OF_CO_MENTORS = frozenset({WISH, PREFERRED})


@dataclass(frozen=True)
class Joint:
    """Pairs, and co-mentors by mentee; `bound` is of the total with the co-mentors' points."""

    pairs: tuple[PlannedPair, ...]
    co_mentors: Mapping[str, str]
    total: int
    bound: int
    proven: bool


def standing(pool: Pool, pairs: tuple[PlannedPair, ...], kept: Mapping[str, str]) -> dict[str, str]:
    """Co-mentor by mentee: the one kept, else the mentor's own as long as there is room."""
    left = Counter(pool.co_capacity)
    found: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda one: (one.mentee not in kept, one.mentee)):
        one = kept.get(pair.mentee) or pool.standing.get(pair.mentor, "")
        if left[one] > 0 and pool.may_stand_beside(one, pair.mentee, pair.mentor):
            left[one] -= 1
            found[pair.mentee] = one
    return found


def jointly(
    pool: Pool, kept: Mapping[str, str], *, most_first: bool, seconds: float, run: Run
) -> Joint:
    """Mentors and co-mentors chosen together; who finds no co-mentor does without.

    The rules count between mentee and co-mentor, too. Locked pairs stay, with the co-mentor in
    `kept` if there is one.
    """
    scores = _scores(pool, kept)
    found = triads.solve(scores, most_first=most_first, seconds=seconds, run=run)
    mentees, mentors = pool.problem.in_order.mentees, pool.problem.in_order.mentors
    co_mentors = [*pool.co_mentors.ids, ""]
    pairs, beside = [], {}
    for row, column, third in found.spots.tolist():
        pair = mentees.ids[row], mentors.ids[column]
        score = int(pool.scoring.pairs(np.array([row]), np.array([column]))[0])
        pairs.append(PlannedPair(*pair, score, locked=pair in pool.problem.locks))
        if co_mentors[third]:
            beside[pair[0]] = co_mentors[third]
    planned = tuple(sorted(pairs, key=lambda pair: (pair.mentee, pair.mentor)))
    locked = LOCKED * len(pool.problem.locks)
    return Joint(planned, beside, found.total - locked, found.bound - locked, found.proven)


def _scores(pool: Pool, kept: Mapping[str, str]) -> triads.Scores:
    problem = pool.problem.in_order
    everybody = slice(0, len(problem.mentees)), slice(0, len(problem.mentors))
    pairs = pool.scoring.block(*everybody).astype(np.float64)
    third = _third(pool)
    for mentee, mentor in problem.locks:
        row, column = problem.mentees.position(mentee), problem.mentors.position(mentor)
        pairs[row, np.arange(len(problem.mentors)) != column] = ABSENT
        pairs[row, column] += LOCKED
        beside = kept.get(mentee, "")
        if pool.may_stand_beside(beside, mentee, mentor):
            spot = pool.co_mentors.position(beside)
            third[row, np.arange(third.shape[1]) != spot] = ABSENT
            third[row, spot] = max(0.0, third[row, spot])
    capacity = [*(pool.co_capacity[one] for one in pool.co_mentors.ids), len(problem.mentees)]
    return triads.Scores(
        pairs,
        _second(pool, problem.mentors),
        third,
        problem.column_capacity,
        np.array(capacity, dtype=np.int64),
    )


def _third(pool: Pool) -> triads.Real:
    """Mentees beside co-mentors by the same rules; the last column is doing without."""
    problem = pool.problem.in_order
    rules = tuple(
        rule for rule in pool.criteria.rules if not {rule.mentee, rule.mentor} & NOT_OF_CO_MENTORS
    )
    blocks = frozenset(
        pair
        for pair in pool.apart
        if pair[0] in problem.mentees.positions and pair[1] in pool.co_mentors.positions
    )
    beside = Problem(problem.mentees, replace(pool.co_mentors, name="co-mentors"), blocks=blocks)
    scores, allowed = Explainer(beside, Criteria(rules)).score_matrix()
    known = np.where(allowed, scores, ABSENT).astype(np.float64)
    return np.concatenate([known, np.zeros((len(known), 1))], axis=1)


def _second(pool: Pool, mentors: Side) -> triads.Real:
    """Mentors beside co-mentors: who usually stands there, and whom one of them named."""
    rows, columns = mentors.positions, pool.co_mentors.positions
    worth = np.zeros((len(rows), len(columns) + 1))
    usual = [(mentor, one, float(STANDING)) for mentor, one in pool.standing.items()]
    named = [(mentor, one, float(NAMED)) for mentor, one in _named(mentors)]
    named += [(mentor, one, float(NAMED)) for one, mentor in _named(pool.co_mentors)]
    apart = [(*pair, float(ABSENT)) for one, two in pool.apart for pair in ((one, two), (two, one))]
    for mentor, one, points in (*usual, *named, *apart):
        if mentor in rows and one in columns:
            worth[rows[mentor], columns[one]] += points
    return worth


def _named(side: Side) -> list[tuple[str, str]]:
    cells = zip(side.ids, side.columns[PREFERRED], strict=True)
    return [(who, whom) for who, cell in cells for whom in cell.split("|")]

"""A plan that people made or changed: what it is worth, what is wrong, how far from the best."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from matching.engine import unmatched
from matching.engine.criteria import Criteria
from matching.engine.explain import Explainer
from matching.engine.plan import Plan, Reason, Unmatched
from matching.engine.problem import IntArray, Pair, Problem, Side
from matching.engine.scoring import Scoring, compiled
from matching.engine.solve import solve


@dataclass(frozen=True)
class Judged:
    """A pair of somebody's choice; `score` is None where something keeps the two apart."""

    mentee: str
    mentor: str
    score: int | None
    locked: bool
    hindrances: tuple[Reason, ...]


@dataclass(frozen=True)
class Evaluation:
    """What pairs are worth beside `best`, the best plan with the locks of the problem.

    Pairs are sorted by ids. `total` and `worst` count those that may be; `gap` is what is missing
    to the bound of the best plan, as a share of it, and below zero where the pairs have a higher
    total than `best` because they leave more mentees without, or have a worse pair.
    """

    pairs: tuple[Judged, ...]
    unmatched_mentees: tuple[Unmatched, ...]
    unmatched_mentors: tuple[Unmatched, ...]
    best: Plan

    @property
    def total(self) -> int:
        return sum(pair.score or 0 for pair in self.pairs)

    @property
    def worst(self) -> int | None:
        return min((pair.score for pair in self.pairs if pair.score is not None), default=None)

    @property
    def mentees(self) -> int:
        """How many mentees have somebody they may have."""
        return len({pair.mentee for pair in self.pairs if pair.score is not None})

    @property
    def bound(self) -> int:
        return self.best.bound

    @property
    def gap(self) -> float:
        return (self.bound - self.total) / max(1, abs(self.bound))

    @property
    def is_allowed(self) -> bool:
        """Whether it breaks no rule, block or capacity."""
        return all(pair.score is not None for pair in self.pairs)


def evaluate(
    problem: Problem,
    criteria: Criteria,
    pairs: Iterable[Pair],
    objective: str = "fair",
    *,
    scoring: Scoring | None = None,
) -> Evaluation:
    """What `pairs` (mentee, mentor) are worth, however they came about.

    They may break rules, blocks and capacities: then the pair says so, and has no score. Where
    somebody has more partners than places, that is said of each unlocked pair of theirs. Locks that
    break a rule are left out of the best plan, and judged if they are among the pairs.

    Raises:
        InputError: a pair names somebody who is not there, or the criteria do not fit the people.
    """
    pairs = sorted(set(pairs))
    scoring = scoring.on(problem) if scoring else compiled(criteria, problem.in_order)
    explainer = Explainer(problem, criteria, scoring=scoring)
    locks = sorted(problem.locks)
    possible = [lock for lock, why in zip(locks, explainer.check(locks), strict=True) if not why]
    asked = replace(problem, locks=frozenset(possible))
    best = solve(asked, criteria, objective, scoring=scoring)
    judged = _judged(explainer, pairs)
    spots = scoring.problem.spots(pairs)
    return Evaluation(judged, *unmatched.people(scoring, *spots), best)


def _judged(explainer: Explainer, pairs: list[Pair]) -> tuple[Judged, ...]:
    """Each pair with its score, or what keeps it apart."""
    problem = explainer.problem
    rows = np.array([problem.mentees.position(a) for a, _b in pairs], dtype=np.int64)
    columns = np.array([problem.mentors.position(b) for _a, b in pairs], dtype=np.int64)
    scores = explainer.scoring.pairs(rows, columns)
    crowded_mentees = _crowded(problem.mentees, problem.row_capacity, rows)
    crowded_mentors = _crowded(problem.mentors, problem.column_capacity, columns)
    found = []
    for pair, score, why in zip(pairs, scores.tolist(), explainer.check(pairs), strict=True):
        is_locked = pair in problem.locks
        crowd = crowded_mentees.get(pair[0], ()) + crowded_mentors.get(pair[1], ())
        hindrances = why if is_locked else why + crowd
        found.append(Judged(*pair, None if hindrances else int(score), is_locked, hindrances))
    return tuple(found)


def _crowded(side: Side, capacity: IntArray, used: IntArray) -> dict[str, tuple[Reason, ...]]:
    """Who has more partners than places."""
    counts = np.bincount(used, minlength=len(side))
    return {
        side.ids[spot]: (
            Reason(
                "over_capacity",
                {"who": side.ids[spot], "capacity": int(capacity[spot]), "used": int(counts[spot])},
            ),
        )
        for spot in np.flatnonzero(counts > capacity).tolist()
    }


@dataclass(frozen=True)
class Cost:
    """What a further lock costs: `plan` is the best with it.

    `total` are points, `mentees` how many fewer have somebody, `worst` how far the worst pair
    falls; below zero is a gain, which only a loss by what goes before it can bring.
    """

    plan: Plan
    total: int
    mentees: int
    worst: int


def cost_of(
    problem: Problem,
    criteria: Criteria,
    pair: Pair,
    objective: str = "fair",
    *,
    before: Plan | None = None,
    scoring: Scoring | None = None,
) -> Cost:
    """What locking `pair` (mentee, mentor) costs exactly, by solving again.

    `Explainer.best` has a lower bound for all pairs at once. `before` saves time where the best
    plan without the lock is known.

    Raises:
        InputError: a rule or block keeps the two apart, or other locks leave no room.
    """
    scoring = scoring.on(problem) if scoring else compiled(criteria, problem.in_order)
    before = before or solve(problem, criteria, objective, scoring=scoring)
    locked = replace(problem, locks=problem.locks | {pair})
    after = solve(locked, criteria, objective, scoring=scoring)
    return Cost(
        after,
        total=before.total - after.total,
        mentees=_mentees(before) - _mentees(after),
        worst=(before.worst or 0) - (after.worst or 0),
    )


def _mentees(plan: Plan) -> int:
    return len({pair.mentee for pair in plan.pairs})

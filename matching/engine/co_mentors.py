"""Who comes along: co-mentors chosen together with the pairs."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from matching.engine import dense, triads, unmatched
from matching.engine.criteria import Criteria
from matching.engine.dense import Table
from matching.engine.plan import Plan, PlannedPair, Run
from matching.engine.problem import IntArray, Problem, Side
from matching.engine.scoring import Scoring, compiled
from matching.engine.solve import Locks
from matching.engine.triads import Real
from matching.engine.wording import InputError

Triad = tuple[str, str, str]


@dataclass(frozen=True)
class CoMentors:
    """The co-mentors of a problem.

    `capacity` is how many pairs each joins, in the order of the ids; 1 for all when left out.
    `with_mentee` and `with_mentor` are criteria for them and a mentee, or a mentor: what a rule
    calls “mentor” is a column of the co-mentors, what it calls “mentee” one of the others. `locks`
    are triads (mentee, mentor, co-mentor) that stay together; the pair is locked with them.
    `points` is what it is worth that somebody comes along at all.
    """

    side: Side
    capacity: Sequence[int] | None = None
    with_mentee: Criteria = field(default_factory=Criteria)
    with_mentor: Criteria = field(default_factory=Criteria)
    locks: frozenset[Triad] = frozenset()
    points: int = 10


@dataclass(frozen=True)
class _Sides:
    """The scores of co-mentors with mentees and with mentors."""

    with_mentee: Scoring
    with_mentor: Scoring

    @classmethod
    def of(cls, problem: Problem, co_mentors: CoMentors) -> "_Sides":
        """Nobody comes along with themselves."""
        made = []
        for people, criteria in (
            (problem.mentees, co_mentors.with_mentee),
            (problem.mentors, co_mentors.with_mentor),
        ):
            same = set(people.ids) & set(co_mentors.side.ids)
            pairs = Problem(
                people,
                co_mentors.side,
                mentor_capacity=co_mentors.capacity,
                blocks=frozenset((one, one) for one in same),
                places=problem.places,
            )
            made.append(compiled(criteria, pairs.in_order))
        return cls(*made)

    @property
    def capacity(self) -> IntArray:
        return self.with_mentee.problem.column_capacity


def solve(
    problem: Problem,
    criteria: Criteria,
    co_mentors: CoMentors,
    objective: str = "fair",
    *,
    seconds: float = triads.SECONDS,
    run: Run | None = None,
) -> Plan:
    """The best plan when mentors and co-mentors are chosen together, with an honest bound.

    Objectives are those of `matching.engine.solve`; the total is that of pairs, of what co-mentors
    score with both, and of their points. Pairs may stay without a co-mentor. Branch and bound stops
    after `seconds`, or when the run is late.

    Raises:
        InputError: as `matching.engine.solve`; also where a mentee takes several mentors, or a
            locked triad breaks a rule or has no room.
        CancelledError: the caller asked to stop.
    """
    run = run or Run()
    if (problem.row_capacity > 1).any():
        raise InputError("several_mentors")
    fixed = frozenset((mentee, mentor) for mentee, mentor, _one in co_mentors.locks)
    problem = replace(problem, locks=problem.locks | fixed).in_order
    scoring = compiled(criteria, problem)
    locks = Locks(scoring)
    table = locks.table()
    most, floor = _aims(table, objective)
    within = table if floor is None else table.above(floor)
    market = _Market(within, locks, _Sides.of(problem, co_mentors), co_mentors)
    found = triads.solve(market.scores(), most_first=most is not None, seconds=seconds, run=run)
    pairs = market.pairs(found)
    spots = problem.spots((pair.mentee, pair.mentor) for pair in pairs)
    return Plan(
        objective,
        pairs,
        *unmatched.people(scoring, *spots),
        bound=found.bound - market.shift * len(locks.rows),
        proven=found.proven,
        most_mentees=None if most is None else most + len(locks.rows),
        floor=floor,
        depth_reached=int(objective == "fair"),
    )


def _aims(table: Table, objective: str) -> tuple[int | None, int | None]:
    """How many can be matched, and the floor, where the objective asks for them."""
    if objective == "total":
        return None, None
    if objective == "most":
        return dense.most_mentees(table).size, None
    most, floor, _above = dense.best_floor(table)
    return most.size, floor


class _Market:
    """All triads as three matrices, with places of their own for what is locked.

    A locked pair has a mentor whom only its mentee can take, a locked triad a co-mentor likewise,
    so that no other choice can push them out. `shift` is what a locked pair earns beside its
    points, so that it is never left out.
    """

    def __init__(self, table: Table, locks: Locks, sides: _Sides, given: CoMentors) -> None:
        self._table, self._locks = table, locks
        own = sides.with_mentee.problem
        self._ids = own.mentors.ids
        self._mentees, self._mentors = own.mentees, sides.with_mentor.problem.mentees
        with_mentee, with_mentor = (part.dense() for part in (sides.with_mentee, sides.with_mentor))
        self._third = np.where(with_mentee[1], with_mentee[0], -np.inf)
        self._beside = np.where(with_mentor[1], with_mentor[0] + given.points, -np.inf)
        self._triads = self._fixed(given, own.mentors)
        self._capacity = sides.capacity - np.bincount(self._triads[:, 1], minlength=len(self._ids))
        if (self._capacity < 0).any():
            raise InputError("lock_capacity", id=self._ids[int(self._capacity.argmin())])
        self._columns = np.r_[np.arange(len(self._mentors)), locks.columns]
        self._co_columns = np.r_[-1, np.arange(len(self._ids)), self._triads[:, 1]]
        top = [np.abs(part[np.isfinite(part)]).max(initial=0) for part in self._parts()]
        self.shift = int(np.abs(locks.scores).max(initial=0) + sum(top)) + 1

    def _parts(self) -> tuple[Real, Real, Real]:
        scores = np.where(self._table.allowed, self._table.scores, -np.inf)
        scores[self._table.rows == 0] = -np.inf
        return scores, self._beside, self._third

    def _fixed(self, given: CoMentors, side: Side) -> IntArray:
        """The locked triads, as the locked pair and the co-mentor of each; shape (t, 2)."""
        pairs = list(zip(self._locks.rows.tolist(), self._locks.columns.tolist(), strict=True))
        found: list[tuple[int, int]] = []
        for mentee, mentor, one in sorted(given.locks):
            row, column = self._mentees.position(mentee), self._mentors.position(mentor)
            spot = side.position(one)
            if np.isinf(self._third[row, spot] + self._beside[column, spot]):
                raise InputError("lock_absent", mentee=mentee, mentor=one)
            pair = pairs.index((row, column))
            if found and found[-1][0] == pair:
                raise InputError("lock_capacity", id=mentee)
            found.append((pair, spot))
        return np.array(found, dtype=np.int64).reshape(-1, 2)

    def scores(self) -> triads.Scores:
        """What `triads.solve` weighs: nobody first among the co-mentors, locked places last."""
        table, locks = self._table, self._locks
        free, beside, third = self._parts()
        n, m = free.shape
        mentors = np.hstack([free, np.full((n, len(locks.rows)), -np.inf)])
        own = m + np.arange(len(locks.rows))
        mentors[locks.rows, own] = locks.scores + self.shift
        open_places = 1 + len(self._ids)
        nobody = [np.zeros((size, 1)) for size in (len(self._columns), n)]
        pairs, spots = self._triads.T
        co_mentors = np.hstack([nobody[0], beside[self._columns], beside[self._columns][:, spots]])
        co_mentors[:, open_places:] = -np.inf
        co_mentors[own[pairs], :] = -np.inf
        co_mentors[own[pairs], open_places + np.arange(len(spots))] = beside[
            locks.columns[pairs], spots
        ]
        return triads.Scores(
            mentors,
            co_mentors,
            np.hstack([nobody[1], third, third[:, spots]]),
            np.r_[table.columns, np.ones(len(own), dtype=np.int64)],
            np.r_[n, self._capacity, np.ones(len(spots), dtype=np.int64)],
        )

    def pairs(self, found: triads.Triads) -> tuple[PlannedPair, ...]:
        """The chosen triads, sorted by ids."""
        made = []
        is_locked = found.spots[:, 1] >= len(self._mentors)
        columns, co_mentors = self._columns[found.spots[:, 1]], self._co_columns[found.spots[:, 2]]
        for row, column, spot, fixed in zip(
            found.spots[:, 0].tolist(),
            columns.tolist(),
            co_mentors.tolist(),
            is_locked.tolist(),
            strict=True,
        ):
            joins = spot >= 0
            extra = self._beside[column, spot] + self._third[row, spot] if joins else 0
            names = self._mentees.ids[row], self._mentors.ids[column]
            score = int(self._table.scores[row, column])
            one = self._ids[spot] if joins else ""
            made.append(PlannedPair(*names, score, fixed, one, int(extra)))
        return tuple(sorted(made, key=lambda pair: (pair.mentee, pair.mentor)))

"""The people behind a plan and what each pair would be worth, kept between two moves.

At each move a board asks the same of the same people. What was read is kept in the memory of the
process; a few figures from the database tell whether it still holds.
"""

from collections import OrderedDict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, Max, QuerySet, TextField
from django.db.models.functions import Cast

from matching.engine import plan as engine_plan
from matching.engine.plan import Reason
from matching.engine.problem import BoolArray, IntArray, Problem
from matching.engine.problem import Pair as Ids
from matching.engine.solve import solve
from matching.models import Block, Plan
from matching.services.pool import candidates, nearness
from matching.services.pool.candidates import Changes, Pool
from mentoring.common.actors import Actor
from programmes.partnerships.models import Partnership
from programmes.profiles.models import NamedWish, Profile

# Read again after this time even if nothing seems to have changed.
HOLDS = timedelta(seconds=60)
MOST_KEPT = 4
MOST_BESTS = 20


@dataclass(frozen=True)
class Frame:
    """What does not depend on the pairs of a plan. `problem` is in the order of its ids."""

    pool: Pool
    problem: Problem
    scores: tuple[IntArray, BoolArray]
    # Who could only meet in person and lives far apart; shape (mentees, mentors).
    too_far: BoolArray
    read_at: datetime
    bests: dict[Hashable, engine_plan.Plan] = field(default_factory=dict)
    # Why pairs suit that some board has shown, and how it said so.
    reasons: dict[Ids, tuple[Reason, ...]] = field(default_factory=dict)
    said: dict[Hashable, str] = field(default_factory=dict)

    @classmethod
    def of(cls, pool: Pool, now: datetime) -> "Frame":
        """What is made once for all who look at the plan within a minute, such as the scores."""
        problem = pool.problem.in_order
        sides = (
            [pool.people[one] for one in side.ids] for side in (problem.mentees, problem.mentors)
        )
        return cls(pool, problem, pool.scoring.dense(), nearness.too_far(*sides), now)

    def best(self, objective: str, locks: frozenset[Ids]) -> engine_plan.Plan:
        """The best plan with `locks`, which break no rule and have room."""
        key = objective, locks
        if key not in self.bests:
            if len(self.bests) >= MOST_BESTS:
                self.bests.clear()
            pool = self.pool
            problem = replace(pool.problem, locks=locks)
            self.bests[key] = solve(problem, pool.criteria, objective, scoring=pool.scoring)
        return self.bests[key]


_kept: OrderedDict[Hashable, Frame] = OrderedDict()
_lock = Lock()


def load(plan: Plan, *, by: Actor, now: datetime) -> Frame:
    """The frame of `plan` for `by`, who may have other rights to wishes than a colleague.

    Raises:
        InputError: the run's table has no meaning (any more).
    """
    key = plan.run_id, by.user and by.user.pk, *_marks(plan)
    with _lock:
        frame = _kept.get(key)
    if frame is None or abs(now - frame.read_at) > HOLDS:
        frame = Frame.of(_pool(plan, by=by, now=now), now)
        with _lock:
            _kept[key] = frame
            _kept.move_to_end(key)
            while len(_kept) > MOST_KEPT:
                _kept.popitem(last=False)
    return frame


def _pool(plan: Plan, *, by: Actor, now: datetime) -> Pool:
    run = plan.run
    changes = Changes.of(run.changes)
    return candidates.load(plan.cohort, table=run.table, run=run, by=by, now=now, changes=changes)


def _marks(plan: Plan) -> Iterable[Hashable]:
    """Differ when somebody of the cohort, a wish, a block or a partnership has changed."""
    cohort = plan.cohort
    people = Profile.objects.filter(cohort=cohort)
    certificates = Cast("screening__certificate_issued_on", TextField())
    yield cohort.allows_names, cohort.certificate_months
    yield _rows(
        people,
        Max("changed_at"),
        Max("state_since"),
        StringAgg(certificates, ",", order_by="pk"),
    )
    yield _rows(Block.objects.filter(cohort=cohort), Max("made_at"), Max("pk"))
    yield _rows(Partnership.objects.filter(cohort=cohort), Max("state_since"))
    yield _rows(NamedWish.objects.filter(profile__cohort=cohort), Max("pk"))


def _rows(rows: QuerySet[Any], *marks: Any) -> Hashable:
    named = {f"mark{number}": mark for number, mark in enumerate((Count("pk"), *marks))}
    return tuple(rows.aggregate(**named).values())

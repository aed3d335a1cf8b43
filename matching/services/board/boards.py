"""A plan as staff look at it: where it stands, what is wrong, how far it is from the best."""

import uuid
from collections import Counter
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

import numpy as np
from django.db.models import TextField
from django.db.models.functions import Cast

from matching.engine import plan as engine_plan
from matching.engine import unmatched
from matching.engine.explain import Explainer
from matching.engine.plan import Reason
from matching.models import Pair, Plan
from matching.services.board import move_gains as grids
from matching.services.board.move_gains import Grid
from matching.services.pool import pool_cache
from matching.services.pool.pool_cache import Frame
from mentoring.common.actors import Actor

# As text: making numbers of a thousand ids takes longer than all else that a move does.
IDS = tuple(Cast(part, TextField()) for part in ("mentee_id", "mentor_id", "co_mentor_id"))
COLUMNS = ("locked", "lock_reason", "by_hand", "confirmed", "rationale")


@dataclass(frozen=True, slots=True)
class Held:
    """A pair of the plan; `co_mentor_id` is None without one."""

    mentee_id: str
    mentor_id: str
    co_mentor_id: str | None
    locked: bool
    lock_reason: str
    by_hand: bool
    confirmed: bool
    rationale: str


class Board:
    """The plan, its pairs by mentee, and the people around it."""

    def __init__(self, plan: Plan, frame: Frame) -> None:
        self.plan = plan
        self.frame = frame
        self.pool = frame.pool
        rows = Pair.objects.filter(plan=plan).values_list(*IDS, *COLUMNS)
        self.pairs = {row[0]: Held(*row) for row in rows}

    @cached_property
    def grid(self) -> Grid:
        """Where the plan stands; locked and confirmed pairs are fixed."""
        rows = [
            (mentee, pair.mentor_id, pair.locked or pair.confirmed)
            for mentee, pair in self.pairs.items()
        ]
        choice, fixed = grids.choices(self.frame.problem, rows)
        return Grid.of(self.frame.problem, self.frame.scores, choice, fixed)

    def row(self, mentee: uuid.UUID | str) -> int | None:
        """The mentee's position in the grid; None if they are not in the pool."""
        return self.frame.problem.mentees.positions.get(str(mentee))

    def column(self, mentor: uuid.UUID | str) -> int | None:
        """The mentor's position in the grid; None if they are not in the pool."""
        return self.frame.problem.mentors.positions.get(str(mentor))

    @cached_property
    def known(self) -> list[tuple[str, str]]:
        """The pairs whose people are both in the pool."""
        positions = self.frame.problem.mentees.positions, self.frame.problem.mentors.positions
        pairs = ((mentee, pair.mentor_id) for mentee, pair in self.pairs.items())
        return [pair for pair in pairs if pair[0] in positions[0] and pair[1] in positions[1]]

    @cached_property
    def reasons(self) -> dict[str, tuple[Reason, ...]]:
        """Why each pair suits, by mentee."""
        told = self.frame.reasons
        new = [pair for pair in self.known if pair not in told]
        if new:
            told.update(zip(new, self.explainer.reasons_of(new), strict=True))
        return {pair[0]: told[pair] for pair in self.known}

    @cached_property
    def hindrances(self) -> dict[str, tuple[Reason, ...]]:
        """What keeps pairs of the plan apart meanwhile, by mentee; the people are in the pool."""
        told = self.explainer.check(self.known) if self.known else []
        found = zip(self.known, told, strict=True)
        return {mentee: why for (mentee, _mentor), why in found if why}

    @cached_property
    def gone(self) -> list[str]:
        """Mentees of pairs in which somebody does not take part any more."""
        known = {mentee for mentee, _mentor in self.known}
        return sorted(set(self.pairs) - known)

    @cached_property
    def crowded(self) -> list[str]:
        """Mentors who have more mentees than places."""
        grid = self.grid
        return [grid.mentors[spot] for spot in np.flatnonzero(grid.free < 0)]

    @cached_property
    def explainer(self) -> Explainer:
        """Tells reasons and hindrances of any pair of the pool, as if nothing were locked."""
        pool = self.pool
        problem = replace(pool.problem, locks=frozenset())
        return Explainer(problem, pool.criteria, scoring=pool.scoring)

    @cached_property
    def unmatched(self) -> dict[str, Reason]:
        """Why mentees have nobody."""
        held = np.flatnonzero(self.grid.is_matched)
        scoring = self.pool.scoring
        without = unmatched.people(scoring, held, self.grid.choice[held])[0]
        return {one.id: one.reason for one in without}

    @cached_property
    def best(self) -> engine_plan.Plan:
        """The best plan with the locks of this one that still hold."""
        grid = self.grid
        held = np.flatnonzero(grid.is_matched & (grid.free[grid.choice] >= 0))
        pairs = ((grid.mentees[spot], grid.mentors[grid.choice[spot]]) for spot in held)
        locks = frozenset(pair for pair in pairs if self.pairs[pair[0]].locked)
        return self.frame.best(self.plan.run.objective, locks)

    def may_stand_beside(
        self, co_mentor: str, mentee: str, mentor: str, used: Counter[str]
    ) -> bool:
        """Whether a co-mentor, who stands beside `used` many in this plan, can take these two."""
        has_place = self.pool.co_capacity.get(co_mentor, 0) > used[co_mentor]
        are_here = mentee in self.pool.people and mentor in self.pool.people
        return has_place and are_here and self.pool.may_stand_beside(co_mentor, mentee, mentor)

    def co_mentors_of(self, mentee: str, mentor: str) -> list[str]:
        """Who could stand beside the two: those with a place left, the standing one first."""
        others = (pair for other, pair in self.pairs.items() if other != mentee)
        used = Counter(pair.co_mentor_id or "" for pair in others)
        found = [
            one for one in self.pool.co_capacity if self.may_stand_beside(one, mentee, mentor, used)
        ]
        standing = self.pool.standing.get(mentor)
        return sorted(found, key=lambda one: (one != standing, self.pool.people[one].sort_name))


def load(plan: Plan, *, by: Actor, now: datetime, seen: Board | None = None) -> Board:
    """The board of `plan` for `by`, at `now`; `seen`, read a moment ago, if it still holds.

    Raises:
        InputError: the run's table has no meaning (any more).
    """
    if seen is not None and (seen.plan.pk, seen.plan.version) == (plan.pk, plan.version):
        return seen
    return Board(plan, pool_cache.load(plan, by=by, now=now))

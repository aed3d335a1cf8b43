"""What a plan would be with other weights or places, or without somebody; the draft stays.

Locked and confirmed pairs stay where they can, and of the others as many as can, so that what
changes comes from what was asked. The answer can be kept as a second plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, cast

import numpy as np
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.engine import plan as engine_plan
from matching.engine.problem import Pair as Ids
from matching.engine.rematching import rematch
from matching.models import Pair, Plan, Run
from matching.services import criteria
from matching.services.pool import candidates
from matching.services.pool.candidates import Changes, Pool
from matching.services.runs import co_mentors, results
from matching.services.runs.results import Result
from matching.states import RunState
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError


@dataclass(frozen=True)
class WhatIf:
    """The answer. `before` are the pairs of the draft, `plan` what would be instead."""

    pool: Pool
    table: dict[str, Any]
    asked: dict[str, Any]
    before: Mapping[str, str]
    plan: engine_plan.Plan
    fixed: Mapping[str, Pair]

    @cached_property
    def after(self) -> dict[str, str]:
        """Mentor by mentee."""
        return {pair.mentee: pair.mentor for pair in self.plan.pairs}

    @property
    def changed(self) -> list[str]:
        """Mentees who would have somebody else, or nobody any more."""
        both = {*self.before, *self.after}
        return sorted(one for one in both if self.before.get(one) != self.after.get(one))

    @cached_property
    def draft(self) -> tuple[int, int, int]:
        """The draft counted with the same weights: matched, total, weakest."""
        sides = self.pool.problem.mentees.positions, self.pool.problem.mentors.positions
        pairs = [
            pair for pair in self.before.items() if pair[0] in sides[0] and pair[1] in sides[1]
        ]
        rows, columns = ([sides[k][pair[k]] for pair in pairs] for k in (0, 1))
        order = self.pool.problem.mentees.order, self.pool.problem.mentors.order
        place = [np.argsort(np.array(each, dtype=np.int64)) for each in order]
        spots = place[0][rows], place[1][columns]
        scores, allowed = self.pool.scoring.dense()
        held = scores[spots][allowed[spots]] if pairs else np.zeros(0, dtype=np.int64)
        return len(held), int(held.sum()), int(held.min()) if len(held) else 0


def what_if(plan: Plan, asked: Mapping[str, Any], *, by: Actor, now: datetime) -> WhatIf:
    """`asked` are weights by rule, capacities by person and people left out, as in `Changes`.

    Raises:
        DomainError: nobody would be left to match ("nobody").
        InputError: the points are too large, or a pair that stays breaks a rule.
    """
    run = plan.run
    together = _together(run.changes, asked)
    table = criteria.weighed(run.table, asked["weights"]) if asked.get("weights") else run.table
    pairs = {str(pair.mentee_id): pair for pair in Pair.objects.filter(plan=plan)}
    before = {one: str(pair.mentor_id) for one, pair in pairs.items()}
    fixed = {one: pair for one, pair in pairs.items() if pair.locked or pair.confirmed}
    pool = candidates.load(
        plan.cohort,
        table=table,
        run=run,
        by=by,
        now=now,
        changes=Changes.of(together),
        locks=[(one, before[one]) for one in fixed],
    )
    if not pool.problem.mentees.ids or not pool.problem.mentors.ids:
        raise DomainError(_("Nobody would be left to match."), code="nobody")
    found = rematch(pool.problem, pool.criteria, _known(pool, before), run.objective)
    return WhatIf(pool, table, together, before, found.plan, fixed)


def _together(earlier: Mapping[str, Any], asked: Mapping[str, Any]) -> dict[str, Any]:
    """What a plan of an earlier what-if was made under holds on."""
    left_out = {*earlier.get("left_out", ()), *asked.get("left_out", ())}
    return {
        "weights": {**earlier.get("weights", {}), **asked.get("weights", {})},
        "capacities": {**earlier.get("capacities", {}), **asked.get("capacities", {})},
        "left_out": sorted(left_out),
    }


def _known(pool: Pool, before: Mapping[str, str]) -> list[Ids]:
    sides = pool.problem.mentees.positions, pool.problem.mentors.positions
    return [pair for pair in before.items() if pair[0] in sides[0] and pair[1] in sides[1]]


@transaction.atomic
def keep(plan: Plan, found: WhatIf, *, by: Actor, now: datetime) -> Plan:
    """A second draft beside `plan`, just as it was shown."""
    kept = {one: str(pair.co_mentor_id or "") for one, pair in found.fixed.items()}
    result = Result(
        found.plan.pairs,
        co_mentors.standing(found.pool, found.plan.pairs, kept),
        found.plan.total,
        found.plan.bound,
        found.plan.proven,
        found.plan.most_mentees,
        found.plan.floor,
    )
    run = _run(plan, found, result, by=by, now=now)
    lifecycle.record(run, by=by, now=now)
    base = {one: pair for one, pair in found.fixed.items() if pair.locked}
    copy = results.keep(run, result, base, now=now)
    for one, pair in found.fixed.items():
        if pair.confirmed and found.after.get(one) == str(pair.mentor_id):
            Pair.objects.filter(plan=copy, mentee=pair.mentee_id).update(
                locked=pair.locked, confirmed=True, rationale=pair.rationale
            )
    return copy


def _run(plan: Plan, found: WhatIf, result: Result, *, by: Actor, now: datetime) -> Run:
    """A run that is through: the answer is there already."""
    return Run.objects.create(
        cohort=plan.cohort,
        state=RunState.DONE,
        state_since=now,
        started_by=cast("Any", by.user),
        created_at=now,
        table=found.table,
        objective=plan.run.objective,
        with_affiliation_wishes=plan.run.with_affiliation_wishes and found.pool.affiliation_wishes,
        changes=found.asked | {"plan": str(plan.pk)},
        fraction=1.0,
        **result.certificate(found.pool),
    )

"""What came out of a run, as a plan with its pairs."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from matching.engine import stability
from matching.engine.plan import Plan as EnginePlan
from matching.engine.plan import PlannedPair
from matching.models import Pair, Plan, Run
from matching.services.pool.candidates import Pool


@dataclass(frozen=True)
class Result:
    """Pairs with co-mentors by mentee, and how good they are."""

    pairs: tuple[PlannedPair, ...]
    co_mentors: Mapping[str, str]
    total: int
    bound: int
    proven: bool
    most_mentees: int | None = None
    floor: int | None = None

    @property
    def gap(self) -> float:
        """How far from the best possible plan it may be, as a share; 0 where it is proven best."""
        return (self.bound - self.total) / max(1, abs(self.bound))

    def certificate(self, pool: Pool) -> dict[str, Any]:
        """The columns of a run that say how good its plan is."""
        plan = EnginePlan("", self.pairs, (), (), self.bound, self.proven)
        blocking = stability.blocking_pairs(pool.problem, pool.criteria, plan)
        return {
            "total": self.total,
            "bound": self.bound,
            "gap": self.gap,
            "floor": self.floor,
            "most_mentees": self.most_mentees,
            "proven": self.proven,
            "blocking_pairs": len(blocking),
        }


def keep(run: Run, result: Result, base: Mapping[str, Pair], *, now: datetime) -> Plan:
    """A draft with the pairs; locked ones bring along what staff noted in the plan before.

    `base` are the locked pairs of that plan by mentee.
    """
    plan = Plan.objects.create(
        cohort_id=run.cohort_id, run=run, name=_name(run), created_at=now, state_since=now
    )
    Pair.objects.bulk_create(
        _pair(plan, pair, result.co_mentors.get(pair.mentee), base.get(pair.mentee))
        for pair in result.pairs
    )
    return plan


def _pair(plan: Plan, pair: PlannedPair, co_mentor: str | None, before: Pair | None) -> Pair:
    row = Pair(
        plan=plan,
        mentee_id=uuid.UUID(pair.mentee),
        mentor_id=uuid.UUID(pair.mentor),
        co_mentor_id=uuid.UUID(co_mentor) if co_mentor else None,
        locked=pair.locked,
    )
    if pair.locked and before is not None:
        for column in ("lock_reason", "by_hand", "confirmed", "rationale"):
            setattr(row, column, getattr(before, column))
    return row


def _name(run: Run) -> str:
    """Numbered in the cohort, in the language of whoever asked; staff may rename it."""
    number = Plan.objects.filter(cohort_id=run.cohort_id).count() + 1
    with override(run.started_by.language if run.started_by else None):
        return str(_("Proposal %(number)s") % {"number": number})

"""Runs, plans and pairs for tests."""

from typing import Any

from matching.models import Pair, Plan, Run
from matching.states import Objective, RunState
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Profile
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort


def make_run(cohort: Cohort | None = None, state: str = RunState.DONE, **fields: Any) -> Run:
    """A run that is through; it counted nothing but topics in common."""
    table = {"score": [{"rule": "overlap", "mentor": "topics", "mentee": "topics", "points": 10}]}
    found = {"total": 10, "bound": 10, "gap": 0.0, "proven": True, "fraction": 1.0}
    return Run.objects.create(
        **{
            "cohort": cohort or make_cohort(),
            "state": state,
            "created_at": NOW,
            "table": table,
            "objective": Objective.FAIR,
            **(found if state == RunState.DONE else {}),
            **fields,
        }
    )


def make_plan(cohort: Cohort | None = None, **fields: Any) -> Plan:
    run = fields.pop("run", None) or make_run(cohort)
    return Plan.objects.create(
        **{"cohort": run.cohort, "run": run, "name": "Entwurf", "created_at": NOW, **fields}
    )


def make_pair(plan: Plan | None = None, *, mentee: Profile, mentor: Profile, **fields: Any) -> Pair:
    return Pair.objects.create(
        plan=plan or make_plan(mentee.cohort), mentee=mentee, mentor=mentor, **fields
    )

"""A run of the engine: asked for by staff, done by a worker, found again if the worker dies."""

import logging
import time
import uuid
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from matching.engine import plan as engine
from matching.engine.plan import CancelledError, Progress
from matching.engine.solve import solve
from matching.engine.wording import InputError
from matching.models import Pair, Plan, Run
from matching.services import criteria
from matching.services.explanations import REFUSALS
from matching.services.pool import candidates
from matching.services.pool.candidates import Changes, Pool
from matching.services.runs import co_mentors, results
from matching.services.runs.results import Result
from matching.states import RunState
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.common.lifecycle import TransitionError
from mentoring.common.models import Transition
from mentoring.notifications.services import wake_worker
from mentoring.privacy.policies import can_read_answers
from programmes.cohorts.models import Cohort

TASK = "matching.tasks.execute_run"
ACTIVE = (RunState.QUEUED, RunState.RUNNING)
# How long the engine may look for something better; what is missing then is said as a gap.
SECONDS = 90.0
# Longer than a task of the queue may live: nobody takes over from a worker that still works.
SILENCE = timedelta(minutes=6)
MOST_ATTEMPTS = 3
# How often a run says where it is, and asks whether it should stop.
EACH_SECONDS = 0.3

logger = logging.getLogger(__name__)


class RunRefusedError(Exception):
    """The run comes to nothing; `code` is one of `wording.REFUSALS`."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def start(
    cohort: Cohort,
    *,
    by: Actor,
    now: datetime,
    objective: str = "",
    jointly: bool | None = None,
    changes: Mapping[str, Any] | None = None,
    base_plan: Plan | None = None,
) -> Run:
    """Ask for a plan under the cohort's criteria; a worker makes it.

    `changes` are those of a what-if (see `Changes`); locked pairs of `base_plan` stay, and the plan
    itself is not touched. `objective` and `jointly` are the cohort's where they are not given.

    Raises:
        ConflictError: the cohort has a run under way ("running").
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    if cohort.runs.filter(state__in=ACTIVE).exists():
        raise ConflictError(_("A matching run is under way already."), code="running")
    rules = criteria.of(cohort)
    asked = dict(changes or {})
    table = criteria.weighed(rules.table, asked["weights"]) if "weights" in asked else rules.table
    if base_plan is not None:
        asked["plan"] = str(base_plan.pk)
    run = Run.objects.create(
        cohort=cohort,
        started_by=cast("Any", by.user),
        created_at=now,
        state_since=now,
        table=table,
        objective=objective or rules.objective,
        jointly=rules.jointly if jointly is None else jointly,
        with_affiliation_wishes=by.user is not None and can_read_answers(by.user, cohort.programme),
        changes=asked,
    )
    lifecycle.record(run, by=by, now=now)
    transaction.on_commit(lambda: wake_worker.tell(TASK, str(run.pk)), robust=True)
    return run


@transaction.atomic
def cancel(run: Run, *, by: Actor, now: datetime) -> None:
    """Stop a run that waits at once, and one that is at work at its next step.

    Raises:
        ConflictError: it is over ("over"), or a worker has just begun it ("stale").
    """
    if run.state == RunState.QUEUED:
        lifecycle.move(run, RunState.CANCELLED, by=by, now=now)
    elif not Run.objects.filter(pk=run.pk, state=RunState.RUNNING).update(cancel_asked=True):
        raise ConflictError(_("The run is over already."), code="over")


def execute(
    run_id: uuid.UUID, *, now: datetime, clock: Callable[[], float] = time.monotonic
) -> Plan | None:
    """Do a run that waits; None if somebody else does it, it is over, or it comes to nothing.

    Each step is a short transaction of its own, so that others see how far the run is. `clock`
    tells seconds.
    """
    run = Run.objects.select_related("cohort__programme", "started_by").get(pk=run_id)
    system = Actor.system()
    try:
        lifecycle.move(run, RunState.RUNNING, by=system, now=now, heard_at=now, stage="people")
    except TransitionError:
        return None
    work = _Work(run, now, clock)
    try:
        return work.do()
    except CancelledError:
        lifecycle.move(run, RunState.CANCELLED, by=system, now=work.moment())
    except (RunRefusedError, InputError) as error:
        code = error.code if error.code in REFUSALS else "unexpected"
        lifecycle.move(run, RunState.FAILED, by=system, now=work.moment(), error=code)
    except TransitionError:
        logger.warning("Run %s was finished by another worker", run.pk)
    except Exception:
        logger.exception("Run %s broke", run.pk)
        lifecycle.move(run, RunState.FAILED, by=system, now=work.moment(), error="unexpected")
    return None


def look_after(now: datetime) -> int:
    """Do the runs that no worker was told of, and those whose worker died.

    Returns how many led to a plan.
    """
    began = time.monotonic()
    lost = Run.objects.filter(
        Q(state=RunState.RUNNING), Q(heard_at__isnull=True) | Q(heard_at__lt=now - SILENCE)
    )
    for run in lost:
        _give_back(run, now)
    done = 0
    for run_id in Run.objects.filter(state=RunState.QUEUED).values_list("pk", flat=True):
        if time.monotonic() - began < SECONDS:
            done += execute(run_id, now=now) is not None
    return done


def _give_back(run: Run, now: datetime) -> None:
    """A run whose worker died waits again; one that nobody survives has failed."""
    attempts = Transition.objects.filter(object_id=run.pk, target=RunState.RUNNING).count()
    target, error = RunState.QUEUED, ""
    if run.cancel_asked:
        target = RunState.CANCELLED
    elif attempts >= MOST_ATTEMPTS:
        target, error = RunState.FAILED, "unexpected"
    try:
        lifecycle.move(run, target, by=Actor.system(), now=now, error=error)
    except TransitionError:
        logger.info("Run %s goes on after all", run.pk)


class _Work:
    """One attempt at a run."""

    def __init__(self, run: Run, now: datetime, clock: Callable[[], float]) -> None:
        self._run, self._now, self._clock = run, now, clock
        self._began = self._told = clock()
        plan = Plan.objects.filter(pk=run.changes.get("plan"), cohort=run.cohort_id).first()
        locked = Pair.objects.filter(plan=plan, locked=True) if plan else Pair.objects.none()
        self._base = {str(pair.mentee_id): pair for pair in locked}

    def moment(self) -> datetime:
        return self._now + timedelta(seconds=self._clock() - self._began)

    def do(self) -> Plan:
        pool = self._pool()
        result = self._solved(pool)
        if not result.pairs:
            raise RunRefusedError("nobody_allowed")
        self._tell(Progress("keeping", 1.0, result.gap))
        with transaction.atomic():
            plan = results.keep(self._run, result, self._base, now=self.moment())
            lifecycle.move(
                self._run,
                RunState.DONE,
                by=Actor.system(),
                now=self.moment(),
                fraction=1.0,
                seconds=self._clock() - self._began,
                with_affiliation_wishes=pool.affiliation_wishes,
                **result.certificate(pool),
            )
        return plan

    def _pool(self) -> Pool:
        run = self._run
        pool = candidates.load(
            run.cohort,
            table=run.table,
            run=run,
            by=Actor.of(run.started_by) if run.started_by else Actor.system(),
            now=self._now,
            changes=Changes.of(run.changes),
            locks=[(one, str(pair.mentor_id)) for one, pair in self._base.items()],
        )
        if not pool.problem.mentees.ids:
            raise RunRefusedError("no_mentees")
        if not pool.problem.mentors.ids:
            raise RunRefusedError("no_mentors")
        return pool

    def _solved(self, pool: Pool) -> Result:
        run = self._run
        kept = {one: str(pair.co_mentor_id or "") for one, pair in self._base.items()}
        asked = engine.Run(self._progress, self._is_cancelled, self._began + SECONDS, self._clock)
        if run.jointly:
            plan = co_mentors.jointly(pool, kept, run.objective, run=asked)
            beside = {pair.mentee: pair.co_mentor for pair in plan.pairs if pair.co_mentor}
        else:
            plan = solve(
                pool.problem, pool.criteria, run.objective, run=asked, scoring=pool.scoring
            )
            beside = co_mentors.standing(pool, plan.pairs, kept)
        return Result(
            plan.pairs,
            beside,
            plan.total,
            plan.bound,
            plan.proven,
            plan.most_mentees,
            plan.floor,
        )

    def _progress(self, progress: Progress) -> None:
        if self._clock() - self._told >= EACH_SECONDS:
            self._tell(progress)

    def _tell(self, progress: Progress) -> None:
        self._told = self._clock()
        Run.objects.filter(pk=self._run.pk, state=RunState.RUNNING).update(
            stage=progress.stage,
            fraction=min(1.0, max(0.0, progress.fraction)),
            gap=progress.gap,
            heard_at=self.moment(),
        )

    def _is_cancelled(self) -> bool:
        if self._clock() - self._told < EACH_SECONDS:
            return False
        return Run.objects.filter(pk=self._run.pk, cancel_asked=True).exists()

"""The ledger of a board: each change is a step that says what stood before and after.

Who changes a plan says which version they saw, so that nobody overwrites a colleague.
"""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, cast

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from matching.models import Block, Pair, Plan, Step
from matching.states import PlanState, StepKind
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from programmes.profiles.models import Profile

# By mentee: mentor, co-mentor and flags of the pair, or None without one.
Places = Mapping[str, dict[str, Any] | None]
Entries = list[dict[str, Any]]
COLUMNS = ("mentor", "co_mentor", "locked", "by_hand")


class StaleBoardError(ConflictError):
    """Somebody has changed the plan since it was seen."""


def lock_draft(plan: Plan, version: int) -> Plan:
    """The plan, which nobody else changes until the transaction ends.

    `version` is the one that the caller saw.

    Raises:
        ConflictError: it is no draft any more ("no_draft").
        StaleBoardError: it has another version ("stale").
    """
    held = Plan.objects.select_for_update(of=("self",)).select_related("run", "cohort__programme")
    plan = held.get(pk=plan.pk)
    if plan.state != PlanState.DRAFT:
        raise ConflictError(_("Only a draft can be changed."), code="no_draft")
    if plan.version != version:
        raise StaleBoardError(_("Somebody else has just changed this plan."), code="stale")
    return plan


def write(
    plan: Plan,
    kind: StepKind,
    after: Places,
    *,
    by: Actor,
    now: datetime,
    reason: str = "",
    marks: tuple[Entries, Entries] = ([], []),
) -> Step:
    """Put the pairs of the mentees in `after` there, and note what stood before.

    `marks` are further entries of the step, before and after, such as blocks. Raises the version.
    """
    pairs = Pair.objects.filter(plan=plan, mentee__in=[*map(uuid.UUID, after)]).in_bulk(
        field_name="pk"
    )
    by_mentee = {str(pair.mentee_id): pair for pair in pairs.values()}
    before = {one: state_of(by_mentee[one]) if one in by_mentee else None for one in after}
    put(plan, after)
    last = Step.objects.filter(plan=plan).aggregate(last=Max("number"))["last"] or 0
    step = Step.objects.create(
        plan=plan,
        number=last + 1,
        kind=kind,
        before=[*_entries(before), *marks[0]],
        after=[*_entries(after), *marks[1]],
        reason=reason[:300],
        made_by=cast("Any", by.user),
        made_at=now,
    )
    touch(plan)
    return step


def put(plan: Plan, places: Places) -> None:
    """Make the pairs of some mentees as `places` says; texts of a pair stay while it does."""
    pairs = {
        str(p.mentee_id): p
        for p in Pair.objects.filter(plan=plan, mentee__in=[*map(uuid.UUID, places)])
    }
    gone = [pairs[one].pk for one, place in places.items() if one in pairs and place is None]
    Pair.objects.filter(pk__in=gone).delete()
    for one, place in places.items():
        if place is not None:
            _put_one(plan, one, pairs.get(one), place)


def _put_one(plan: Plan, mentee: str, pair: Pair | None, place: dict[str, Any]) -> None:
    columns = {
        "mentor_id": uuid.UUID(place["mentor"]),
        "co_mentor_id": place["co_mentor"] and uuid.UUID(place["co_mentor"]),
        "locked": place["locked"],
        "by_hand": place["by_hand"],
    }
    if pair is None:
        Pair.objects.create(plan=plan, mentee_id=uuid.UUID(mentee), **columns)
        return
    if pair.mentor_id != columns["mentor_id"]:
        # What was written about two people does not fit two others.
        columns |= {"rationale": "", "confirmed": False, "lock_reason": ""}
    Pair.objects.filter(pk=pair.pk).update(**columns)


def touch(plan: Plan) -> None:
    """Raise the version, so that everybody else learns that the plan has changed."""
    Plan.objects.filter(pk=plan.pk).update(version=F("version") + 1)
    plan.version += 1


def state_of(pair: Any) -> dict[str, Any]:
    """What a step remembers of a pair, a row or one held by a board: never its texts."""
    return {
        "mentor": str(pair.mentor_id),
        "co_mentor": str(pair.co_mentor_id) if pair.co_mentor_id else None,
        "locked": pair.locked,
        "by_hand": pair.by_hand,
    }


def _entries(places: Places) -> Entries:
    return [
        {"mentee": one} | (place or dict.fromkeys(COLUMNS)) for one, place in sorted(places.items())
    ]


def undoable(plan: Plan) -> Step | None:
    """The step that an undo takes back; None where there is none."""
    return Step.objects.filter(plan=plan, undone_at=None).order_by("number").last()


def redoable(plan: Plan, last: Step | None) -> Step | None:
    """The step that a redo takes again, `last` being what an undo would take back.

    None once something else was done instead.
    """
    undone = Step.objects.filter(plan=plan, undone_at__isnull=False)
    return undone.filter(number__gt=last.number if last else 0).order_by("number").first()


@transaction.atomic
def undo(plan: Plan, *, version: int, by: Actor, now: datetime) -> Step:
    """Put back what stood before the last step.

    Raises:
        DomainError: there is nothing to undo ("nothing"), or a pair was confirmed since ("fixed").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    step = undoable(plan)
    if step is None:
        raise DomainError(_("There is nothing to undo."), code="nothing")
    _replay(step, step.before, step.after, by=by, now=now)
    return _turned(step, plan, undone_at=now, by=by, now=now)


@transaction.atomic
def redo(plan: Plan, *, version: int, by: Actor, now: datetime) -> Step:
    """Do again what was undone last.

    Raises:
        DomainError: there is nothing to do again ("nothing"), or a pair was confirmed since
            ("fixed").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    step = redoable(plan, undoable(plan))
    if step is None:
        raise DomainError(_("There is nothing to do again."), code="nothing")
    _replay(step, step.after, step.before, by=by, now=now)
    return _turned(step, plan, undone_at=None, by=by, now=now)


def _turned(
    step: Step, plan: Plan, *, undone_at: datetime | None, by: Actor, now: datetime
) -> Step:
    step.undone_at = undone_at
    step.save(update_fields=["undone_at"])
    # Steps say who made them; who took one back stands in the history of the plan.
    lifecycle.record(plan, by=by, now=now)
    touch(plan)
    return step


def _replay(step: Step, wanted: Entries, other: Entries, *, by: Actor, now: datetime) -> None:
    """Make the pairs and blocks of a step as `wanted` says; people who are gone are left out."""
    places = {each["mentee"]: _place_in(each) for each in wanted if "mentee" in each}
    confirmed = Pair.objects.filter(plan=step.plan_id, mentee__in=places, confirmed=True)
    if found := confirmed.select_related("mentee").first():
        text = _("The pair of %(name)s is confirmed. Please take the confirmation off first.")
        raise DomainError(text % {"name": found.mentee}, code="fixed")
    put(step.plan, _still_here(places))
    for mark in (each["blocked"] for each in other if "blocked" in each):
        Block.objects.filter(mentee=mark[0], mentor=mark[1]).delete()
    for mark in (each["blocked"] for each in wanted if "blocked" in each):
        if _are_here(mark):
            make_block(step.plan, *map(uuid.UUID, mark), reason=step.reason, by=by, now=now)


def _place_in(entry: dict[str, Any]) -> dict[str, Any] | None:
    return {name: entry[name] for name in COLUMNS} if entry["mentor"] else None


def _still_here(places: Places) -> Places:
    """Without pairs in which somebody's profile is gone meanwhile."""
    here = _here({one for mentee, place in places.items() for one in _people_of(mentee, place)})
    return {
        mentee: place
        for mentee, place in places.items()
        if here.issuperset(_people_of(mentee, place))
    }


def _are_here(people: Collection[str]) -> bool:
    return _here(people).issuperset(people)


def _here(people: Collection[str]) -> set[str]:
    """Those of `people` whose profiles are not gone."""
    return {str(pk) for pk in Profile.objects.filter(pk__in=people).values_list("pk", flat=True)}


def _people_of(mentee: str, place: dict[str, Any] | None) -> set[str]:
    own = {place["mentor"], place["co_mentor"]} if place else set()
    return {mentee, *own} - {None}


def make_block(
    plan: Plan, mentee: uuid.UUID, mentor: uuid.UUID, *, reason: str, by: Actor, now: datetime
) -> bool:
    """Keep two people apart; False where they were kept apart already."""
    given = {"cohort_id": plan.cohort_id, "reason": reason, "made_by": by.user, "made_at": now}
    return Block.objects.get_or_create(mentee_id=mentee, mentor_id=mentor, defaults=given)[1]

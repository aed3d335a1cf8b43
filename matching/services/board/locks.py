"""What stays and what must not be: locks on pairs of a plan, blocks for all plans of a cohort."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.models import Block, Pair, Plan, Step
from matching.services.board import boards
from matching.services.board.board_log import (
    Entries,
    Places,
    lock_draft,
    make_block,
    state_of,
    write,
)
from matching.services.board.boards import Board
from matching.services.board.moves import check_allowed, pair_of
from matching.states import StepKind
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


@transaction.atomic
def lock(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    reason: str = "",
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> Step:
    """Keep the pair of `mentee` whatever is solved again.

    Raises:
        DomainError: there is no pair ("no_pair"), or a rule keeps the two apart ("not_allowed").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    pair = pair_of(board, mentee)
    check_allowed(board, str(mentee), pair.mentor_id)
    Pair.objects.filter(plan=plan, mentee=mentee).update(lock_reason=reason)
    after = {str(mentee): state_of(pair) | {"locked": True}}
    return write(plan, StepKind.LOCK, after, by=by, now=now, reason=reason)


@transaction.atomic
def unlock(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> Step:
    """Let the pair of `mentee` be moved again.

    Raises:
        DomainError: there is no pair ("no_pair").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    pair = pair_of(boards.load(plan, by=by, now=now, seen=seen), mentee)
    after = {str(mentee): state_of(pair) | {"locked": False}}
    return write(plan, StepKind.UNLOCK, after, by=by, now=now)


@transaction.atomic
def block(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    mentor: uuid.UUID,
    reason: str,
    version: int,
    by: Actor,
    now: datetime,
) -> Step:
    """Keep two people apart in all matchings of the cohort; if this plan has the pair, it goes.

    Raises:
        DomainError: no reason ("reason"); or the two are kept apart already, or are no mentee and
            mentor of the cohort ("blocked").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    if not reason.strip():
        raise DomainError(_("Please say why these two must not be matched."), code="reason")
    people = Profile.objects.filter(cohort=plan.cohort_id)
    one = people.filter(pk=mentee, part=Part.MENTEE).first()
    other = people.filter(pk=mentor, part=Part.MENTOR).first()
    if not (one and other and make_block(plan, mentee, mentor, reason=reason, by=by, now=now)):
        raise DomainError(_("These two are kept apart already."), code="blocked")
    paired = Pair.objects.filter(plan=plan, mentee=mentee, mentor=mentor).exists()
    after: Places = {str(mentee): None} if paired else {}
    marks: tuple[Entries, Entries] = ([], [_mark(mentee, mentor)])
    return write(plan, StepKind.BLOCK, after, by=by, now=now, reason=reason, marks=marks)


@transaction.atomic
def unblock(
    plan: Plan, *, mentee: uuid.UUID, mentor: uuid.UUID, version: int, by: Actor, now: datetime
) -> Step:
    """Let two people be matched again.

    Raises:
        DomainError: nobody keeps them apart ("no_block").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    block = Block.objects.filter(cohort=plan.cohort_id, mentee=mentee, mentor=mentor).first()
    if block is None:
        raise DomainError(_("There is no such block any more."), code="no_block")
    reason = block.reason
    block.delete()
    marks: tuple[Entries, Entries] = ([_mark(mentee, mentor)], [])
    return write(plan, StepKind.UNBLOCK, {}, by=by, now=now, reason=reason, marks=marks)


def _mark(mentee: uuid.UUID, mentor: uuid.UUID) -> dict[str, Any]:
    return {"blocked": [str(mentee), str(mentor)]}

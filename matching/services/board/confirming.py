"""Confirming pairs, each with a text that says why these two."""

import uuid
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.models import Pair, Plan
from matching.services import rationales
from matching.services.board import boards
from matching.services.board.board_log import lock_draft, touch
from matching.services.board.boards import Board
from matching.services.board.moves import check_allowed, pair_of
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError


@transaction.atomic
def confirm(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    rationale: str,
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> None:
    """Say that the pair of `mentee` is right, and why.

    Raises:
        DomainError: there is no pair ("no_pair") or no text ("rationale"), or a rule keeps the two
            apart ("not_allowed").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    pair = pair_of(board, mentee)
    if not rationale.strip():
        raise DomainError(_("Please say in a sentence why these two."), code="rationale")
    check_allowed(board, str(mentee), pair.mentor_id)
    _set(plan, {str(mentee): rationale.strip()}, by=by, now=now)


@transaction.atomic
def confirm_all(
    plan: Plan,
    *,
    texts: Mapping[str, str],
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> int:
    """Confirm those pairs in `texts`, by mentee, that may be; returns how many.

    Raises:
        DomainError: there is none left ("nothing").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    chosen = {
        one: text.strip()
        for one, text in texts.items()
        if text.strip() and _is_open(board, one) and _may_be(board, one)
    }
    if not chosen:
        raise DomainError(_("Please choose at least one pair."), code="nothing")
    _set(plan, chosen, by=by, now=now)
    return len(chosen)


@transaction.atomic
def unconfirm(plan: Plan, *, mentee: uuid.UUID, version: int, by: Actor, now: datetime) -> None:
    """The pair can be moved again; its text stays as long as the two are together.

    Raises:
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    Pair.objects.filter(plan=plan, mentee=mentee).update(confirmed=False)
    _note(plan, by=by, now=now)


def offered(board: Board, *, most: int | None = None) -> dict[str, str]:
    """A text for each pair that can be confirmed, by mentee; for the first `most` of them.

    What somebody wrote before goes before what is drafted; "" where the two share nothing.
    """
    free = (pair for pair in board.known if pair[0] not in board.hindrances)
    pairs = sorted(pair for pair in free if _is_open(board, pair[0]))[:most]
    texts = zip(pairs, rationales.drafts(board.pool, pairs), strict=True)
    return {mentee: board.pairs[mentee].rationale or text for (mentee, _mentor), text in texts}


def _is_open(board: Board, mentee: str) -> bool:
    return mentee in board.pairs and not board.pairs[mentee].confirmed


def _may_be(board: Board, mentee: str) -> bool:
    row = board.row(mentee)
    return row is not None and bool(board.grid.is_matched[row])


def _set(plan: Plan, texts: Mapping[str, str], *, by: Actor, now: datetime) -> None:
    """By mentee."""
    pairs = list(Pair.objects.filter(plan=plan, mentee__in=[*map(uuid.UUID, texts)]))
    for pair in pairs:
        pair.rationale, pair.confirmed = texts[str(pair.mentee_id)], True
    Pair.objects.bulk_update(pairs, ["rationale", "confirmed"])
    _note(plan, by=by, now=now)


def _note(plan: Plan, *, by: Actor, now: datetime) -> None:
    lifecycle.record(plan, by=by, now=now)
    touch(plan)

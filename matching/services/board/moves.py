"""Moving people on the board.

Locked and confirmed pairs stay until somebody takes the lock or the confirmation off.
"""

import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from matching.engine.rematching import rematch
from matching.models import Plan, Step
from matching.services.board import boards
from matching.services.board.board_log import Places, lock_draft, state_of, write
from matching.services.board.boards import Board, Held
from matching.states import StepKind
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError


@transaction.atomic
def move(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    mentor: uuid.UUID,
    displaced: uuid.UUID | None = None,
    goes_to: uuid.UUID | None = None,
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> Step:
    """Give `mentor` to `mentee`; `displaced` loses the place there and gets `goes_to`, or nobody.

    Raises:
        DomainError: a rule keeps two apart ("not_allowed"), a pair is fixed ("fixed"), or there is
            no place ("full").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    wanted = {str(mentee): str(mentor)}
    if displaced:
        wanted[str(displaced)] = str(goes_to) if goes_to else ""
    for one, other in wanted.items():
        _check_open(board, one)
        check_allowed(board, one, other)
    _check_places(board, wanted)
    after = _places(board, wanted, by_hand=True)
    return write(plan, StepKind.MOVE, after, by=by, now=now)


@transaction.atomic
def remove(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> Step:
    """Leave `mentee` without a mentor.

    Raises:
        DomainError: the pair is locked or confirmed ("fixed").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    _check_open(boards.load(plan, by=by, now=now, seen=seen), str(mentee))
    return write(plan, StepKind.MOVE, {str(mentee): None}, by=by, now=now)


@transaction.atomic
def stand_beside(
    plan: Plan,
    *,
    mentee: uuid.UUID,
    co_mentor: uuid.UUID | None,
    version: int,
    by: Actor,
    now: datetime,
    seen: Board | None = None,
) -> Step:
    """Give the pair of `mentee` another co-mentor, or none (None).

    Raises:
        DomainError: there is no pair ("no_pair"), or the co-mentor has no place or must not be with
            the two ("co_mentor").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    pair = pair_of(board, mentee)
    wanted = str(co_mentor) if co_mentor else None
    if wanted and wanted not in board.co_mentors_of(str(mentee), pair.mentor_id):
        text = _("This co-mentor has no place left, or must not be with these two.")
        raise DomainError(text, code="co_mentor")
    return write(
        plan, StepKind.MOVE, {str(mentee): state_of(pair) | {"co_mentor": wanted}}, by=by, now=now
    )


@transaction.atomic
def solve_rest(
    plan: Plan, *, version: int, by: Actor, now: datetime, seen: Board | None = None
) -> Step:
    """Look for the best plan again; what is locked or confirmed stays, and as many others as can.

    Raises:
        DomainError: nothing better is found ("no_better"), or what is to stay breaks a rule
            meanwhile ("broken").
        ConflictError: the plan is no draft ("no_draft"), or was changed ("stale").
    """
    plan = lock_draft(plan, version)
    board = boards.load(plan, by=by, now=now, seen=seen)
    locks = _fixed(board)
    problem = replace(board.pool.problem, locks=locks)
    found = rematch(problem, board.pool.criteria, board.known, plan.run.objective)
    chosen = {pair.mentee: pair.mentor for pair in found.plan.pairs}
    before = {one: pair.mentor_id for one, pair in board.pairs.items()}
    both = sorted({*chosen, *before})
    changed = {one: chosen.get(one, "") for one in both if chosen.get(one) != before.get(one)}
    if not changed:
        raise DomainError(_("Nothing to change: no better plan was found."), code="no_better")
    return write(plan, StepKind.SOLVE, _places(board, changed, by_hand=False), by=by, now=now)


def _fixed(board: Board) -> frozenset[tuple[str, str]]:
    """The pairs that stay.

    Raises:
        DomainError: one of them breaks a rule meanwhile.
    """
    fixed = {one for one, pair in board.pairs.items() if pair.locked or pair.confirmed}
    if broken := fixed & {*board.hindrances, *board.gone}:
        names = ", ".join(name_in(board, one) for one in sorted(broken))
        text = _("A locked or confirmed pair breaks a rule. Please look at it first: %(names)s.")
        raise DomainError(text % {"names": names}, code="broken")
    return frozenset(pair for pair in board.known if pair[0] in fixed)


def _places(board: Board, wanted: Mapping[str, str], *, by_hand: bool) -> Places:
    """Pairs with the mentors in `wanted`, each with the standing co-mentor who has a place."""
    pairs = (pair for one, pair in board.pairs.items() if one not in wanted)
    used = Counter(pair.co_mentor_id or "" for pair in pairs)
    places: dict[str, dict[str, Any] | None] = {}
    for one, mentor in wanted.items():
        co_mentor = board.pool.standing.get(mentor)
        if co_mentor and not board.may_stand_beside(co_mentor, one, mentor, used):
            co_mentor = None
        used[co_mentor or ""] += 1
        flags = {"locked": False, "by_hand": by_hand}
        places[one] = {"mentor": mentor, "co_mentor": co_mentor, **flags} if mentor else None
    return places


def pair_of(board: Board, mentee: uuid.UUID) -> Held:
    """The pair of `mentee`.

    Raises:
        DomainError: there is none ("no_pair").
    """
    pair = board.pairs.get(str(mentee))
    if pair is None:
        raise DomainError(_("This mentee has no mentor in the plan."), code="no_pair")
    return pair


def name_in(board: Board, one: str) -> str:
    """How somebody of the cohort is called."""
    person = board.pool.people.get(one)
    return person.name if person else "–"


def _check_open(board: Board, mentee: str) -> None:
    pair = board.pairs.get(mentee)
    if pair and (pair.locked or pair.confirmed):
        text = _("The pair of %(name)s is locked or confirmed. Please take that off first.")
        raise DomainError(text % {"name": name_in(board, mentee)}, code="fixed")


def check_allowed(board: Board, mentee: str, mentor: str) -> None:
    """Let two be put together only if the rules do; no mentor at all ("") is always allowed.

    Raises:
        DomainError: a rule keeps them apart, or one is not in the pool ("not_allowed").
    """
    row, column = board.row(mentee), board.column(mentor)
    if not mentor:
        return
    if row is None or column is None or not board.grid.allowed[row, column]:
        text = _("%(mentee)s and %(mentor)s must not be matched.")
        names = {"mentee": name_in(board, mentee), "mentor": name_in(board, mentor)}
        raise DomainError(text % names, code="not_allowed")


def _check_places(board: Board, wanted: Mapping[str, str]) -> None:
    """Nobody gets more mentees than places by a move."""
    choice = {one: pair.mentor_id for one, pair in board.pairs.items()} | dict(wanted)
    counts = Counter(choice.values())
    for mentor in wanted.values():
        column = board.column(mentor)
        if column is not None and counts[mentor] > board.grid.capacity[column]:
            text = _("%(name)s has no place left. Choose who makes room.")
            raise DomainError(text % {"name": name_in(board, mentor)}, code="full")

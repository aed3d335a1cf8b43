"""A published matching with its answers and meetings, and one that staff still work on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.db import connection

from matching.models import Plan
from matching.services import publishing
from matching.services.board import boards, confirming, locks, moves
from matching.services.runs import runs
from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.demo import tandems
from mentoring.demo.mentors import name_wishes
from programmes.cohorts.models import Cohort
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import meetings, proposals, reminders
from programmes.partnerships.services.meetings import Held
from programmes.partnerships.states import MeetingKind, PartnershipState, Reply
from programmes.profiles.states import Part, Scope

PUBLISHED_BEFORE = timedelta(days=84)
# How those answer who do not just say yes, by the number of their tandem.
SAYS_NO = {4: Part.MENTOR, 11: Part.MENTEE, 19: Part.MENTOR}
IS_SILENT = {8: Part.MENTOR, 23: Part.MENTEE, 31: Part.MENTOR}
NEVER_MET = (3, 14, 22)


def published(cohort: Cohort, *, by: Actor, now: datetime) -> Iterator[Partnership]:
    """Found, confirmed and published some weeks ago; most said yes and have met since."""
    at = now - PUBLISHED_BEFORE
    random = Random(5)  # noqa: S311 - demo data, not secrets
    name_wishes(cohort, random)
    _gather_statistics()
    plan = _solve(cohort, "Veröffentlichtes Matching", by=by, now=at - timedelta(days=4))
    confirm(plan, by=by, now=at - timedelta(days=1))
    ready = [each for each in publishing.checked_pairs(plan, by=by, now=at) if each.is_ready]
    chosen = [each.pair.pk for each in ready]
    publishing.publish(plan, chosen=chosen, version=plan.version, by=by, now=at)
    _gather_statistics()
    found = Partnership.objects.filter(pair__plan=plan).order_by("mentee__sort_name", "pk")
    stays_alone = found.filter(co_mentor__isnull=False).last()
    for number, partnership in enumerate(found):
        says_no = Part.CO_MENTOR if partnership == stays_alone else SAYS_NO.get(number)
        _answer(partnership, says_no, IS_SILENT.get(number), at, random)
        partnership.refresh_from_db()
        if partnership.state == PartnershipState.ACTIVE and number not in NEVER_MET:
            _meet(partnership, now, random)
        yield partnership
    reminders.remind(at + timedelta(days=8))
    reminders.escalate(at + timedelta(days=15))


def in_the_making(cohort: Cohort, *, by: Actor, now: datetime) -> Plan:
    """A draft that somebody has worked on, and a second plan with other weights beside it."""
    at = now - timedelta(days=2)
    plan = _solve(cohort, "Erster Entwurf", by=by, now=at)
    _work_on(plan, by=by, now=at + timedelta(hours=2))
    changes = {"weights": {"region": 12, "distance": 24}}
    _solve(cohort, "Näher beieinander", by=by, now=at + timedelta(hours=5), changes=changes)
    return plan


def confirm(plan: Plan, *, by: Actor, now: datetime, only: int | None = None) -> None:
    """Confirm the pairs of `plan` with the text that the board offers; the first `only` of them."""
    plan.refresh_from_db()
    board = boards.load(plan, by=by, now=now)
    texts = confirming.offered(board, most=only)
    confirming.confirm_all(plan, texts=texts, version=plan.version, by=by, now=now)
    plan.refresh_from_db()


def _gather_statistics() -> None:
    """For the query planner: what one transaction writes, PostgreSQL does not count by itself."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _solve(cohort: Cohort, name: str, *, by: Actor, now: datetime, **more: Any) -> Plan:
    plan = runs.execute(runs.start(cohort, by=by, now=now, **more).pk, now=now)
    if plan is None:
        raise RuntimeError("The demo's matching came to nothing.")
    Plan.objects.filter(pk=plan.pk).update(name=name)
    plan.refresh_from_db()
    return plan


def _work_on(plan: Plan, *, by: Actor, now: datetime) -> None:
    """A lock, a block, two confirmed pairs, the rest solved again."""
    pairs = list(plan.pairs.order_by("mentee__sort_name", "pk"))
    confirm(plan, by=by, now=now, only=6)
    steps: tuple[tuple[Any, dict[str, Any]], ...] = (
        (locks.lock, {"mentee": pairs[1].mentee_id, "reason": "Beide haben es sich gewünscht."}),
        (
            locks.block,
            {
                "mentee": pairs[-1].mentee_id,
                "mentor": pairs[-1].mentor_id,
                "reason": "Die Familien kennen sich.",
            },
        ),
        (moves.solve_rest, {}),
    )
    for minutes, (step, about) in enumerate(steps):
        plan.refresh_from_db()
        at = now + timedelta(minutes=7 * minutes)
        try:
            step(plan, version=plan.version, by=by, now=at, **about)
        except DomainError:
            # What a rule forbids in this cohort would be refused on the board, too.
            continue


def _answer(
    partnership: Partnership, no: Part | None, silent: Part | None, at: datetime, random: Random
) -> None:
    for answer in partnership.answers.select_related("person").order_by("part"):
        if answer.part != silent:
            _say(answer, Reply.NO if answer.part == no else Reply.YES, at, random)


def _say(answer: Answer, reply: str, at: datetime, random: Random) -> None:
    office = answer.person.delegates.first() if answer.part == Part.MENTOR else None
    may = office is not None and Scope.ANSWER in office.scopes
    try:
        proposals.answer(
            answer,
            reply=reply,
            reason=random.choice(tandems.REASONS) if reply == Reply.NO else "",
            delegate=office if may and reply == Reply.YES else None,
            by=Actor.holder("delegate" if may else answer.part),
            now=at + timedelta(hours=random.randint(2, 120)),
        )
    except DomainError:
        # The other side was quicker with a no.
        return


def _meet(partnership: Partnership, now: datetime, random: Random) -> None:
    """Every two or three weeks, now and then logged by the office."""
    began = meetings.first_day(partnership)
    office = partnership.mentor.delegates.first()
    first = day = began + timedelta(days=random.randint(3, 12))
    while day < local_day(now):
        three = partnership.co_mentor and random.random() < 0.3  # noqa: PLR2004
        is_first = day == first
        kind = MeetingKind.IN_PERSON if is_first else random.choice(tandems.KINDS)
        note = tandems.FIRST_NOTE if is_first else random.choice(tandems.NOTES[kind])
        held = Held(
            held_on=day,
            kind=kind,
            minutes=random.choice(tandems.MINUTES[kind]),
            took_part=[Part.MENTEE, Part.MENTOR, *([Part.CO_MENTOR] if three else [])],
            note=note,
        )
        by = office if office and random.random() < 0.4 else partnership.mentor  # noqa: PLR2004
        logged = datetime.combine(day + timedelta(days=1), now.timetz())
        meetings.log(
            partnership,
            held,
            form_id=UUID(int=random.getrandbits(128)),
            by=by,
            now=min(logged, now),
        )
        day += timedelta(days=random.randint(9, 24))

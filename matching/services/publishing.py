"""From a plan to proposals: everything is looked at again, then all are made at once, or none.

The mails wait for some minutes, in which the whole can be taken back. Pairs that are left out stay
in the plan as they were; their people are free for the next run.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.engine.plan import Reason
from matching.models import Pair, Plan
from matching.services.board.board_log import lock_draft, touch
from matching.services.explanations import Speaker, explainer
from matching.services.pool import candidates
from matching.services.pool.candidates import Pool
from matching.states import PlanState
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from programmes.partnerships.services import eligibility, proposals
from programmes.partnerships.services.eligibility import EligibilityCheck, Trio
from programmes.profiles.models import Profile

# How long the mails wait, and everything can be taken back.
Text = str | Promise


class PublishingError(ConflictError):
    """Some of the chosen pairs cannot be published as they are; the page says which and why."""


@dataclass
class CheckedPair:
    """A pair of the plan with its people as they are now, and what stands against it."""

    pair: Pair
    trio: Trio
    problems: list[Text] = field(default_factory=list)

    @property
    def is_confirmed(self) -> bool:
        """Somebody has said on the board that it is right, and why."""
        return self.pair.confirmed and bool(self.pair.rationale.strip())

    @property
    def is_ready(self) -> bool:
        """Whether it can be proposed now."""
        return self.is_confirmed and not self.problems


def checked_pairs(plan: Plan, *, by: Actor, now: datetime) -> list[CheckedPair]:
    """All pairs of a draft as they could be published now.

    Raises:
        InputError: the run's table has no meaning (any more).
    """
    pairs = _pairs(plan)
    rows = Profile.objects.filter(pk__in=_ids(pairs)).select_related("cohort__programme", "user")
    return _looked_at(plan, pairs, {row.pk: row for row in rows}, by=by, now=now)


@transaction.atomic
def publish(
    plan: Plan, *, chosen: Collection[UUID], version: int, by: Actor, now: datetime
) -> list[CheckedPair]:
    """Propose the chosen pairs, by id; returns them. Their mails wait for UNDO.

    Raises:
        PublishingError: a chosen pair is not confirmed or not possible any more; nothing was done
            ("problems").
        ConflictError: somebody else has changed or published the plan ("stale", "no_draft").
        DomainError: nothing was chosen ("nothing").
    """
    plan = lock_draft(plan, version)
    pairs = [pair for pair in _pairs(plan) if pair.pk in set(chosen)]
    if not pairs:
        raise DomainError(_("Please choose at least one pair."), code="nothing")
    rows = eligibility.lock([Profile(pk=pk) for pk in _ids(pairs)])
    ready = _looked_at(plan, pairs, rows, by=by, now=now)
    if not all(each.is_ready for each in ready):
        raise PublishingError(
            _("Some pairs cannot be published any more. Nobody has been written to."),
            code="problems",
        )
    for each in ready:
        each.pair.partnership = proposals.make(
            each.trio, rationale=each.pair.rationale, by=by, now=now, due_at=now + UNDO
        )
    Pair.objects.bulk_update([each.pair for each in ready], ["partnership"])
    lifecycle.move(plan, PlanState.PUBLISHED, by=by, now=now)
    touch(plan)
    return ready


@transaction.atomic
def unpublish(plan: Plan, *, by: Actor, now: datetime) -> int:
    """Make the plan a draft again and its proposals undone; how many those were.

    Raises:
        ConflictError: the time is over ("too_late"), a mail has gone out or somebody has answered
            ("mail_gone"), or a colleague was first ("stale").
    """
    if not can_be_taken_back(plan, now=now):
        raise ConflictError(
            _("Publishing can be taken back for ten minutes. They are over."), code="too_late"
        )
    lifecycle.move(plan, PlanState.DRAFT, by=by, now=now, back=True)
    published = Pair.objects.filter(plan=plan, partnership__isnull=False)
    pairs = list(published.select_related("partnership__mentee", "partnership__mentor"))
    for pair in pairs:
        if pair.partnership:
            proposals.unmake(pair.partnership, now=now)
    touch(plan)
    return len(pairs)


def can_be_taken_back(plan: Plan, *, now: datetime) -> bool:
    """Whether the mails still wait."""
    return plan.state == PlanState.PUBLISHED and now < plan.state_since + UNDO


def _pairs(plan: Plan) -> list[Pair]:
    rows = Pair.objects.filter(plan=plan, partnership__isnull=True)
    return list(rows.order_by("mentee__sort_name", "pk"))


def _ids(pairs: Iterable[Pair]) -> set[UUID]:
    ids = {pk for pair in pairs for pk in (pair.mentee_id, pair.mentor_id, pair.co_mentor_id)}
    return {pk for pk in ids if pk}


def _looked_at(
    plan: Plan, pairs: list[Pair], rows: Mapping[UUID, Profile], *, by: Actor, now: datetime
) -> list[CheckedPair]:
    """Each pair with everything that stands against it: people first, then rules."""
    pool = candidates.load(plan.cohort, table=plan.run.table, run=plan.run, by=by, now=now)
    check = EligibilityCheck.of(rows.values(), now=now)
    broken = _broken(pool, pairs)
    found = []
    for pair in pairs:
        third = rows[pair.co_mentor_id] if pair.co_mentor_id else None
        trio = Trio(rows[pair.mentee_id], rows[pair.mentor_id], third)
        texts: list[Text] = [problem.text for problem in check.problems(trio)]
        texts += broken.get(pair.pk, [])
        texts += _beside(pool, pair)
        found.append(CheckedPair(pair, trio, list(dict.fromkeys(map(str, texts)))))
        if not texts:
            check.take(trio)
    return found


def _broken(pool: Pool, pairs: list[Pair]) -> dict[UUID, list[str]]:
    """What keeps people apart by the rules of the criteria, blocks and wishes, in words."""
    mentees, mentors = pool.problem.mentees.positions, pool.problem.mentors.positions
    known = {
        pair.pk: (str(pair.mentee_id), str(pair.mentor_id))
        for pair in pairs
        if str(pair.mentee_id) in mentees and str(pair.mentor_id) in mentors
    }
    checked: list[tuple[Reason, ...]] = (
        list(explainer(pool).check(list(known.values()))) if known else []
    )
    speaker = Speaker(pool, private=True)
    return {pk: speaker.hindrances(why) for pk, why in zip(known, checked, strict=True) if why}


def _beside(pool: Pool, pair: Pair) -> list[Text]:
    third = str(pair.co_mentor_id or "")
    others = [str(one) for one in (pair.mentee_id, pair.mentor_id) if str(one) in pool.people]
    if third not in pool.co_mentors.positions or pool.may_stand_beside(third, *others):
        return []
    return [_("The co-mentor cannot stand beside these two.")]

"""Proposing a partnership, the answers of its people, and what follows from them.

Who answers locks the partnership first: of two yeses at one moment the second sees the first, so
that there is exactly one beginning. A no can be taken back for a few minutes, in which nobody
hears of it; the undo and the mail server race for the mails, as they do about decisions.
"""

from datetime import datetime
from typing import Any, TypeAlias, cast

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.reasons import require_reason
from mentoring.worklist.services import tasks
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import eligibility
from programmes.partnerships.services.eligibility import EligibilityCheck, Trio
from programmes.partnerships.states import LIVE, PartnershipState, Reply, TaskReason
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.services import delegates
from programmes.profiles.states import Part, ProfileState, Scope

# The mails of a proposal, for staff to read before it is made.
Letter: TypeAlias = messages.Letter
previews = messages.previews
# How long a no can be taken back, and how long the mails about it wait.
CO_MENTOR_MISSING, SILENT = "co_mentor_missing", "proposal_silent"


@transaction.atomic
def propose(
    *,
    mentee: Profile,
    mentor: Profile,
    co_mentor: Profile | None,
    rationale: str,
    by: Actor,
    now: datetime,
) -> Partnership:
    """Put people together and ask each of them.

    Raises:
        ConflictError: a colleague was quicker ("absent", "mentee_taken", "no_place").
        DomainError: a rule forbids it ("part", "cohort", "failed", "certificate"), or nothing says
            why these two ("rationale").
    """
    rows = eligibility.lock((mentee, mentor, co_mentor))
    third = rows[co_mentor.pk] if co_mentor else None
    trio = Trio(rows[mentee.pk], rows[mentor.pk], third)
    eligibility.require(trio, EligibilityCheck.of(trio.all, now=now))
    return make(trio, rationale=rationale, by=by, now=now)


def make(
    trio: Trio, *, rationale: str, by: Actor, now: datetime, due_at: datetime | None = None
) -> Partnership:
    """For who has locked and checked the people; they are asked, by mail, at `due_at`.

    Where that is None, they are asked now.

    Raises:
        DomainError: nothing says why these two ("rationale").
    """
    if not rationale.strip():
        raise DomainError(_("Please say why these two suit each other."), code="rationale")
    partnership = Partnership.objects.create(
        cohort=trio.mentee.cohort,
        mentee=trio.mentee,
        mentor=trio.mentor,
        co_mentor=trio.co_mentor,
        rationale=rationale.strip(),
        proposed_at=now,
        state_since=now,
    )
    lifecycle.record(partnership, by=by, now=now)
    for part, person in partnership.people.items():
        asked_at = due_at or now
        answer = Answer(partnership=partnership, part=part, person=person, asked_at=asked_at)
        answer.save(force_insert=True)
        messages.asked(answer, now=now, due_at=due_at)
    messages.asked_office(partnership, now=now, due_at=due_at)
    return partnership


@transaction.atomic
def answer(
    answer: Answer,
    *,
    reply: str,
    by: Actor,
    now: datetime,
    reason: str = "",
    delegate: Delegate | None = None,
    by_phone: bool = False,
) -> Answer:
    """Say yes or no; the same once more changes nothing. Returns the answer as it now stands.

    `reason` is for staff only. `delegate` is who of the mentor's office answers on behalf;
    `by_phone` says that the person told it to staff, who are `by`.

    Raises:
        ConflictError: the proposal has gone another way ("over"), or has begun ("begun"); one of
            the two has left ("left"); or the office may not answer (any more) ("no_grant").
    """
    current = _lock(answer)
    if delegate is not None:
        delegate = _of_office(current, delegate, now=now)
    if current.reply == reply:
        return current
    before = _require_open(current, reply, now=now)
    current.reply, current.answered_at, current.delegate = reply, now, delegate
    current.reason = reason.strip() if reply == Reply.NO else ""
    current.by_phone, current.noted_by = by_phone, cast("Any", by.user) if by_phone else None
    current.save(
        update_fields=["reply", "answered_at", "delegate", "reason", "by_phone", "noted_by"]
    )
    tasks.settle(about=current, kinds=(SILENT,), by=by, now=now, reason=TaskReason.ANSWERED)
    if before == PartnershipState.DECLINED:
        _revive(current, by=by, now=now)
    _follow(current, by=by, now=now)
    return current


@transaction.atomic
def withdraw(partnership: Partnership, *, by: Actor, now: datetime, reason: str) -> None:
    """Staff take the proposal back; who had been asked is told kindly, and why is not said.

    Raises:
        DomainError: no reason is given ("reason").
        TransitionError: it is no proposal any more ("not_allowed", "stale").
    """
    reason = require_reason(reason)
    change = lifecycle.move(partnership, PartnershipState.DECLINED, by=by, now=now, note=reason)
    _stop_asking(partnership, by=by, now=now)
    messages.over(partnership, key=f"{change.pk}", said_no=None, now=now, due_at=now)


@transaction.atomic
def unmake(partnership: Partnership, *, now: datetime) -> None:
    """Take a proposal back without a trace.

    Raises:
        ConflictError: somebody has heard of it or answered ("mail_gone").
    """
    Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    answered = partnership.answers.exclude(reply="").exists()
    if answered or not messages.recall_asked(partnership, now=now):
        raise ConflictError(
            _("%(pair)s: a mail has gone out, so the proposal stands.") % {"pair": partnership},
            code="mail_gone",
        )
    partnership.delete()


def undo_until(answer: Answer) -> datetime | None:
    """Until when a no of mentee or mentor can become a yes again; None where it is none."""
    declined = answer.partnership.state == PartnershipState.DECLINED
    if not declined or answer.reply != Reply.NO or answer.answered_at is None:
        return None
    return None if answer.part == Part.CO_MENTOR else answer.answered_at + UNDO


def _lock(answer: Answer) -> Answer:
    """The answer as it is now; nobody else answers the same proposal until this is done."""
    Partnership.objects.select_for_update(no_key=True).get(pk=answer.partnership_id)
    return Answer.objects.with_people().get(pk=answer.pk)


def _of_office(answer: Answer, delegate: Delegate, *, now: datetime) -> Delegate:
    """The grant as it stands now; refused where it is for somebody else or not for answers."""
    if delegate.mentor_id != answer.person_id:
        raise ConflictError(_("You may not do this any more."), code="no_grant")
    return delegates.require(delegate, Scope.ANSWER, now=now)


def _require_open(answer: Answer, reply: str, *, now: datetime) -> str:
    """The state of a proposal that can still get `reply`; refused where it is too late."""
    state = answer.partnership.state
    if answer.part == Part.CO_MENTOR:
        possible = state in LIVE and answer.partnership.co_mentor_id == answer.person_id
    elif state == PartnershipState.PROPOSED:
        possible = True
    elif state in LIVE:
        raise ConflictError(_BEGUN, code="begun")
    else:
        until = undo_until(answer)
        possible = reply == Reply.YES and until is not None and now < until
    if not possible:
        raise ConflictError(_OVER, code="over")
    return state


_BEGUN = _("Everybody has said yes, and it has begun. Please write to us if something has changed.")
_OVER = _("This proposal does not stand any more.")


def _revive(answer: Answer, *, by: Actor, now: datetime) -> None:
    """Take a no back before anybody has heard of it."""
    partnership = answer.partnership
    rows = eligibility.lock(partnership.people.values())
    third = rows.get(partnership.co_mentor_id) if partnership.co_mentor_id else None
    trio = Trio(rows[partnership.mentee_id], rows[partnership.mentor_id], third)
    if EligibilityCheck.of(trio.all, now=now).problems(trio):
        raise ConflictError(_OVER, code="over")
    lifecycle.move(partnership, PartnershipState.PROPOSED, by=by, now=now, back=True)
    if not messages.recall_over(partnership, now=now):
        raise ConflictError(_OVER, code="over")
    messages.ask_again(partnership, now=now)


def _follow(answer: Answer, *, by: Actor, now: datetime) -> None:
    """What an answer leads to."""
    if answer.part == Part.CO_MENTOR:
        _follow_co_mentor(answer, by=by, now=now)
    elif answer.reply == Reply.NO:
        _decline(answer, by=by, now=now)
    else:
        _begin(answer.partnership, by=by, now=now)


def _begin(partnership: Partnership, *, by: Actor, now: datetime) -> None:
    """It begins when mentee and mentor have said yes; a co-mentor may follow."""
    yes = partnership.answers.filter(reply=Reply.YES, part__in=(Part.MENTEE, Part.MENTOR))
    if yes.count() == len((Part.MENTEE, Part.MENTOR)):
        _require_there(partnership)
        change = lifecycle.move(partnership, PartnershipState.ACTIVE, by=by, now=now)
        messages.agreed(partnership, key=f"{change.pk}", now=now)


def _require_there(partnership: Partnership) -> None:
    """Who has left between the proposal and the last yes does not begin a year."""
    both = Profile.objects.filter(pk__in=(partnership.mentee_id, partnership.mentor_id))
    if both.filter(state=ProfileState.LEFT).exists():
        raise ConflictError(
            _("This cannot begin any more. The team will write to you."), code="left"
        )


def _decline(answer: Answer, *, by: Actor, now: datetime) -> None:
    partnership = answer.partnership
    change = lifecycle.move(partnership, PartnershipState.DECLINED, by=by, now=now)
    _stop_asking(partnership, by=by, now=now)
    messages.thanked(answer, key=f"{change.pk}", now=now)
    messages.over(partnership, key=f"{change.pk}", said_no=answer, now=now, due_at=now + UNDO)


def _stop_asking(partnership: Partnership, *, by: Actor, now: datetime) -> None:
    messages.stop_asking(partnership, now=now)
    for each in partnership.answers.all():
        tasks.settle(about=each, kinds=(SILENT,), by=by, now=now, reason=TaskReason.OVER)
    missing = (CO_MENTOR_MISSING,)
    tasks.settle(about=partnership, kinds=missing, by=by, now=now, reason=TaskReason.OVER)


def _follow_co_mentor(answer: Answer, *, by: Actor, now: datetime) -> None:
    """A yes is told once the other two have begun; a no leaves them as they are."""
    partnership = answer.partnership
    if answer.reply == Reply.YES:
        if partnership.state == PartnershipState.ACTIVE:
            messages.joined(answer, now=now)
        return
    partnership.co_mentor = None
    partnership.save(update_fields=["co_mentor"])
    tasks.open_task(
        kind=CO_MENTOR_MISSING,
        key=f"{CO_MENTOR_MISSING}:{answer.pk}",
        programme=partnership.cohort.programme,
        title=gettext_noop("%(name)s will not be co-mentor: find somebody else?"),
        values={"name": str(answer.person)},
        now=now,
        about=partnership,
        details=answer.reason,
        subject_id=answer.person.subject_id,
    )

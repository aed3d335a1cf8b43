"""The kinds of task for staff that partnerships open."""

from datetime import datetime
from typing import Any

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.choices import Choice
from mentoring.worklist import kinds
from mentoring.worklist.kinds import GONE, KEEP, Close, Verdict
from mentoring.worklist.models import Task
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import co_mentors, proposals, reminders
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING, SILENT
from programmes.partnerships.states import LIVE, Reply, TaskReason
from programmes.profiles.states import Part


class CoMentorOutcome(TextChoices):
    FOUND = "found", _("Somebody else is co-mentor")
    WITHOUT = "without", _("The two go on without")


class SilenceOutcome(TextChoices):
    REACHED = "reached", _("We have spoken; an answer comes")
    SAID_YES = "said_yes", _("Said yes on the phone")
    SAID_NO = "said_no", _("Said no on the phone")
    WITHDRAWN = "withdrawn", _("Proposal withdrawn")


COMES_BACK = _("If there is no answer by then, the task stands here again in a week.")
NOTED = _("This counts as their answer. It is noted that you entered it.")
REFUSED = _(
    "This counts as their answer, and why stands in your note. The others are told kindly in ten "
    "minutes, and not who said no."
)
WITHDRAWING = _(
    "This withdraws it: who was asked is told kindly, and not why. The note has to say why. "
    "A co-mentor is only asked no more."
)


def page_of(task: Task) -> str:
    """The partnership's, also where the task is about one answer."""
    about = task.about
    pk = about.partnership_id if isinstance(about, Answer) else task.object_id
    return reverse("admin:partnerships_partnership_change", args=[pk])


def while_without_co_mentor(task: Task, now: datetime) -> Verdict:
    """To be done until somebody stands beside the two, or they part."""
    about = task.about
    if not isinstance(about, Partnership):
        return GONE
    if about.state not in LIVE:
        return Close(TaskReason.OVER)
    return KEEP if about.co_mentor_id is None else Close(TaskReason.HAS_CO_MENTOR)


def while_silent(task: Task, now: datetime) -> Verdict:
    """To be done until the person answers, or nobody asks any more."""
    answer = task.about
    if not isinstance(answer, Answer):
        return GONE
    if answer.is_open:
        return KEEP
    return Close(TaskReason.ANSWERED if answer.reply else TaskReason.OVER)


def follow(task: Task, outcome: str, *, by: Actor, now: datetime) -> None:
    """An answer that was told counts, one that was promised is asked for again; or it is withdrawn.

    Of who has answered meanwhile nothing more is asked.

    Raises:
        DomainError: a withdrawal has no reason ("reason"), or the proposal has gone another way
            meanwhile ("over", "begun", "left", "not_allowed", "stale").
    """
    answer = task.about
    if not isinstance(answer, Answer) or not answer.is_open:
        return
    if outcome in TOLD:
        note, reply = task.closing_note, TOLD[outcome]
        proposals.answer(answer, reply=reply, reason=note, by_phone=True, by=by, now=now)
    elif outcome == SilenceOutcome.WITHDRAWN:
        _withdraw(answer, task.closing_note, by=by, now=now)
    else:
        reminders.follow_up(answer, now=now)


TOLD = {SilenceOutcome.SAID_YES.value: Reply.YES, SilenceOutcome.SAID_NO.value: Reply.NO}


def _withdraw(answer: Answer, reason: str, *, by: Actor, now: datetime) -> None:
    """A co-mentor is asked no more, and the two go on."""
    if answer.part == Part.CO_MENTOR:
        co_mentors.set_co_mentor(answer.partnership, None, by=by, now=now)
    else:
        proposals.withdraw(answer.partnership, by=by, now=now, reason=reason)


def _choice(outcome: SilenceOutcome, hint: Any) -> tuple[str, Choice]:
    return outcome.value, Choice(outcome.label, hint)


kinds.register(
    kinds.Kind(
        CO_MENTOR_MISSING,
        _("Co-mentor is missing"),
        script=_(
            "The co-mentor said no. Mentee and mentor are not affected.\n\n"
            "1. Is there somebody else who suits both?\n"
            "2. If so, choose them on the page of the partnership: they are asked by mail.\n"
            "3. If not, tell the mentor that the two go on without."
        ),
        outcomes=CoMentorOutcome.choices,
        url=page_of,
        verdict=while_without_co_mentor,
        reasons=TaskReason.choices,
    ),
    kinds.Kind(
        SILENT,
        _("Proposal without an answer"),
        script=_(
            "We have written and reminded once. Please call.\n\n"
            "1. Did our mail arrive?\n"
            "2. What would help to decide?\n"
            "3. If it is a no: it is all right. Nobody is told who said it."
        ),
        outcomes=(
            _choice(SilenceOutcome.REACHED, COMES_BACK),
            _choice(SilenceOutcome.SAID_YES, NOTED),
            _choice(SilenceOutcome.SAID_NO, REFUSED),
            _choice(SilenceOutcome.WITHDRAWN, WITHDRAWING),
        ),
        url=page_of,
        verdict=while_silent,
        reasons=TaskReason.choices,
        on_outcome=follow,
    ),
)

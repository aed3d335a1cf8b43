"""What staff change of a partnership: its co-mentor, and an early end."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.reasons import require_reason
from mentoring.worklist.services import tasks
from programmes.partnerships.messages import proposals as messages
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import eligibility
from programmes.partnerships.services.eligibility import EligibilityCheck, Trio
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING
from programmes.partnerships.states import LIVE, PartnershipEvent, PartnershipState, TaskReason
from programmes.profiles.models import Profile
from programmes.profiles.states import Part

FOUND = "found"


@transaction.atomic
def set_co_mentor(
    partnership: Partnership, co_mentor: Profile | None, *, by: Actor, now: datetime
) -> None:
    """Ask somebody to be co-mentor, in place of whoever was; with None there is nobody any more.

    Raises:
        ConflictError: the partnership is over ("over").
        DomainError: the person may not stand beside the two ("part", "cohort", "certificate"), is
            away ("absent"), or has no place left ("no_place").
    """
    held = Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
    if held.state not in LIVE:
        raise ConflictError(_("This partnership is over."), code="over")
    if held.co_mentor_id == (co_mentor.pk if co_mentor else None):
        return
    held.co_mentor = _checked(held, co_mentor, now=now) if co_mentor else None
    held.save(update_fields=["co_mentor"])
    held.answers.filter(part=Part.CO_MENTOR).delete()
    lifecycle.record(held, by=by, now=now, event=PartnershipEvent.CO_MENTOR_CHANGED)
    if held.co_mentor:
        answer = Answer(partnership=held, part=Part.CO_MENTOR, person=held.co_mentor, asked_at=now)
        answer.save(force_insert=True)
        messages.asked(answer, now=now)
        tasks.settle(about=held, kinds=(CO_MENTOR_MISSING,), by=by, now=now, outcome=FOUND)
    partnership.refresh_from_db()


def _checked(partnership: Partnership, co_mentor: Profile, *, now: datetime) -> Profile:
    """The person as they are now, if they may stand beside the two."""
    rows = eligibility.lock((partnership.mentee, partnership.mentor, co_mentor))
    mentee, mentor = rows[partnership.mentee_id], rows[partnership.mentor_id]
    third = rows[co_mentor.pk]
    check = EligibilityCheck.of(rows.values(), now=now)
    # The two are together already: only what concerns the third counts.
    own = set(check.problems(Trio(mentee, mentor)))
    for problem in check.problems(Trio(mentee, mentor, third)):
        if problem not in own:
            raise DomainError(problem.text, code=problem.code)
    return third


def possible_co_mentors(partnership: Partnership, *, now: datetime) -> QuerySet[Profile]:
    """Who could stand beside the two, besides the one who does."""
    cohort = partnership.cohort_id
    rows = Profile.objects.active().filter(cohort=cohort, part=Part.CO_MENTOR)
    if partnership.co_mentor_id:
        rows = rows.exclude(pk=partnership.co_mentor_id)
    everybody = list(rows.select_related("cohort"))
    pair = (partnership.mentee, partnership.mentor)
    check = EligibilityCheck.of([*pair, *everybody], now=now)
    own = set(check.problems(Trio(*pair)))
    free = [each.pk for each in everybody if set(check.problems(Trio(*pair, each))) <= own]
    return rows.filter(pk__in=free)


@transaction.atomic
def end(partnership: Partnership, *, by: Actor, now: datetime, reason: str) -> None:
    """End it before its time; no mail goes out, staff talk to both.

    Raises:
        DomainError: no reason is given ("reason").
        TransitionError: it does not run ("not_allowed"), or somebody was first ("stale").
    """
    reason = require_reason(reason)
    lifecycle.move(partnership, PartnershipState.ENDED, by=by, now=now, note=reason)
    missing = (CO_MENTOR_MISSING,)
    tasks.settle(about=partnership, kinds=missing, by=by, now=now, reason=TaskReason.OVER)

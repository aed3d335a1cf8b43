"""Tandems that ran before this program knew of them."""

from collections.abc import Iterable
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import eligibility
from programmes.partnerships.services.eligibility import EligibilityCheck, Trio
from programmes.partnerships.states import PartnershipEvent, PartnershipState, Reply
from programmes.profiles.models import Profile


@transaction.atomic
def take_over(
    trio: Trio, *, since: date, rhythm_days: int | None, by: Actor, now: datetime
) -> Partnership:
    """Let a tandem run that has met `since` that day; nobody is asked, and no mail goes out.

    `rhythm_days` is how often they agreed to be in touch; None is as usual.

    Raises:
        ConflictError: somebody is absent or has no place ("absent", "mentee_taken", "no_place").
        DomainError: a rule forbids it ("part", "cohort", "failed", "certificate").
    """
    rows = eligibility.lock(trio.all)
    third = rows[trio.co_mentor.pk] if trio.co_mentor else None
    trio = Trio(rows[trio.mentee.pk], rows[trio.mentor.pk], third)
    eligibility.require(trio, EligibilityCheck.of(trio.all, now=now))
    begun_at = min(datetime.combine(since, time(), ZoneInfo(settings.TIME_ZONE)), now)
    partnership = Partnership.objects.create(
        cohort=trio.mentee.cohort,
        mentee=trio.mentee,
        mentor=trio.mentor,
        co_mentor=trio.co_mentor,
        state=PartnershipState.ACTIVE,
        rhythm_days=rhythm_days,
        proposed_at=begun_at,
        state_since=begun_at,
    )
    lifecycle.record(partnership, by=by, now=now, event=PartnershipEvent.TAKEN_OVER)
    # Their pages and links hang on an answer; whoever meets has said yes.
    Answer.objects.bulk_create(
        Answer(
            partnership=partnership,
            part=part,
            person=person,
            asked_at=begun_at,
            reply=Reply.YES,
            answered_at=begun_at,
        )
        for part, person in partnership.people.items()
    )
    return partnership


def set_rhythm(partnership: Partnership, days: int) -> None:
    """How often the two have agreed to be in touch."""
    Partnership.objects.filter(pk=partnership.pk).update(rhythm_days=days)
    partnership.rhythm_days = days


def live_of(mentees: Iterable[Profile]) -> dict[Profile, Partnership]:
    """The proposal or tandem in which each of `mentees` is, of those who are in one."""
    rows = Partnership.objects.live().filter(mentee__in=[each.pk for each in mentees])
    people = rows.select_related("mentee", "mentor", "co_mentor")
    return {row.mentee: row for row in people}

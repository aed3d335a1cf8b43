"""Which co-mentor stands beside a mentor from the start, and how many they can still."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, ProfileState


def free_places(co_mentors: Collection[Profile]) -> dict[Profile, int]:
    """How many more mentors each can stand beside; mentors who have left do not count."""
    counted = (
        Profile.objects.filter(standing_co_mentor__in=co_mentors)
        .exclude(state=ProfileState.LEFT)
        .order_by()
        .values_list("standing_co_mentor")
        .annotate(mentors=Count("pk"))
    )
    taken = dict(counted)
    return {each: each.capacity - taken.get(each.pk, 0) for each in co_mentors}


@transaction.atomic
def pair(mentor: Profile, co_mentor: Profile | None, *, now: datetime) -> None:
    """Let `co_mentor` stand beside `mentor`; None ends it.

    Raises:
        DomainError: the two do not take part as such in one cohort ("co_mentor"), or the co-mentor
            has no place left ("full").
    """
    if co_mentor is not None and co_mentor.pk != mentor.standing_co_mentor_id:
        # Locked, so that two mentors at once do not both get the last place.
        co_mentor = Profile.objects.select_for_update().get(pk=co_mentor.pk)
        _require_room(mentor, co_mentor)
    columns = {"standing_co_mentor": co_mentor, "changed_at": now}
    Profile.objects.filter(pk=mentor.pk).update(**columns)
    mentor.standing_co_mentor, mentor.changed_at = co_mentor, now


def _require_room(mentor: Profile, co_mentor: Profile) -> None:
    fits = co_mentor.part == Part.CO_MENTOR and co_mentor.cohort_id == mentor.cohort_id
    if not fits or co_mentor.state != ProfileState.ACTIVE or mentor.part != Part.MENTOR:
        raise DomainError(_("Please choose a co-mentor of the same cohort."), code="co_mentor")
    if free_places([co_mentor])[co_mentor] <= 0:
        raise DomainError(
            _("%(name)s stands beside as many mentors as they can.") % {"name": co_mentor},
            code="full",
        )


def named(cohort: Cohort, name: str) -> Profile | None:
    """The co-mentor of `cohort` whom somebody means by `name`; None where that is not sure."""
    active = Profile.objects.active().filter(cohort=cohort, part=Part.CO_MENTOR)
    found = list(active.called(name)[:2])
    return found[0] if len(found) == 1 and free_places(found)[found[0]] > 0 else None

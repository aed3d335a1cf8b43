"""When somebody could meet: parts of the week, kept as wall-clock rules."""

from collections.abc import Iterable
from datetime import time

from django.conf import settings
from django.db import transaction

from programmes.profiles.models import GoodTime, Profile
from programmes.profiles.states import PartOfWeek, Weekday

Slot = tuple[int, time, time]
WEEKDAYS = tuple(day for day in Weekday if day < Weekday.SATURDAY)
WEEKEND = (Weekday.SATURDAY, Weekday.SUNDAY)
# What a part of the week means in hours.
MEANT: dict[str, tuple[tuple[Weekday, ...], time, time]] = {
    PartOfWeek.MORNINGS: (WEEKDAYS, time(8), time(12)),
    PartOfWeek.AFTERNOONS: (WEEKDAYS, time(12), time(17)),
    PartOfWeek.EVENINGS: (WEEKDAYS, time(17), time(21)),
    PartOfWeek.WEEKEND: (WEEKEND, time(10), time(18)),
}


def slots_of(parts: Iterable[str]) -> list[Slot]:
    """Weekday, start and end of what `parts` of the week mean."""
    chosen = set(parts)
    return [
        (int(day), starts, ends)
        for part, (days, starts, ends) in MEANT.items()
        if part in chosen
        for day in days
    ]


@transaction.atomic
def replace(profile: Profile, slots: Iterable[Slot], *, zone: str = settings.TIME_ZONE) -> None:
    """Make `slots` all of somebody's good times."""
    profile.good_times.all().delete()
    GoodTime.objects.bulk_create(
        GoodTime(profile=profile, weekday=weekday, starts=starts, ends=ends, zone=zone)
        for weekday, starts, ends in sorted(set(slots))
    )


def take_over(profile: Profile, parts: Iterable[str]) -> None:
    """What an application said about good times."""
    replace(profile, slots_of(parts))

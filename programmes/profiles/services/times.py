"""When somebody could meet: parts of the week, kept as wall-clock rules."""

from collections.abc import Iterable
from datetime import time

from django.conf import settings
from django.db import transaction

from programmes.profiles.models import GoodTime, Profile
from programmes.profiles.states import PartOfDay, PartOfWeek
from programmes.scheduling.states import Weekday

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
# What a column of the week on forms means in hours.
HOURS: dict[str, tuple[time, time]] = {
    PartOfDay.MORNING: (time(8), time(12)),
    PartOfDay.AFTERNOON: (time(12), time(17)),
    PartOfDay.EVENING: (time(17), time(21)),
}
# The ticks of the week on forms, such as "0-morning", and what each means.
CELLS: dict[str, Slot] = {
    f"{day.value}-{part}": (day.value, *hours) for day in Weekday for part, hours in HOURS.items()
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
    """Make `slots` all of somebody's good times, on the clocks of `zone`."""
    profile.good_times.all().delete()
    GoodTime.objects.bulk_create(
        GoodTime(profile=profile, weekday=weekday, starts=starts, ends=ends, zone=zone)
        for weekday, starts, ends in sorted(set(slots))
    )


def take_over(profile: Profile, parts: Iterable[str]) -> None:
    """What an application said about good times."""
    replace(profile, slots_of(parts))


def slots_in(cells: Iterable[str]) -> list[Slot]:
    """What ticks of the week mean."""
    chosen = set(cells)
    return [slot for cell, slot in CELLS.items() if cell in chosen]


def cells_in_words(cells: Iterable[str]) -> str:
    """Ticks of the week as one reads them: "Monday: Morning, Evening; Friday: Evening"."""
    chosen = set(cells)
    days = {
        day: [str(part.label) for part in PartOfDay if f"{day.value}-{part.value}" in chosen]
        for day in Weekday
    }
    return "; ".join(f"{day.label}: {', '.join(parts)}" for day, parts in days.items() if parts)


def cells_of(profile: Profile) -> list[str]:
    """The ticks of the week that show somebody's good times, also where they are finer."""
    rules = list(profile.good_times.all())
    return [cell for cell, slot in CELLS.items() if any(_touches(rule, slot) for rule in rules)]


@transaction.atomic
def choose(profile: Profile, cells: Iterable[str], *, zone: str = settings.TIME_ZONE) -> None:
    """Make `cells` the ticks of somebody's week.

    Finer times stay as long as all that they touch is still ticked; a tick is only turned into
    hours where there are none.
    """
    chosen = set(cells)
    gone = [slot for cell, slot in CELLS.items() if cell not in chosen]
    rules = list(profile.good_times.select_for_update())
    stay = [rule for rule in rules if not any(_touches(rule, slot) for slot in gone)]
    profile.good_times.exclude(pk__in=[rule.pk for rule in stay]).delete()
    new = [s for s in slots_in(chosen) if not any(_touches(rule, s) for rule in stay)]
    GoodTime.objects.bulk_create(
        GoodTime(profile=profile, weekday=weekday, starts=starts, ends=ends, zone=zone)
        for weekday, starts, ends in new
    )


def _touches(rule: GoodTime, slot: Slot) -> bool:
    weekday, starts, ends = slot
    return rule.weekday == weekday and rule.starts < ends and starts < rule.ends

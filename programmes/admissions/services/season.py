"""A cohort's season in numbers: states, weeks of interviews, and where applicants come from."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Count

from mentoring.common.clock import local_day
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.services.slots import LENGTH, hours_of
from programmes.admissions.states import InterviewState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort, Programme
from programmes.scheduling.models.availability import monday_of
from programmes.scheduling.services.availability import starts_of_slots

WEEK = timedelta(days=7)
DAY = timedelta(days=1)
WEEKS_BACK, WEEKS_AHEAD = 4, 6


@dataclass(frozen=True)
class Outreach:
    """How many came by one source or campaign (`key`), and how many of them were accepted."""

    key: str
    total: int
    accepted: int


@dataclass(frozen=True)
class Numbers:
    """Applications by state; those that were sent by source and by campaign, the widest first."""

    states: Counter[str]
    sources: list[Outreach]
    campaigns: list[Outreach]


@dataclass(frozen=True)
class Week:
    """The interviews of a week that begins on `monday`, and how many its hours have room for."""

    monday: date
    capacity: int
    held: int
    booked: int
    missed: int


def numbers(cohort: Cohort) -> Numbers:
    """One walk through the applications of the cohort, however many there are."""
    states: Counter[str] = Counter()
    sources: Counter[tuple[str, bool]] = Counter()
    campaigns: Counter[tuple[str, bool]] = Counter()
    groups = (
        Application.objects.filter(cohort=cohort)
        .order_by()
        .values_list("state", "source", "campaign")
    )
    for state, source, campaign, count in groups.annotate(count=Count("pk")):
        states[state] += count
        if state == ApplicationState.DRAFT:
            continue
        accepted = state == ApplicationState.ACCEPTED
        sources[source, accepted] += count
        if campaign is not None:
            campaigns[str(campaign), accepted] += count
    return Numbers(states, _outreach(sources), _outreach(campaigns))


def weeks(programme: Programme, *, now: datetime) -> list[Week]:
    """The last weeks and the next, on the clocks of the programme; constant in queries."""
    this = monday_of(local_day(now))
    mondays = [this + n * WEEK for n in range(-WEEKS_BACK, WEEKS_AHEAD)]
    first, end = begin_of(mondays[0]), begin_of(mondays[-1] + WEEK)
    talks = Interview.objects.filter(
        application__cohort__programme=programme, starts_at__gte=first, starts_at__lt=end
    ).exclude(state=InterviewState.CANCELLED)
    found = Counter(
        (monday_of(local_day(starts_at)), state)
        for starts_at, state in talks.values_list("starts_at", "state")
    )
    room = _capacity(programme, first, end)
    return [
        Week(
            monday,
            room[monday],
            held=found[monday, InterviewState.HELD],
            booked=found[monday, InterviewState.BOOKED],
            missed=found[monday, InterviewState.NO_SHOW],
        )
        for monday in mondays
    ]


def begin_of(day: date) -> datetime:
    """Midnight where the programme is."""
    return datetime.combine(day, time(), tzinfo=ZoneInfo(settings.TIME_ZONE))


def _outreach(counted: Counter[tuple[str, bool]]) -> list[Outreach]:
    """The widest first."""
    keys = {key for key, _accepted in counted}
    found = (
        Outreach(key, counted[key, True] + counted[key, False], counted[key, True]) for key in keys
    )
    return sorted(found, key=lambda each: (-each.total, each.key))


def _capacity(programme: Programme, first: datetime, end: datetime) -> Counter[date]:
    """How many interviews the office hours hold in each week, booked or not."""
    people = Interviewer.objects.bookable(programme).select_related("user")
    room: Counter[date] = Counter()
    for person in people.prefetch_related(
        "user__availability_rules", "user__availability_exceptions"
    ):
        hours = hours_of(person, local_day(first) - DAY, local_day(end) + DAY)
        starts = starts_of_slots(hours, after=first, until=end, length=LENGTH, step=LENGTH)
        for day, slots in _by_day(starts).items():
            room[monday_of(day)] += min(slots, person.most_a_day or slots)
    return room


def _by_day(starts: Iterable[datetime]) -> Counter[date]:
    return Counter(local_day(start) for start in starts)

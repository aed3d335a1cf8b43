"""The people of a cohort as the matching reads them: few queries, no rows of models."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import permutations
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, OuterRef, Q, TextField, Value
from django.db.models.functions import JSONObject

from mentoring.common.addresses import mailbox
from mentoring.common.ages import is_under_age
from mentoring.common.clock import local_day
from mentoring.common.text import full_name
from programmes.applications.models import ExtraAnswer
from programmes.cohorts.models import Cohort
from programmes.profiles.lands import middle_of
from programmes.profiles.models import GoodTime, Profile
from programmes.profiles.models.screenings import is_fresh
from programmes.profiles.postcodes import Place, place_of
from programmes.profiles.states import MeetingFormat, Part, ProfileState
from programmes.scheduling.models.availability import monday_of

# Before the number of a question in the answers of who came in by the form.
OWN = "extra_"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WAYS: dict[str, str] = {
    MeetingFormat.IN_PERSON: "in_person",
    MeetingFormat.VIDEO: "video",
    MeetingFormat.BOTH: "in_person|video",
}
FIELDS = (
    "pk",
    "subject_id",
    "part",
    "state",
    "given_name",
    "family_name",
    "sort_name",
    "region",
    "postcode",
    "meeting_format",
    "affiliation",
    "capacity",
    "standing_co_mentor_id",
    "birth_date",
    "screening__certificate_issued_on",
)


class Found(NamedTuple):
    """A row as it comes from the database: `FIELDS`, then lists joined by a bar."""

    pk: uuid.UUID
    subject_id: uuid.UUID
    part: str
    state: str
    given_name: str
    family_name: str
    sort_name: str
    region: str
    postcode: str
    meeting_format: str
    affiliation: str
    capacity: int
    standing_co_mentor_id: uuid.UUID | None
    birth_date: date | None
    certificate_issued_on: date | None
    languages: str
    topics: str
    important_topics: str
    needs: str
    times: str
    # Answers to questions of the cohort's own: a mentee's from the application, a mentor's from
    # the form on the way in.
    applied: list[dict[str, Any]]
    joined: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Person:
    """What a board shows of somebody, and what the engine compares.

    `cells` hold lists as the engine reads them; the properties split them. Regions, languages
    and formats are codes, affiliations German names, topics and needs the ids of the cohort's
    options as texts; `wording` says them. `free` are places that nobody has yet.
    """

    id: str
    subject_id: uuid.UUID
    part: str
    state: str
    given_name: str
    family_name: str
    sort_name: str
    region: str
    affiliation: str
    capacity: int
    free: int
    standing_co_mentor: str
    is_minor: bool
    lacks_certificate: bool
    cells: Mapping[str, str]

    @property
    def name(self) -> str:
        """Given name first."""
        return full_name(self.given_name, self.family_name)

    def codes(self, column: str) -> list[str]:
        """What stands in a column, as a list."""
        cell = self.cells[column]
        return cell.split("|") if cell else []

    @property
    def topics(self) -> list[str]:
        """Ids of topics, as texts."""
        return self.codes("topics")

    @property
    def important_topics(self) -> list[str]:
        """Ids of topics, as texts; empty for who is no mentee."""
        return self.codes("important_topics")


def people_of(
    cohort: Cohort, *, taken: Mapping[str, int], places: Mapping[str, int], now: datetime
) -> dict[str, Person]:
    """Everybody who has not left, sorted by id, in one query.

    `taken` says how many places of somebody are, `places` how many somebody has instead of those in
    the profile.
    """
    day = local_day(now)
    rows = (
        Profile.objects.filter(cohort=cohort)
        .exclude(state=ProfileState.LEFT)
        .order_by("pk")
        .values_list(
            *FIELDS,
            _joined(F("languages")),
            _options(Profile.topics, "topic_id"),
            _options(Profile.important_topics, "topic_id"),
            _options(Profile.needs, "supportneed_id"),
            _good_times(day),
            _applied(cohort),
            F("enrolment__answers"),
        )
    )
    found = (Found(*row) for row in rows)
    people = (_person(row, cohort.certificate_months, day, taken, places) for row in found)
    return {one.id: one for one in people}


def same_people(cohort: Cohort) -> frozenset[tuple[str, str]]:
    """Any two profiles of one person, both ways round: one account, subject or mailbox."""
    rows = Profile.objects.filter(cohort=cohort).exclude(state=ProfileState.LEFT)
    known: dict[Any, list[str]] = {}
    for pk, user, subject, email in rows.values_list("pk", "user", "subject", "user__email"):
        for mark in ("user", user), ("subject", subject), ("mailbox", mailbox(email)):
            known.setdefault(mark, []).append(str(pk))
    return frozenset(pair for ids in known.values() for pair in permutations(ids, 2))


def _joined(values: Any) -> Func:
    """An array as one text: what the engine reads, and no arrays to take apart in Python."""
    return Func(values, Value("|"), function="array_to_string", output_field=TextField())


def _options(field: Any, column: str) -> Func:
    chosen = field.through.objects.filter(profile_id=OuterRef("pk")).order_by(column)
    return _joined(ArraySubquery(chosen.values(column)))


def _applied(cohort: Cohort) -> ArraySubquery:
    answers = ExtraAnswer.objects.filter(
        application__subject=OuterRef("subject"), application__cohort=cohort
    )
    said = JSONObject(question="question", chosen="chosen")
    return ArraySubquery(answers.order_by("question").values(said=said))


def _good_times(day: date) -> Func:
    own = GoodTime.objects.filter(
        Q(last_day__isnull=True) | Q(last_day__gte=day), profile=OuterRef("pk")
    )
    columns = (F("weekday"), F("starts"), F("ends"), F("zone"))
    rule = Func(Value(" "), *columns, function="concat_ws", output_field=TextField())
    return _joined(ArraySubquery(own.order_by("weekday", "starts").values_list(rule)))


def _person(
    row: Found,
    months: int,
    day: date,
    taken: Mapping[str, int],
    places: Mapping[str, int],
) -> Person:
    id_ = str(row.pk)
    is_minor = is_under_age(row.birth_date, day)
    issued = row.certificate_issued_on
    lacks_certificate = row.part != Part.MENTEE and not is_fresh(issued, months, day)
    capacity = places.get(id_, row.capacity)
    free = max(0, capacity - taken.get(id_, 0))
    return Person(
        id=id_,
        subject_id=row.subject_id,
        part=row.part,
        state=row.state,
        given_name=row.given_name,
        family_name=row.family_name,
        sort_name=row.sort_name,
        region=row.region,
        affiliation=row.affiliation,
        capacity=capacity,
        free=free,
        standing_co_mentor=str(row.standing_co_mentor_id or ""),
        is_minor=is_minor,
        lacks_certificate=lacks_certificate,
        cells=_cells(row, day, is_minor=is_minor, lacks_certificate=lacks_certificate),
    )


def _cells(row: Found, day: date, *, is_minor: bool, lacks_certificate: bool) -> dict[str, str]:
    """What the engine compares."""
    return {
        "topics": row.topics,
        "important_topics": row.important_topics,
        "needs": row.needs,
        "languages": row.languages,
        "formats": WAYS[row.meeting_format],
        "region": row.region,
        "affiliation": row.affiliation,
        "own_answers": "|".join(_own_answers(row)),
        "place": _place(row.postcode),
        "land": _degrees(middle_of(row.region)),
        "times": _times(row.times, day),
        "minor": "yes" if is_minor else "no",
        "no_certificate": "yes" if lacks_certificate else "no",
    }


def _own_answers(row: Found) -> Iterator[str]:
    """Question and German words of each choice; a bar in them would be read as two."""
    if row.part == Part.MENTEE:
        said = [(str(each["question"]), each["chosen"]) for each in row.applied]
    else:
        given = (row.joined or {}).items()
        said = [(name.removeprefix(OWN), value) for name, value in given if name.startswith(OWN)]
    for question, value in said:
        for word in [value] if isinstance(value, str) else value:
            if word:
                yield f"{question}:{word}".replace("|", "/")


@lru_cache(maxsize=4096)
def _place(postcode: str) -> str:
    return _degrees(place_of(postcode))


def _degrees(place: Place | None) -> str:
    """As the engine reads them, blank where the place is not known."""
    return f"{place[0]} {place[1]}" if place else ""


@lru_cache(maxsize=4096)
def _times(rules: str, day: date) -> str:
    """Wall-clock rules in the programme's own zone, in the week of `day`."""
    return "|".join(
        part for rule in rules.split("|") if rule for part in _spans(day, *rule.split(" "))
    )


def _spans(day: date, weekday: str, starts: str, ends: str, zone: str) -> Iterator[str]:
    there = monday_of(day) + timedelta(days=int(weekday))
    first, last = (
        datetime.combine(there, time.fromisoformat(clock), tzinfo=ZoneInfo(zone))
        .astimezone(ZoneInfo(settings.TIME_ZONE))
        .replace(tzinfo=None)
        for clock in (starts, ends)
    )
    # One text a day: hours of another zone may run over midnight.
    while first.date() < last.date():
        yield f"{DAYS[first.weekday()]} {first:%H:%M}-24:00"
        first = datetime.combine(first.date() + timedelta(days=1), time())
    if first < last:
        yield f"{DAYS[first.weekday()]} {first:%H:%M}-{last:%H:%M}"

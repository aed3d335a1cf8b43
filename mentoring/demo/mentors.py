"""Mentors, co-mentors and their offices: who comes in, and what staff have checked."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.demo import politicians as said
from mentoring.privacy.services import subjects
from programmes.cohorts.models import Cohort
from programmes.profiles.models import NamedWish, Profile, Screening
from programmes.profiles.services import delegates, needs, participation, standing_co_mentors, times
from programmes.profiles.services.participation import Newcomer
from programmes.profiles.states import FirstContact, MeetingFormat, Part, Scope, SpokenLanguage

OFFICE_FOR = timedelta(days=420)


@dataclass
class Recruiting:
    """Mentors and co-mentors of a cohort; the same seed gives the same people."""

    cohort: Cohort
    mentors: int
    co_mentors: int
    by: Actor
    now: datetime
    # How many have been named before: nobody appears twice.
    named: int = 0

    def __post_init__(self) -> None:
        self.random = Random(self.named + 11)  # noqa: S311 - demo data, not secrets

    @cached_property
    def options(self) -> dict[str, list[Any]]:
        return {
            "needs": list(self.cohort.supportneeds.all()),
            "topics": list(self.cohort.topics.all()),
        }

    def play(self) -> Iterator[Profile]:
        """Co-mentors first, so that mentors can name one."""
        beside = [self._enter(Part.CO_MENTOR, number) for number in range(self.co_mentors)]
        yield from beside
        for number in range(self.mentors):
            mentor = self._enter(Part.MENTOR, self.co_mentors + number)
            if number % 5 != 4:  # noqa: PLR2004 - every fifth has nobody beside yet
                self._pair(mentor, beside)
            if number % 3 == 0:
                self._open_office(mentor)
            yield mentor

    def _enter(self, part: Part, number: int) -> Profile:
        given, family = said.name(self.named + number)
        at = self.now - timedelta(days=self.random.randint(1, 20))
        address = said.address(given, family)
        newcomer = Newcomer(
            cohort=self.cohort,
            part=part,
            subject=subjects.create(now=at),
            given_name=given,
            family_name=family,
            email=address,
            language="de",
        )
        profile = participation.enter(newcomer, self._values(part), by=self.by, now=at)
        self._check(profile, number)
        if profile.needs_from_us:
            needs.ask_staff(profile, profile.needs_from_us, now=at)
        return profile

    def _values(self, part: Part) -> dict[str, Any]:
        pick, sample = self.random.choice, self.random.sample
        region = pick((*said.POSTCODES, "NW", "NW", "BE", "BY", "SN"))
        others = sample(SpokenLanguage.values[1:], self.random.choice((0, 1, 1, 2)))
        is_mentor = part == Part.MENTOR
        return {
            "function": pick(said.FUNCTIONS) if is_mentor else "",
            "affiliation": pick(said.PARTIES) if is_mentor or self.random.random() < 0.5 else "",  # noqa: PLR2004
            "region": region,
            "postcode": pick(said.POSTCODES[region]),
            "phone": "030 0000000" if is_mentor else "",
            "languages": [SpokenLanguage.GERMAN, *others],
            "meeting_format": pick(MeetingFormat.values),
            "capacity": self.random.choices((1, 2, 3), (7, 2, 1))[0] if is_mentor else 3,
            "topics": sample(self.options["topics"], self.random.randint(2, 4)),
            "needs": sample(self.options["needs"], self.random.randint(1, 3)),
            "times": sample(list(times.CELLS), self.random.randint(3, 8)),
            "introduction": pick(said.INTRODUCTIONS),
            "always_ask": pick(said.ALWAYS_ASK),
            "rather_not": pick(said.RATHER_NOT),
            "needs_from_us": pick(said.NEEDS_FROM_US) if is_mentor else "",
            "response_days": pick((2, 3, 5, 7, 7, 10)),
            "first_contact": pick(FirstContact.values if is_mentor else FirstContact.values[:3]),
        }

    def _check(self, profile: Profile, number: int) -> None:
        """Most are through with everything; a few certificates are missing or nearly too old."""
        talk = local_day(self.now - timedelta(days=30 + number))
        checked = {"talk_held_on": talk, "agreement_signed_on": talk}
        if number % 4:
            checked["training_on"] = talk + timedelta(days=7)
        if number % 11 != 7:  # noqa: PLR2004
            months = 34 if number % 13 == 5 else self.random.randint(1, 20)  # noqa: PLR2004
            issued = local_day(self.now - timedelta(days=30 * months))
            checked["certificate_issued_on"] = issued
            checked["certificate_seen_on"] = issued + timedelta(days=9)
        seen_by = self.by.user if "certificate_seen_on" in checked else None
        Screening.objects.update_or_create(
            profile=profile, defaults={**checked, "certificate_seen_by": seen_by}
        )

    def _pair(self, mentor: Profile, beside: list[Profile]) -> None:
        free = [
            each for each, places in standing_co_mentors.free_places(beside).items() if places > 0
        ]
        if free:
            standing_co_mentors.pair(mentor, self.random.choice(free), now=mentor.changed_at)

    def _open_office(self, mentor: Profile) -> None:
        given, family = said.name(self.random.randint(300, 600))
        delegates.invite(
            mentor,
            name=f"{given} {family}",
            email=said.address(given, family, at="buero"),
            scopes=Scope.values if self.random.random() < 0.6 else [Scope.CALENDAR, Scope.LOG],  # noqa: PLR2004
            expires_on=local_day(self.now + OFFICE_FOR),
            by=self.by,
            now=mentor.changed_at,
        )


def name_wishes(cohort: Cohort, random: Random) -> None:
    """A few mentees know whom they would like, and one whom not."""
    mentees = list(cohort.profiles.filter(part=Part.MENTEE).order_by("sort_name", "pk")[:6])
    mentors = list(cohort.profiles.filter(part=Part.MENTOR).order_by("sort_name", "pk"))
    for number, mentee in enumerate(mentees):
        kind = "excluded" if number == len(mentees) - 1 else "preferred"
        NamedWish.objects.create(profile=mentee, other=random.choice(mentors), kind=kind, rank=1)

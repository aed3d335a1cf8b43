"""Many people at once, different from each other and the same each time."""

import random
from datetime import date, time
from typing import Any

from mentoring.accounts.models import User
from mentoring.privacy.models import Subject
from programmes.cohorts.models import Cohort, SupportNeed, Topic
from programmes.profiles.models import GoodTime, Profile, Screening
from programmes.profiles.states import Part
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort

TOPICS = ("Europa", "Bildung", "Klima", "Soziales", "Digitales", "Verkehr", "Innenpolitik")
NEEDS = ("Vernetzen", "Bewerben", "Schreiben", "Verstehen")
LANGUAGES = ("en", "tr", "ar", "uk", "fr")
REGIONS = ("SN", "BE", "NW", "BY", "HH", "TH")
POSTCODES = ("01067", "10115", "50667", "80331", "20095", "99084", "04109", "")
AFFILIATIONS = ("CDU", "SPD", "Grüne", "FDP", "Die Linke", "CSU")


class Crowd:
    """A cohort with so many mentees, mentors and co-mentors; every fifth mentee is a minor."""

    def __init__(
        self,
        mentees: int,
        mentors: int,
        co_mentors: int = 0,
        *,
        seed: int = 7,
        cohort: Cohort | None = None,
    ) -> None:
        self.random = random.Random(seed)  # noqa: S311 - for tests
        self.cohort = cohort or make_cohort()
        self.topics = [*self.cohort.topics.all(), *_options(Topic, self.cohort, TOPICS)]
        self.needs = [*self.cohort.supportneeds.all(), *_options(SupportNeed, self.cohort, NEEDS)]
        self.co_mentors = self._people(Part.CO_MENTOR, co_mentors)
        self.mentors = self._people(Part.MENTOR, mentors)
        self.mentees = self._people(Part.MENTEE, mentees)
        self._choose()

    def _people(self, part: Part, count: int) -> list[Profile]:
        prefix = f"{self.cohort.pk}-{part}"
        users = User.objects.bulk_create(
            User(email=f"{prefix}-{n}@example.org", name=f"{part} {n}") for n in range(count)
        )
        subjects = Subject.objects.bulk_create(Subject(created_at=NOW) for _n in range(count))
        return Profile.objects.bulk_create(
            Profile(
                cohort=self.cohort,
                part=part,
                user=user,
                subject=subject,
                given_name=f"{part.label}",
                family_name=str(n),
                **self._facts(part),
            )
            for n, (user, subject) in enumerate(zip(users, subjects, strict=True))
        )

    def _facts(self, part: Part) -> dict[str, Any]:
        chance = self.random
        facts = {
            "region": chance.choice(REGIONS),
            "postcode": chance.choice(POSTCODES),
            "languages": ["de", *chance.sample(LANGUAGES, chance.randrange(3))],
            "meeting_format": chance.choice(("in_person", "video", "both", "both")),
        }
        if part == Part.MENTEE:
            born = 2010 if chance.random() < 0.2 else 2000
            return facts | {"birth_date": date(born, chance.randint(1, 12), 17)}
        facts |= {"capacity": chance.choice((1, 1, 2))}
        if part == Part.MENTOR:
            standing = chance.choice(self.co_mentors) if self.co_mentors else None
            facts |= {"affiliation": chance.choice(AFFILIATIONS), "standing_co_mentor": standing}
        return facts

    def _choose(self) -> None:
        people = [*self.mentees, *self.mentors, *self.co_mentors]
        for field, options in (
            ("topics", self.topics),
            ("important_topics", self.topics),
            ("needs", self.needs),
        ):
            through = getattr(Profile, field).through
            column = f"{options[0]._meta.model_name}_id"
            through.objects.bulk_create(
                through(profile_id=person.pk, **{column: option.pk})
                for person in people
                for option in self.random.sample(options, self.random.randint(0, 3))
            )
        GoodTime.objects.bulk_create(
            GoodTime(profile=person, weekday=day, starts=time(17), ends=time(21))
            for person in people
            for day in self.random.sample(range(5), 2)
        )
        staff = make_staff(programme=self.cohort.programme)
        Screening.objects.bulk_create(
            Screening(
                profile=person,
                certificate_issued_on=date(2026, 1, 1),
                certificate_seen_on=date(2026, 1, 2),
                certificate_seen_by=staff,
            )
            for person in (*self.mentors, *self.co_mentors)
            if self.random.random() < 0.8
        )


def _options(model: Any, cohort: Cohort, titles: tuple[str, ...]) -> list[Any]:
    return model.objects.bulk_create(
        model(cohort=cohort, title_de=title, position=n) for n, title in enumerate(titles, 1)
    )

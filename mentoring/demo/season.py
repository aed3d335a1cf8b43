"""Eight weeks of applications, each led through the real services at its own time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import Any

from django.conf import settings
from django.utils import translation

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.demo import cohort_content, people
from mentoring.privacy.services import answers, questions, texts
from mentoring.privacy.states import Purpose
from programmes.admissions.models import Interview
from programmes.admissions.services import (
    decisions,
    interviews,
    sheets,
    slot_assignment,
    time_requests,
    withdrawal,
)
from programmes.admissions.states import Channel, Motivation, Recommendation
from programmes.applications.models import Application
from programmes.applications.services import applications, extra_answers
from programmes.cohorts.models import Cohort, ExtraQuestion
from programmes.cohorts.states import Region, Source
from programmes.profiles.states import MeetingFormat, PartOfWeek, SpokenLanguage

APPLICANT = Actor.holder("applicant")
# What becomes of the applicants, and for how many days each has been under way.
Fates = tuple[tuple[str, int], ...]
RUNNING: Fates = (
    *[("draft", days) for days in (3, 4, 6, 11, 17, 25)],
    *[("submitted", days) for days in (3, 3, 4, 5, 6)],
    *[("wishing", days) for days in (4, 6)],
    ("offered", 5),
    *[("booked", days) for days in (3, 3, 4, 5, 5, 6, 7, 7, 8, 9, 9, 10)],
    *[("held", days) for days in (10, 11, 12, 13, 14, 15, 17, 19, 21)],
    *[("accepted", days) for days in range(22, 67, 3) for _ in range(2)],
    *[("waitlisted", days) for days in (27, 33, 37, 44, 52, 60)],
    *[("declined", days) for days in (21, 26, 29, 31, 35, 38, 42, 45, 49, 53, 58, 64)],
    *[("withdrawn", days) for days in (8, 14, 29, 41, 55)],
    *[("missed", days) for days in (11, 17, 24)],
    *[("missed twice", days) for days in (30, 36)],
    ("minor", 6),
)
OPENING: Fates = (
    *[("draft", days) for days in (0, 0, 1, 1, 2, 3, 4, 5)],
    *[("submitted", days) for days in (0, 0, 1, 2, 3, 4)],
    ("wishing", 2),
    *[("booked", days) for days in (0, 1, 1, 2, 2, 3, 4, 4, 5)],
    ("withdrawn", 3),
    ("minor", 4),
)
# Who takes part in the year that runs; the others of that season have been forgotten since.
CURRENT: Fates = tuple(("accepted", 120 + 2 * number) for number in range(40))
# Whose interview is still to come.
AHEAD = ("booked", "minor")
WITHOUT_INTERVIEW = ("submitted", "wishing", "offered")


@dataclass
class Season:
    """Leads applicants of `cohort` to their fates; the same seed gives the same people."""

    cohort: Cohort
    fates: Fates
    now: datetime
    # How many people have been named before: nobody appears twice.
    named: int = 0
    seed: int = 7

    def __post_init__(self) -> None:
        self.random = Random(self.seed + self.named)  # noqa: S311 - demo data, not secrets

    @cached_property
    def manager(self) -> Actor:
        return Actor.of(User.objects.get(email=people.STAFF[0].email))

    @cached_property
    def options(self) -> dict[str, list[Any]]:
        return {
            "needs": list(self.cohort.supportneeds.all()),
            "topics": list(self.cohort.topics.all()),
            "questions": list(self.cohort.extraquestions.all()),
        }

    def play(self) -> Iterator[Application]:
        """One application after the other, oldest first, as they would have come in."""
        with translation.override("de-informal"):
            fates = sorted(self.fates, key=lambda fate: -fate[1])
            for number, (fate, days) in enumerate(fates, start=self.named):
                at = self.now - timedelta(days=days, hours=3)
                yield self._lead(fate, at, people.name(number))

    def _lead(self, fate: str, at: datetime, name: tuple[str, str]) -> Application:
        application = self._start(name, at, minor=fate == "minor")
        if fate == "draft":
            return application
        applications.submit(application, by=APPLICANT, now=at + timedelta(minutes=9))
        if fate in WITHOUT_INTERVIEW:
            self._wish(fate, application, at + timedelta(minutes=20))
            return application
        interview = self._book(application, at + timedelta(minutes=11), ahead=fate in AHEAD)
        if fate == "withdrawn":
            withdrawal.withdraw(application, by=APPLICANT, now=at + timedelta(days=1))
        elif fate.startswith("missed"):
            self._miss(interview, again=fate == "missed twice")
        elif fate not in AHEAD:
            self._hold(fate, interview)
        return application

    def _start(self, name: tuple[str, str], at: datetime, *, minor: bool) -> Application:
        given, family = name
        address = f"{given}.{family}@example.org".lower().translate(
            str.maketrans("ıöüäçğş", "iouacgs")
        )
        campaign = cohort_content.campaign_of(self.cohort.programme, self.random)
        application = applications.start(
            self.cohort,
            given_name=given,
            family_name=family,
            email=address,
            now=at,
            campaign=campaign,
        )
        said = self._answers(minor=minor)
        if campaign and self.random.random() < 0.8:  # noqa: PLR2004
            said["source"] = campaign.channel
        applications.answer(application, said, now=at + timedelta(minutes=8))
        extra_answers.keep(application, self._own_answers(), now=at + timedelta(minutes=8))
        if self.random.random() < 0.6:  # noqa: PLR2004
            self._say_more(application, at)
        return application

    def _answers(self, *, minor: bool) -> dict[str, object]:
        pick, sample = self.random.choice, self.random.sample
        age = 16 if minor else self.random.randint(19, 33)
        born = self.cohort.starts_on - timedelta(days=age * 365.25 + self.random.randint(20, 300))
        languages = [SpokenLanguage.GERMAN, *sample(SpokenLanguage.values[1:], 2)]
        return {
            "birth_date": born,
            "guardian_email": "eltern@example.org" if minor else "",
            "region": pick(Region.values[:-1]),
            "needs": sample(self.options["needs"], self.random.randint(1, 3)),
            "topics": sample(self.options["topics"], self.random.randint(1, 3)),
            "hope": pick(people.HOPES),
            "languages": languages[: self.random.randint(1, 3)],
            "times": sample(PartOfWeek.values, 2),
            "meeting_format": pick(MeetingFormat.values),
            "mentor_wish": pick(people.WISHES),
            "source": pick(Source.values),
        }

    def _own_answers(self) -> dict[ExtraQuestion, str | list[str]]:
        """Answers to the cohort's own questions; few have something to mind."""
        doing, mind = self.options["questions"]
        said: dict[ExtraQuestion, str | list[str]] = {doing: self.random.choice(doing.choices_de)}
        if self.random.random() < 0.15:  # noqa: PLR2004
            said[mind] = self.random.choice(people.TO_MIND)
        return said

    def _say_more(self, application: Application, at: datetime) -> None:
        said = {
            each.question.value: str(self.random.choice(each.choices)[0])
            for each in questions.asked(Purpose.OUTREACH)
        }
        answers.submit(
            subject=application.subject,
            purpose=Purpose.OUTREACH,
            answers=said,
            agreed=True,
            shown=texts.current(Purpose.OUTREACH, "de-informal").sha256,
            now=at,
            by=APPLICANT,
        )

    def _book(self, application: Application, at: datetime, *, ahead: bool) -> Interview:
        # Some talk on the phone, and a few come by.
        channel = self.random.choices((Channel.VIDEO, Channel.PHONE, Channel.ADDRESS), (14, 5, 1))[
            0
        ]
        slots = slot_assignment.slots_for(application, now=at, channel=channel)
        if ahead:
            slots = [slot for slot in slots if slot.starts_at > self.now]
        return interviews.book(
            application,
            starts_at=self.random.choice(slots[:8]).starts_at,
            channel=channel,
            phone="0171 0000000" if channel == Channel.PHONE else "",
            zone=settings.TIME_ZONE,
            by=APPLICANT,
            now=at,
        )

    def _wish(self, fate: str, application: Application, at: datetime) -> None:
        """Nothing fits; for some of those staff have found other times by now."""
        if fate == "submitted":
            return
        wish = {"times": [PartOfWeek.WEEKEND], "text": self.random.choice(people.TIME_REQUESTS)}
        time_requests.leave(application, zone=settings.TIME_ZONE, now=at, **wish)
        if fate == "offered":
            sunday = self.now + timedelta(days=13 - self.now.weekday())
            noon = sunday.replace(hour=11, minute=0, second=0, microsecond=0)
            interviewer = slot_assignment.people_for(application).order_by("pk").first()
            time_requests.offer(
                application,
                interviewer=interviewer,
                starts=[noon, noon + timedelta(hours=2), noon + timedelta(days=7)],
                by=self.manager,
                now=at + timedelta(days=1),
            )

    def _miss(self, interview: Interview, *, again: bool) -> None:
        over = interview.ends_at + timedelta(minutes=5)
        interviews.miss(interview, by=Actor.of(interview.interviewer.user), now=over)
        if again:
            application = Application.objects.get(pk=interview.application_id)
            second = self._book(application, over + timedelta(hours=20), ahead=False)
            self._miss(second, again=False)

    def _hold(self, fate: str, interview: Interview) -> None:
        interviewer = Actor.of(interview.interviewer.user)
        over = interview.ends_at + timedelta(minutes=5)
        recommended = Recommendation.DECLINE if fate == "declined" else Recommendation.ACCEPT
        self._note(interview, recommended, over)
        interviews.hold(interview, by=interviewer, now=over)
        self._decide(fate, interview.application, over + timedelta(days=2))

    def _note(self, interview: Interview, recommended: Recommendation, at: datetime) -> None:
        values = {
            "notes": self.random.choice(people.NOTES),
            "needs": list(interview.application.needs.all()),
            "motivation": self.random.choice(list(Motivation)[1:]),
            "motivation_reason": self.random.choice(people.REASONS),
            "recommendation": recommended,
        }
        sheets.note(interview, values, now=at)

    def _decide(self, fate: str, application: Application, at: datetime) -> None:
        by: dict[str, Any] = {"by": self.manager, "now": at}
        if fate == "accepted":
            decisions.accept(application, reason="Passt gut zum Programm.", **by)
        elif fate == "waitlisted":
            decisions.put_on_waiting_list(application, reason="Gerade kein Platz frei.", **by)
        elif fate == "declined":
            decisions.decline(application, reason="Sucht eher eine Berufsberatung.", **by)

"""Mentors, co-mentors and mentees for tests."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from mentoring.accounts.models import User
from mentoring.privacy.services import subjects
from programmes.cohorts.models import Cohort
from programmes.profiles.models import Delegate, Enrolment, Profile, Screening
from programmes.profiles.services import times
from programmes.profiles.states import EnrolmentState, Origin, Part, Scope
from tests.factories.accounts import make_staff, make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort

_number = count(1)
NAMES = {
    Part.MENTEE: ("Amina", "Haddad"),
    Part.MENTOR: ("Renate", "Brandt"),
    Part.CO_MENTOR: ("Oskar", "Lindner"),
}


def make_profile(
    cohort: Cohort | None = None,
    part: Part = Part.MENTEE,
    *,
    user: User | None = None,
    parts_of_week: tuple[str, ...] = (),
    now: datetime = NOW,
    **fields: Any,
) -> Profile:
    """Somebody in Saxony who speaks German and has the cohort's first topic and need."""
    number = next(_number)
    given, family = NAMES[part]
    tone = "de-informal" if part == Part.MENTEE else "de"
    profile = Profile.objects.create(
        **{
            "cohort": cohort or make_cohort(),
            "part": part,
            "subject": subjects.create(now=now),
            "user": user
            or make_user(f"{part}{number}@example.org", name=f"{given} {family}", language=tone),
            "given_name": given,
            "family_name": f"{family}{number}",
            "region": "SN",
            "postcode": "01067",
            "languages": ["de"],
            "meeting_format": "both",
            "birth_date": date(2003, 5, 17) if part == Part.MENTEE else None,
            **fields,
        }
    )
    profile.topics.set(profile.cohort.topics.all()[:1])
    profile.needs.set(profile.cohort.supportneeds.all()[:1])
    times.take_over(profile, parts_of_week)
    return profile


def make_mentee(cohort: Cohort | None = None, **fields: Any) -> Profile:
    return make_profile(cohort, Part.MENTEE, **fields)


def make_mentor(cohort: Cohort | None = None, **fields: Any) -> Profile:
    cohort = cohort or make_cohort()
    affiliation = next(iter(cohort.programme.affiliations_de), "")
    return make_profile(cohort, Part.MENTOR, **{"affiliation": affiliation, **fields})


def make_co_mentor(cohort: Cohort | None = None, **fields: Any) -> Profile:
    return make_profile(cohort, Part.CO_MENTOR, **fields)


def make_screening(profile: Profile, issued_on: date = date(2026, 1, 15)) -> Screening:
    """Everything checked; the certificate was seen ten days after it was issued."""
    return Screening.objects.create(
        profile=profile,
        talk_held_on=date(2026, 1, 20),
        agreement_signed_on=date(2026, 1, 20),
        training_on=date(2026, 2, 1),
        certificate_issued_on=issued_on,
        certificate_seen_on=issued_on + timedelta(days=10),
        certificate_seen_by=make_staff(programme=profile.cohort.programme),
    )


def make_delegate(mentor: Profile, **fields: Any) -> Delegate:
    """May do everything an office can, until the end of 2036."""
    number = next(_number)
    return Delegate.objects.create(
        **{
            "mentor": mentor,
            "name": f"Büro {number}",
            "email": f"buero{number}@example.org",
            "scopes": list(Scope.values),
            "expires_on": date(2036, 12, 31),
            "invited_at": NOW,
            **fields,
        }
    )


def make_enrolment(
    cohort: Cohort | None = None, state: str = EnrolmentState.INVITED, **fields: Any
) -> Enrolment:
    """A mentor on the way in, invited by staff."""
    number = next(_number)
    return Enrolment.objects.create(
        **{
            "subject": fields.get("subject") or subjects.create(now=NOW),
            "cohort": cohort or make_cohort(),
            "part": Part.MENTOR,
            "origin": Origin.INVITATION,
            "state": state,
            "language": "de",
            "given_name": "Renate",
            "family_name": f"Brandt{number}",
            "email": f"renate{number}@example.org",
            "created_at": NOW,
            "saved_at": NOW,
            **fields,
        }
    )

"""A cohort of many people with a plan by the engine; needs Django."""

from datetime import date
from random import Random
from typing import Any

from matching.engine.solve import solve
from matching.models import Pair, Plan
from matching.services.pool import candidates
from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.common.actors import Actor
from programmes.cohorts.models import Cohort, SupportNeed, Topic
from programmes.cohorts.states import Region
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, PartOfWeek, SpokenLanguage
from tests.client import SignedInClient
from tests.factories.accounts import make_staff
from tests.factories.cohorts import POLITICS, make_cohort
from tests.factories.matching import make_plan, make_run
from tests.factories.profiles import make_profile

TOPICS, NEEDS = 10, 5
TABLE = {
    "require": [{"rule": "overlap", "mentee": "languages", "mentor": "languages"}],
    "score": [
        {"rule": "overlap", "mentee": "topics", "mentor": "topics", "points": 10},
        {"rule": "overlap", "mentee": "important_topics", "mentor": "topics", "points": 10},
        {"rule": "overlap", "mentee": "needs", "mentor": "needs", "points": 6},
        {"rule": "same", "mentee": "region", "mentor": "region", "points": 15},
        {"rule": "time", "mentee": "times", "mentor": "times", "minutes": 60, "points": 8},
        {"rule": "overlap", "mentee": "languages", "mentor": "languages", "points": 3},
    ],
}


def make_board(mentees: int, mentors: int, random: Random) -> tuple[SignedInClient, Plan]:
    """A manager's browser and the plan."""
    cohort = make_cohort()
    for number in range(TOPICS):
        Topic.objects.create(cohort=cohort, title_de=f"Thema {number}", title_en=f"Topic {number}")
    for number in range(NEEDS):
        SupportNeed.objects.create(cohort=cohort, title_de=f"Bedarf {number}", title_en="Need")
    for part, count in ((Part.MENTEE, mentees), (Part.MENTOR, mentors)):
        for _number in range(count):
            _profile(cohort, part, random)
    manager = make_staff(Role.MANAGER, cohort.programme)
    browser = SignedInClient()
    browser.force_login(manager)
    return browser, _plan(cohort, Actor.of(manager))


def _profile(cohort: Cohort, part: Part, random: Random) -> Profile:
    fields: dict[str, Any] = {
        "region": random.choice(Region.values),
        "languages": ["de", *random.sample(SpokenLanguage.values[1:], random.choice([0, 1, 2]))],
    }
    if part == Part.MENTOR:
        fields |= {
            "affiliation": random.choice(POLITICS["affiliations_de"]),
            "capacity": random.choice([1, 1, 1, 2]),
        }
    else:
        fields |= {"birth_date": date(random.choice([1998, 2003, 2009]), 5, 17)}
    times = tuple(random.sample(PartOfWeek.values, 2))
    profile = make_profile(cohort, part, parts_of_week=times, **fields)
    topics = random.sample(list(cohort.topics.all()), random.choice([1, 2, 3]))
    profile.topics.set(topics)
    profile.needs.set(random.sample(list(cohort.supportneeds.all()), 2))
    if part == Part.MENTEE:
        profile.important_topics.set(topics[:1])
    return profile


def _plan(cohort: Cohort, by: Actor) -> Plan:
    plan = make_plan(run=make_run(cohort, table=TABLE))
    pool = candidates.load(cohort, table=TABLE, by=by, now=clock.now())
    found = solve(pool.problem, pool.criteria, "fair", scoring=pool.scoring)
    Pair.objects.bulk_create(
        Pair(plan=plan, mentee_id=pair.mentee, mentor_id=pair.mentor) for pair in found.pairs
    )
    return plan

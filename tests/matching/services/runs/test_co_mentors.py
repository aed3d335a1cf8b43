"""Co-mentors who stood beside locked pairs stay there, as far as rules and places allow."""

import pytest

from matching.services.runs import runs
from mentoring.common.actors import Actor
from mentoring.notifications.services import wake_worker
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch):
    monkeypatch.setattr(wake_worker, "tell", lambda *_told: True)


@pytest.fixture
def base():
    """Two locked pairs; beside both stands the same co-mentor, who takes one."""
    cohort = make_cohort()
    plan = make_plan(cohort)
    beside = make_co_mentor(cohort, capacity=1)
    for _number in range(2):
        pair = {"mentee": make_mentee(cohort), "mentor": make_mentor(cohort)}
        make_pair(plan, **pair, locked=True, co_mentor=beside)
    return plan


def beside_in(base):
    """Who stands beside whom once all are chosen jointly."""
    by = Actor.of(make_staff(programme=base.cohort.programme))
    run = runs.start(base.cohort, by=by, now=NOW, jointly=True, base_plan=base)
    plan = runs.execute(run.pk, now=NOW)
    assert plan.pairs.filter(locked=True).count() == 2
    return [pair.co_mentor for pair in plan.pairs.all() if pair.co_mentor]


def test_a_co_mentor_stays_with_as_many_as_there_are_places(base):
    beside = base.pairs.first().co_mentor
    assert beside_in(base) == [beside]


def test_two_places_are_for_both(base):
    beside = base.pairs.first().co_mentor
    beside.capacity = 2
    beside.save()
    assert beside_in(base) == [beside, beside]


def test_a_co_mentor_who_shares_no_language_with_the_mentees_is_not_kept(base):
    beside = base.pairs.first().co_mentor
    beside.languages = ["tr"]
    beside.save()
    assert beside_in(base) == []

"""Tandems that had begun before: they run at once, and nobody gets a mail."""

from datetime import date, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.partnerships.admin.timeline import timeline
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import running
from programmes.partnerships.services.eligibility import Trio
from programmes.partnerships.states import PartnershipState
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
SINCE = date(2025, 11, 3)


@pytest.fixture
def trio():
    cohort = make_cohort()
    return Trio(make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort))


def take_over(trio, **said):
    said = {"since": SINCE, "rhythm_days": 14} | said
    return running.take_over(trio, **said, by=Actor.system(), now=NOW)


def test_it_runs_since_that_day_and_nobody_is_written_to(trio):
    found = take_over(trio)
    assert found.state == PartnershipState.ACTIVE
    assert local_day(found.state_since) == SINCE
    assert found.rhythm_days == 14
    assert list(found.people.values()) == list(trio.all)
    assert not found.answers.filter(reply="").exists()
    assert not Mail.objects.exists()


def test_its_history_says_where_it_came_from(trio):
    entries = timeline(take_over(trio), [])
    assert [str(each.title) for each in entries] == ["Aus einer Liste übernommen, lief schon"]


def test_no_yes_is_made_up_in_its_history(trio):
    found = take_over(trio)
    assert len(timeline(found, list(found.answers.all()))) == 1


def test_a_day_ahead_is_now(trio):
    assert take_over(trio, since=local_day(NOW) + timedelta(days=3)).state_since == NOW


def test_the_rules_hold_for_it_as_for_others(trio):
    make_partnership(mentee=trio.mentee)
    with pytest.raises(DomainError) as refusal:
        take_over(trio)
    assert refusal.value.code == "mentee_taken"
    assert Partnership.objects.count() == 1


def test_a_rhythm_can_change(trio):
    found = take_over(trio)
    running.set_rhythm(found, 28)
    found.refresh_from_db()
    assert found.rhythm_days == 28


def test_who_is_in_one_is_found(trio):
    found = take_over(trio)
    assert running.live_of([trio.mentee, make_mentee(trio.mentee.cohort)]) == {trio.mentee: found}

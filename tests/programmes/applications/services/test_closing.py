"""Closing by hand and by itself; those who have begun are told, once, while it is of use."""

from datetime import timedelta

import pytest

from mentoring.common import sweeps
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.applications.services import applications, closing
from programmes.applications.states import ApplicationState
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import CohortState
from tests.factories.applications import NOW, make_application
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
DAY, SECOND = timedelta(days=1), timedelta(seconds=1)
SYSTEM = Actor.system()


@pytest.fixture
def cohort():
    return make_cohort(opens_at=NOW - DAY, closes_at=NOW + DAY)


def told():
    return [mail.to for mail in Mail.objects.filter(kind="application_closing")]


def test_closed_by_hand_the_window_ends_at_once(cohort):
    closing.close(cohort, by=SYSTEM, now=NOW)
    cohort.refresh_from_db()
    assert (cohort.state, cohort.closes_at) == (CohortState.CLOSED, NOW)


def test_what_has_not_begun_is_not_closed():
    cohort = make_cohort(opens_at=NOW, closes_at=NOW + DAY)
    with pytest.raises(DomainError) as refusal:
        closing.close(cohort, by=SYSTEM, now=NOW)
    assert refusal.value.code == "not_begun"


def test_it_closes_by_itself_with_the_window(cohort):
    assert closing.close_past(NOW + DAY - SECOND) == 0
    assert closing.close_past(NOW + DAY) == 1
    assert closing.close_past(NOW + DAY) == 0
    cohort.refresh_from_db()
    assert (cohort.state, cohort.closes_at) == (CohortState.CLOSED, NOW + DAY)


def test_a_colleague_who_moved_the_date_a_moment_ago_is_heeded(cohort):
    stale = Cohort.objects.get(pk=cohort.pk)
    stale.closes_at = NOW
    assert closing._close_if_over(stale, NOW) is False
    cohort.refresh_from_db()
    assert cohort.state == CohortState.OPEN


def test_drafts_are_told_and_can_still_be_sent(cohort):
    draft = make_application(cohort, ApplicationState.DRAFT, email="mo@example.org")
    make_application(cohort, email="sent@example.org")
    make_application(make_cohort(), ApplicationState.DRAFT, email="elsewhere@example.org")
    closing.close(cohort, by=SYSTEM, now=NOW)
    sweeps.run(NOW)
    sweeps.run(NOW + SECOND)
    assert told() == ["mo@example.org"]
    draft.refresh_from_db()
    applications.submit(draft, by=Actor.holder("applicant"), now=NOW + DAY - SECOND)


def test_nobody_is_told_who_can_send_nothing_any_more(cohort):
    make_application(cohort, ApplicationState.DRAFT)
    closing.close(cohort, by=SYSTEM, now=NOW)
    assert closing.tell_drafts(NOW + DAY) == 0
    assert told() == []


def test_a_second_closing_is_told_anew(cohort):
    make_application(cohort, ApplicationState.DRAFT)
    closing.close(cohort, by=SYSTEM, now=NOW)
    closing.tell_drafts(NOW)
    Cohort.objects.update(state=CohortState.OPEN, closes_at=NOW + 5 * DAY)
    closing.close_past(NOW + 5 * DAY)
    assert closing.tell_drafts(NOW + 5 * DAY) == 1
    assert len(told()) == 2

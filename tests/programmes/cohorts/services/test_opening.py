"""Opening a cohort, taking it back, and what stands in the way."""

from datetime import timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import TransitionError
from programmes.cohorts.services import opening
from programmes.cohorts.states import CohortState, LegalKind
from tests.factories.applications import NOW, make_interviewer
from tests.factories.cohorts import make_cohort, make_legal_page

pytestmark = pytest.mark.django_db
SYSTEM = Actor.system()


@pytest.fixture
def ready():
    """A draft that lacks nothing; its window begins in a day."""
    cohort = make_cohort(state="draft", opens_at=NOW + timedelta(days=1))
    for kind in LegalKind:
        make_legal_page(cohort.programme, kind)
    make_interviewer(cohort.programme, *((day, "09:00", "12:00") for day in range(7)))
    opening.note_preview(cohort, by=SYSTEM, now=NOW)
    return cohort


def test_it_opens_when_nothing_is_missing(ready):
    opening.open_to_public(ready, by=SYSTEM, now=NOW)
    ready.refresh_from_db()
    assert (ready.state, ready.state_since) == (CohortState.OPEN, NOW)
    assert [change.target for change in ready.transitions.all()] == ["draft", "open"]
    assert ready.is_open(NOW) is False
    assert ready.is_open(NOW + timedelta(days=1)) is True


def test_it_stays_a_draft_as_long_as_something_is_missing(ready):
    ready.supportneeds.all().delete()
    with pytest.raises(DomainError) as refusal:
        opening.open_to_public(ready, by=SYSTEM, now=NOW)
    assert refusal.value.code == "not_ready"
    ready.refresh_from_db()
    assert ready.state == CohortState.DRAFT


def test_what_counts_is_how_it_is_and_not_how_the_page_was(ready):
    type(ready).objects.filter(pk=ready.pk).update(closes_at=NOW, opens_at=NOW - timedelta(days=1))
    with pytest.raises(DomainError):
        opening.open_to_public(ready, by=SYSTEM, now=NOW)


def test_a_closed_one_can_be_opened_again_with_days_that_lie_ahead(ready):
    type(ready).objects.filter(pk=ready.pk).update(state=CohortState.CLOSED)
    ready.refresh_from_db()
    opening.open_to_public(ready, by=SYSTEM, now=NOW)
    assert ready.state == CohortState.OPEN


def test_nothing_opens_twice(ready):
    opening.open_to_public(ready, by=SYSTEM, now=NOW)
    with pytest.raises(TransitionError):
        opening.open_to_public(ready, by=SYSTEM, now=NOW)


def test_it_is_taken_back_before_anybody_can_apply(ready):
    opening.open_to_public(ready, by=SYSTEM, now=NOW)
    opening.take_back(ready, by=SYSTEM, now=ready.opens_at - timedelta(seconds=1))
    assert ready.state == CohortState.DRAFT


def test_not_once_people_may_have_applied(ready):
    opening.open_to_public(ready, by=SYSTEM, now=NOW)
    with pytest.raises(DomainError) as refusal:
        opening.take_back(ready, by=SYSTEM, now=ready.opens_at)
    assert refusal.value.code == "begun"
    assert ready.state == CohortState.OPEN


def test_a_look_at_the_preview_is_noted_once(ready):
    opening.note_preview(ready, by=SYSTEM, now=NOW)
    assert ready.transitions.filter(event="previewed").count() == 1

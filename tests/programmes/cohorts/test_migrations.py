"""Cohorts from before there were states: what was public stays so, what is over is closed."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps

from mentoring.common.clock import now
from programmes.cohorts.models import Cohort
from programmes.cohorts.states import CohortState
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
states = import_module("programmes.cohorts.migrations.0004_states")
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "has_needs", "becomes"),
    [
        ((-9, -1), True, CohortState.CLOSED),
        ((-9, -1), False, CohortState.CLOSED),
        ((-1, 1), True, CohortState.OPEN),
        ((1, 9), True, CohortState.OPEN),
        ((1, 9), False, CohortState.DRAFT),
    ],
)
def test_states_follow_from_what_stands(days, has_needs, becomes):
    first, last = (now() + each * DAY for each in days)
    cohort = make_cohort(state=CohortState.DRAFT, opens_at=first, closes_at=last)
    if not has_needs:
        cohort.supportneeds.all().delete()
    states.take_over(apps, None)
    assert Cohort.objects.get().state == becomes

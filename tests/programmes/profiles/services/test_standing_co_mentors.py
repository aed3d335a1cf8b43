"""Who stands beside a mentor for good."""

import pytest

from programmes.profiles.models import Profile
from programmes.profiles.services import standing_co_mentors
from programmes.profiles.states import ProfileState
from tests.errors import refused
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort():
    return make_cohort()


def test_as_many_as_there_are_places(cohort):
    co_mentor, first, second = make_co_mentor(cohort), make_mentor(cohort), make_mentor(cohort)
    standing_co_mentors.pair(first, co_mentor, now=NOW)
    with refused("full"):
        standing_co_mentors.pair(second, co_mentor, now=NOW)
    standing_co_mentors.pair(first, co_mentor, now=NOW)  # once more changes nothing
    standing_co_mentors.pair(first, None, now=NOW)
    standing_co_mentors.pair(second, co_mentor, now=NOW)
    assert Profile.objects.get(standing_co_mentor=co_mentor) == second


def test_a_mentor_who_has_left_takes_no_place(cohort):
    co_mentor = make_co_mentor(cohort)
    make_mentor(cohort, standing_co_mentor=co_mentor, state=ProfileState.LEFT)
    assert standing_co_mentors.free_places([co_mentor]) == {co_mentor: 1}


def test_only_active_co_mentors_of_the_cohort_stand_beside_mentors(cohort):
    mentor = make_mentor(cohort)
    for other in (
        make_mentor(cohort),
        make_co_mentor(),
        make_co_mentor(cohort, state=ProfileState.PAUSED),
    ):
        with refused("co_mentor"):
            standing_co_mentors.pair(mentor, other, now=NOW)
    with refused("co_mentor"):
        standing_co_mentors.pair(make_mentee(cohort), make_co_mentor(cohort), now=NOW)


def test_a_name_means_somebody_only_where_that_is_sure(cohort):
    one = make_co_mentor(cohort, given_name="Oskar", family_name="Lindner")
    assert standing_co_mentors.named(cohort, "  oskar   LINDNER ") == one
    assert standing_co_mentors.named(cohort, "Oskar") is None
    make_mentor(cohort, standing_co_mentor=one)
    assert standing_co_mentors.named(cohort, "Oskar Lindner") is None
    make_co_mentor(cohort, given_name="Oskar", family_name="Lindner")
    assert standing_co_mentors.named(cohort, "Oskar Lindner") is None

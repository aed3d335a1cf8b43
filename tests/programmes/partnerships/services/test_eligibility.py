"""Who can be put together."""

from datetime import date

import pytest

from programmes.partnerships.services import eligibility
from programmes.partnerships.services.eligibility import EligibilityCheck, Trio
from programmes.partnerships.states import PartnershipState
from programmes.profiles.states import ProfileState
from tests.errors import refused
from tests.factories.accounts import make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
MINOR = date(2010, 5, 17)


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def trio(cohort):
    return Trio(make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort))


def codes(*trios):
    check = EligibilityCheck.of([person for trio in trios for person in trio.all], now=NOW)
    found = []
    for trio in trios:
        found.append([problem.code for problem in check.problems(trio)])
        check.take(trio)
    return found


def test_nothing_stands_against_people_who_are_there_and_free(trio):
    assert codes(trio) == [[]]
    eligibility.require(trio, EligibilityCheck.of(trio.all, now=NOW))


def test_each_has_a_part_and_a_cohort(trio):
    assert codes(Trio(trio.mentor, trio.mentee)) == [["part", "part"]]
    assert codes(Trio(trio.mentee, make_mentor())) == [["cohort"]]
    assert codes(Trio(trio.mentee, trio.mentor, make_co_mentor())) == [["cohort"]]


def test_nobody_is_put_together_with_themselves(cohort, trio):
    twin = make_mentor(cohort, user=trio.mentee.user)
    assert codes(Trio(trio.mentee, twin)) == [["same_person"]]
    user = make_user(trio.mentor.user.email.replace("@", "+co@"))
    assert codes(Trio(trio.mentee, trio.mentor, make_co_mentor(cohort, user=user))) == [
        ["same_person"]
    ]


@pytest.mark.parametrize("state", [ProfileState.PAUSED, ProfileState.LEFT])
@pytest.mark.parametrize("who", ["mentee", "mentor", "co_mentor"])
def test_who_is_away_is_not_asked(trio, who, state):
    getattr(trio, who).state = state
    assert codes(trio) == [["absent"]]


def test_a_mentee_has_one_mentor_and_each_mentor_so_many_places(cohort, trio):
    taken = make_partnership(cohort, PartnershipState.ACTIVE)
    assert codes(Trio(taken.mentee, trio.mentor)) == [["mentee_taken"]]
    assert codes(Trio(trio.mentee, taken.mentor)) == [["no_place"]]
    twice = Trio(make_mentee(cohort), trio.mentor)
    assert codes(trio, twice) == [[], ["no_place"]]
    trio.mentor.capacity = 2
    assert codes(trio, twice) == [[], []]


def test_what_did_not_come_about_is_not_tried_again(cohort):
    declined = make_partnership(cohort, PartnershipState.DECLINED)
    assert codes(Trio(declined.mentee, declined.mentor)) == [["failed"]]
    assert codes(Trio(declined.mentee, make_mentor(cohort))) == [[]]


def test_a_minor_meets_nobody_whose_certificate_was_not_seen(trio):
    trio.mentee.birth_date = MINOR
    assert codes(trio) == [["certificate", "certificate"]]
    make_screening(trio.mentor)
    assert codes(trio) == [["certificate"]]
    with refused("certificate"):
        eligibility.require(trio, EligibilityCheck.of(trio.all, now=NOW))
    make_screening(trio.co_mentor)
    assert codes(trio) == [[]]


def test_a_hundred_pairs_take_as_many_queries_as_one(django_assert_num_queries, cohort):
    few = [make_mentee(cohort), make_mentor(cohort)]
    many = [*few, *(make_mentee(cohort) for _ in range(10))]
    with django_assert_num_queries(5):
        EligibilityCheck.of(few, now=NOW)
    with django_assert_num_queries(5):
        EligibilityCheck.of(many, now=NOW)

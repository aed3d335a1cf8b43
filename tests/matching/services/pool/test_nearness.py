"""How far apart people live, from what they gave."""

import pytest

from matching.services.pool import nearness
from matching.services.pool.people import people_of
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.profiles import make_mentee, make_mentor

pytestmark = pytest.mark.django_db
MUNICH = {"postcode": "80331", "region": "BY"}
HOF = {"postcode": "95028", "region": "BY"}
BAVARIA, SAXONY = {"postcode": "", "region": "BY"}, {"postcode": "", "region": "SN"}
NOWHERE = {"postcode": "", "region": ""}
ABROAD = {"postcode": "", "region": "XX"}


def two(here, there):
    cohort = make_cohort()
    ids = str(make_mentee(cohort, **here).pk), str(make_mentor(cohort, **there).pk)
    people = people_of(cohort, taken={}, places={}, now=NOW)
    return [people[one] for one in ids]


@pytest.mark.parametrize(
    ("here", "there", "apart"),
    [
        (MUNICH, HOF, 201),
        (MUNICH, BAVARIA, 0),
        (BAVARIA, SAXONY, 270),
        (MUNICH, SAXONY, 270),
    ],
)
def test_postcodes_where_both_gave_one_and_their_laender_else(here, there, apart):
    assert nearness.kilometres(*two(here, there)) == pytest.approx(apart, abs=3)


@pytest.mark.parametrize("there", [NOWHERE, ABROAD])
def test_what_is_not_known_is_neither_near_nor_far(there):
    mentee, mentor = two(MUNICH | {"meeting_format": "in_person"}, there)
    assert nearness.kilometres(mentee, mentor) is None
    assert not nearness.are_near(mentee, mentor)
    assert not nearness.too_far([mentee], [mentor])[0, 0]


def test_the_same_land_alone_is_not_the_same_area():
    assert not nearness.are_near(*two(BAVARIA, BAVARIA))
    assert nearness.are_near(*two(MUNICH, MUNICH | {"postcode": "81667"}))


@pytest.mark.parametrize(
    ("here", "there", "far"),
    [
        ("in_person", "both", True),
        ("both", "in_person", True),
        ("in_person", "in_person", True),
        ("both", "both", False),
        ("video", "both", False),
    ],
)
def test_only_who_meets_in_person_alone_can_be_too_far(here, there, far):
    mentee, mentor = two(MUNICH | {"meeting_format": here}, SAXONY | {"meeting_format": there})
    assert nearness.too_far([mentee], [mentor])[0, 0] == far
    near = two(MUNICH | {"meeting_format": here}, MUNICH | {"meeting_format": there})
    assert not nearness.too_far(near[:1], near[1:])[0, 0]

"""Tandems that run already: whom a row means, and what speaks against it."""

from datetime import date

import pytest

from mentoring.common.clock import local_day
from mentoring.notifications.models import Mail
from programmes.imports.services import judging
from programmes.imports.states import Fate
from programmes.partnerships.models import Partnership
from programmes.partnerships.states import PartnershipState
from programmes.profiles.states import Part
from tests.factories.accounts import make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.imports import import_all, listed
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
HEAD = ["birth_date", "mentor", "co_mentor", "since", "rhythm"]
AMINA = ["Amina", "Öz", "amina@example.org", "17.05.2003"]


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def mentor(cohort):
    user = make_user("renate@example.org")
    return make_mentor(cohort, user=user, given_name="Renate", family_name="Brandt")


def mentees(cohort, *rows):
    return listed(cohort, *rows, head=HEAD, part=Part.MENTEE)


def judge(cohort, *rows):
    return judging.judge(mentees(cohort, *rows), now=NOW)


def mistakes(cohort, *rows):
    return [each.name for row in judge(cohort, *rows) for each in row.mistakes]


@pytest.mark.parametrize(
    "name", ["Renate Brandt", "brandt, renate", "RENATE@example.org", " Renate  Brandt "]
)
def test_a_running_tandem_is_taken_over_and_nobody_is_written_to(cohort, mentor, name):
    oskar = make_co_mentor(cohort, given_name="Oskar", family_name="Lindner")
    row = [*AMINA, name, "Oskar Lindner", "3.11.2025", "alle zwei Wochen"]
    import_all(mentees(cohort, row))
    found = Partnership.objects.get()
    assert (found.state, found.mentor, found.co_mentor) == ("active", mentor, oskar)
    assert str(found.mentee) == "Amina Öz"
    assert (local_day(found.state_since), found.rhythm_days) == (date(2025, 11, 3), 14)
    assert not Mail.objects.exists()
    # Twice is once.
    (again,) = judge(cohort, row)
    assert again.fate == Fate.SAME
    assert import_all(mentees(cohort, row)) == []
    assert Partnership.objects.count() == 1


def test_mentor_and_mentee_may_come_in_the_same_list(cohort):
    head = ["part", *HEAD]
    upload = listed(
        cohort,
        ["Renate", "Brandt", "renate@example.org", "Mentorin", "", "", "", "", ""],
        [*AMINA[:3], "Mentee", AMINA[3], "Renate Brandt", "", "3.11.2025", ""],
        head=head,
    )
    import_all(upload)
    assert str(Partnership.objects.get().mentor) == "Renate Brandt"


def test_a_list_of_names_is_enough_where_people_are_there(cohort, mentor):
    make_mentee(cohort, given_name="Amina", family_name="Öz")
    (row,) = judge(cohort, ["Amina", "Öz", "", "", "Renate Brandt", "", "3.11.2025", "28"])
    assert row.fate == Fate.CHANGED
    assert row.changes == [("Tandem", "–", "mit Renate Brandt seit 3.\u00a0November\u00a02025")]


def test_another_rhythm_is_a_change(cohort, mentor):
    row = [*AMINA, "Renate Brandt", "", "3.11.2025", "14"]
    import_all(mentees(cohort, row))
    import_all(mentees(cohort, [*row[:-1], "28"]))
    assert Partnership.objects.get().rhythm_days == 28


@pytest.mark.parametrize("name", ["Niemand Da", "nobody@example.org"])
def test_a_mentor_has_to_be_there(cohort, mentor, name):
    assert mistakes(cohort, [*AMINA, name, "", "", ""]) == ["mentor"]


def test_a_name_of_several_needs_an_address(cohort, mentor):
    make_mentor(cohort, given_name="Renate", family_name="Brandt")
    assert mistakes(cohort, [*AMINA, "Renate Brandt", "", "", ""]) == ["mentor"]
    assert mistakes(cohort, [*AMINA, "renate@example.org", "", "", ""]) == []


def test_a_tandem_cannot_begin_tomorrow(cohort, mentor):
    assert mistakes(cohort, [*AMINA, "Renate Brandt", "", "1.1.2099", ""]) == ["since"]


def test_nobody_has_more_tandems_than_places(cohort, mentor):
    other = ["Bo", "Ok", "bo@example.org", "17.05.2003"]
    rows = [[*each, "Renate Brandt", "", "", ""] for each in (AMINA, other)]
    assert mistakes(cohort, *rows) == ["mentor"]
    make_partnership(cohort, PartnershipState.ACTIVE, mentor=mentor)
    assert mistakes(cohort, rows[0]) == ["mentor"]


def test_who_has_a_tandem_gets_no_other(cohort, mentor):
    mentee = make_mentee(cohort, given_name="Amina", family_name="Öz")
    make_partnership(cohort, PartnershipState.ACTIVE, mentee=mentee)
    assert mistakes(cohort, ["Amina", "Öz", "", "", "Renate Brandt", "", "", ""]) == ["mentor"]


def test_nobody_under_age_is_with_somebody_without_a_certificate(cohort, mentor):
    young = [*AMINA[:3], "17.05.2011", "Renate Brandt", "", "", ""]
    assert mistakes(cohort, young) == ["mentor"]
    make_screening(mentor, local_day(NOW).replace(day=1))
    assert mistakes(cohort, young) == []

"""What the database itself refuses about office hours and profiles."""

from datetime import date, time

import pytest
from django.db.models import F

from programmes.profiles.models import GoodTime, NamedWish, Profile
from programmes.profiles.states import EnrolmentState, Part, WishKind
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.constraints import change, insert_again, refused_by
from tests.factories.accounts import make_user
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import make_subject
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_enrolment,
    make_mentee,
    make_mentor,
    make_profile,
    make_screening,
)

pytestmark = pytest.mark.django_db
MONDAY = {"weekday": 0, "starts": time(9), "ends": time(12)}


def test_office_hours_end_after_they_start():
    with refused_by("availability_ends_after_start"):
        AvailabilityRule.objects.create(user=make_user(), **MONDAY | {"ends": time(9)})


def test_days_of_office_hours_are_in_order():
    days = {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 1)}
    with refused_by("availability_days_in_order"):
        AvailabilityRule.objects.create(user=make_user(), **MONDAY | days)
    with refused_by("exception_days_in_order"):
        AvailabilityException.objects.create(user=make_user(), **days)


@pytest.mark.parametrize(
    ("hours", "constraint"),
    [
        ({"starts": time(9)}, "exception_hours_complete"),
        ({"ends": time(9)}, "exception_hours_complete"),
        ({"kind": "extra"}, "exception_hours_complete"),
        ({"starts": time(9), "ends": time(9)}, "exception_ends_after_start"),
    ],
)
def test_hours_of_a_single_day_are_complete_and_in_order(hours, constraint):
    days = {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 2)}
    with refused_by(constraint):
        AvailabilityException.objects.create(user=make_user(), **days, **hours)


def test_a_person_has_a_part_in_a_cohort_once():
    profile = {"cohort": make_cohort(), "user": make_user(), "part": "mentee", "languages": ["de"]}
    profile["given_name"] = "Ada"
    Profile.objects.create(subject=make_subject(), **profile)
    with refused_by("profile_once_a_part"):
        Profile.objects.create(subject=make_subject(), **profile)
    Profile.objects.create(subject=make_subject(), **profile | {"part": "mentor"})


def test_who_takes_part_or_is_on_the_way_has_a_name():
    with refused_by("profile_has_name"):
        change(make_profile(), given_name="", family_name="")
    with refused_by("enrolment_has_name"):
        change(make_enrolment(), given_name="", family_name="")


@pytest.mark.parametrize(("part", "capacity"), [("mentee", 0), ("mentee", 2), ("mentor", 99)])
def test_capacities_have_bounds(part, capacity):
    with refused_by("profile_capacity_in_bounds"):
        change(make_profile(part=Part(part)), capacity=capacity)


@pytest.mark.parametrize("days", [0, 31])
def test_who_says_how_soon_they_answer_says_so_in_days(days):
    with refused_by("profile_response_in_bounds"):
        change(make_mentor(), response_days=days)


def test_what_only_one_part_has_is_kept_of_no_other():
    mentee, co_mentor = make_mentee(), make_co_mentor()
    with refused_by("profile_affiliation_of_mentors"):
        change(mentee, affiliation="SPD")
    with refused_by("profile_birth_date_of_mentees"):
        change(make_mentor(), birth_date=date(1980, 1, 1))
    for other in (mentee, co_mentor):
        with refused_by("profile_co_mentor_of_mentors"):
            change(other, standing_co_mentor=make_co_mentor())


def test_good_times_are_times():
    good = GoodTime.objects.create(profile=make_mentee(), **MONDAY)
    with refused_by("good_time_once"):
        insert_again(good)
    with refused_by("good_time_ends_after_start"):
        change(good, ends=F("starts"))
    with refused_by("good_time_days_in_order"):
        change(good, first_day=date(2026, 3, 2), last_day=date(2026, 3, 1))


def test_an_office_has_one_grant_with_something_in_it():
    delegate = make_delegate(make_mentor())
    with refused_by("delegate_once_an_office"):
        insert_again(delegate)
    with refused_by("delegate_has_a_scope"):
        change(delegate, scopes=[])


@pytest.mark.parametrize("state", [EnrolmentState.INVITED, EnrolmentState.SUBMITTED])
def test_an_address_is_on_its_way_in_once(state):
    enrolment = make_enrolment(state=state)
    with refused_by("enrolment_one_open_per_address"):
        insert_again(enrolment)


def test_mentees_apply_and_do_not_enrol():
    with refused_by("enrolment_not_of_mentees"):
        change(make_enrolment(), part=Part.MENTEE)


def test_a_profile_comes_from_one_enrolment():
    profile = make_mentor()
    change(make_enrolment(profile.cohort), profile=profile)
    with refused_by("profiles_enrolment_profile_id_key"):
        change(make_enrolment(profile.cohort), profile=profile)


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("named_wish_once", {"rank": 2}),
        ("named_wish_ranked", {"other": None}),
        ("named_wish_at_most_five", {"rank": 6, "other": None}),
        ("named_wish_at_most_five", {"rank": 0, "other": None}),
    ],
)
def test_a_wish_names_each_person_and_rank_once(constraint, columns):
    mentee, mentor = make_mentee(), make_mentor()
    wish = NamedWish.objects.create(profile=mentee, other=mentor, kind=WishKind.PREFERRED, rank=1)
    if "other" in columns:
        columns = columns | {"other": make_mentor()}
    with refused_by(constraint):
        insert_again(wish, **columns)


def test_nobody_wishes_for_themselves():
    mentee = make_mentee()
    with refused_by("named_wish_of_somebody_else"):
        NamedWish.objects.create(profile=mentee, other=mentee, kind=WishKind.PREFERRED, rank=1)


@pytest.mark.parametrize(
    "columns",
    [
        {"certificate_issued_on": None},
        {"certificate_seen_by": None},
        {"certificate_seen_on": None},
        {"certificate_seen_on": date(2025, 12, 31)},
    ],
    ids=str,
)
def test_a_certificate_was_seen_by_somebody_after_it_was_issued(columns):
    with refused_by("screening_certificate_complete"):
        change(make_screening(make_mentor()), **columns)


def test_a_person_is_screened_once():
    screening = make_screening(make_mentor())
    with refused_by("profiles_screening_profile_id_key"):
        insert_again(screening)

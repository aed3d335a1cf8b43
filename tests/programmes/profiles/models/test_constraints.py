"""What the database itself refuses about office hours and profiles."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from programmes.profiles.models import Profile
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.factories.accounts import make_user
from tests.factories.cohorts import make_cohort
from tests.factories.privacy import make_subject

pytestmark = pytest.mark.django_db
MONDAY = {"weekday": 0, "starts": time(9), "ends": time(12)}


def refused(constraint):
    return pytest.raises(IntegrityError, match=constraint)


def test_office_hours_end_after_they_start():
    with refused("availability_ends_after_start"), transaction.atomic():
        AvailabilityRule.objects.create(user=make_user(), **MONDAY | {"ends": time(9)})


def test_days_of_office_hours_are_in_order():
    days = {"first_day": date(2026, 3, 2), "last_day": date(2026, 3, 1)}
    with refused("availability_days_in_order"), transaction.atomic():
        AvailabilityRule.objects.create(user=make_user(), **MONDAY | days)
    with refused("exception_days_in_order"), transaction.atomic():
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
    with refused(constraint), transaction.atomic():
        AvailabilityException.objects.create(user=make_user(), **days, **hours)


def test_a_person_has_a_part_in_a_cohort_once():
    profile = {"cohort": make_cohort(), "user": make_user(), "part": "mentee", "languages": ["de"]}
    Profile.objects.create(subject=make_subject(), **profile)
    with refused("profile_once_a_part"), transaction.atomic():
        Profile.objects.create(subject=make_subject(), **profile)
    Profile.objects.create(subject=make_subject(), **profile | {"part": "mentor"})

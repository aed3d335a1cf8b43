"""What the database itself refuses about cohorts and roles."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from programmes.cohorts.models import Cohort, RoleAssignment
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        ({"closes_at": F("opens_at")}, "cohort_closes_after_opening"),
        ({"ends_on": F("starts_on") - timedelta(days=1)}, "cohort_ends_after_start"),
        ({"max_age": 15}, "cohort_ages_in_order"),
        ({"places": 0}, "cohort_has_places"),
    ],
)
def test_a_cohort_makes_sense(change, constraint):
    cohort = make_cohort()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Cohort.objects.filter(pk=cohort.pk).update(**change)


def test_a_name_stands_for_one_cohort_of_a_programme():
    cohort = make_cohort()
    with pytest.raises(IntegrityError, match="cohort_name_in_programme"), transaction.atomic():
        make_cohort(cohort.programme, name=cohort.name)
    make_cohort(name=cohort.name)


def test_an_address_stands_for_one_programme():
    programme = make_programme()
    with pytest.raises(IntegrityError, match="slug"), transaction.atomic():
        make_programme(slug=programme.slug)


def test_a_role_is_held_once():
    user = make_staff("manager", make_programme())
    held = RoleAssignment.objects.get(user=user)
    with pytest.raises(IntegrityError, match="role_once"), transaction.atomic():
        RoleAssignment.objects.create(user=user, programme=held.programme, role=held.role)

"""Who lacks a certificate, and what staff note about it."""

from datetime import date

import pytest

from programmes.profiles.models import Screening
from programmes.profiles.services.screening import lacks_certificate
from tests.factories.profiles import make_mentor, make_screening

pytestmark = pytest.mark.django_db
DAY = date(2026, 2, 15)


def test_who_was_never_screened_or_only_talked_to_lacks_it():
    unscreened, talked = make_mentor(), make_mentor()
    Screening.objects.create(profile=talked, talk_held_on=DAY)
    ids = {unscreened.pk, talked.pk}
    assert lacks_certificate(ids, DAY) == ids


def test_a_certificate_holds_for_the_months_of_the_cohort():
    mentor = make_mentor()
    make_screening(mentor, issued_on=date(2023, 2, 16))
    assert lacks_certificate([mentor.pk], DAY) == set()
    assert lacks_certificate([mentor.pk], date(2026, 2, 16)) == {mentor.pk}


def test_it_is_one_query(django_assert_num_queries):
    mentors = [make_mentor() for _ in range(3)]
    for mentor in mentors:
        make_screening(mentor)
    with django_assert_num_queries(1):
        assert lacks_certificate([mentor.pk for mentor in mentors], DAY) == set()

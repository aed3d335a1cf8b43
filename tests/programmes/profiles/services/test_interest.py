"""Who would like to be a mentor goes on from a mail, the same for everybody."""

from datetime import timedelta

import pytest

from mentoring.notifications.models import Mail
from programmes.profiles.models import Enrolment
from programmes.profiles.services import interest
from tests.errors import refused
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort, make_programme
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


def begin(cohort, email="renate@example.org", **names):
    usual = {"given_name": "Renate", "family_name": "Brandt"}
    interest.begin(cohort, email=email, now=NOW, **usual | names)


def test_a_form_is_begun_once_whoever_types_the_address():
    cohort = make_cohort(takes_interest=True)
    begin(cohort)
    begin(cohort, " Renate@Example.org", given_name="Wer", family_name="Anders")
    assert Enrolment.objects.get().given_name == "Renate"
    assert {mail.to for mail in Mail.objects.all()} == {"renate@example.org"}


def test_who_takes_part_gets_a_mail_and_no_second_form():
    cohort = make_cohort(takes_interest=True)
    mentor = make_mentor(cohort)
    begin(cohort, mentor.user.email)
    assert not Enrolment.objects.exists()
    assert Mail.objects.get().to == mentor.user.email


def test_where_nobody_is_looked_for_nobody_comes_forward():
    over = make_cohort(takes_interest=True, starts_on="2025-01-01", ends_on="2026-02-28")
    over.refresh_from_db()
    for cohort in (make_cohort(takes_interest=False), over):
        with refused("closed"):
            begin(cohort)


def test_the_next_cohort_to_start_comes_first():
    programme = make_programme()
    dates = ((2025, 2036), (2030, 2037), (2028, 2038))
    running, _later, following = (
        make_cohort(
            programme, takes_interest=True, starts_on=f"{first}-03-01", ends_on=f"{last}-03-01"
        )
        for first, last in dates
    )
    assert interest.taking_cohort(programme, NOW.date()) == following
    type(running).objects.exclude(pk=running.pk).update(takes_interest=False)
    assert interest.taking_cohort(programme, NOW.date()) == running
    assert interest.taking_cohort(make_programme(), NOW.date()) is None


def test_an_office_may_begin_and_no_machine():
    for _ in range(interest.BEGUN.tries):
        interest.let_begin("192.0.2.1", now=NOW)
    with refused("too_often"):
        interest.let_begin("192.0.2.1", now=NOW)
    interest.let_begin("192.0.2.1", now=NOW + timedelta(hours=2))

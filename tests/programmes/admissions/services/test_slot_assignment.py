"""Whoever books waits for nobody while somebody else is free."""

from datetime import timedelta

import pytest
from django.db import connection, transaction

from mentoring.common.actors import Actor
from programmes.admissions.models import Interview, Interviewer, OfferedTime
from programmes.admissions.services import interviews, slot_assignment
from programmes.admissions.services.slot_assignment import slots_for
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.threads import at_once

APPLICANT = Actor.holder("applicant")


@pytest.mark.django_db(transaction=True)
def test_who_is_being_booked_is_passed_over_for_who_is_idle():
    cohort = make_cohort()
    first, second = (make_interviewer(cohort.programme, (1, "09:00", "12:00")) for _ in range(2))
    application = make_application(cohort)
    slot = slots_for(application, now=NOW)[0]
    assert slot.interviewers == (first.pk, second.pk)

    def book() -> Interview:
        with transaction.atomic(), connection.cursor() as cursor:
            # Who waits all the same fails here, and not never.
            cursor.execute("SET LOCAL lock_timeout = '3s'")
            how = {"channel": "video", "zone": "Europe/Berlin", "by": APPLICANT, "now": NOW}
            return interviews.book(application, starts_at=slot.starts_at, **how)

    with transaction.atomic():
        Interviewer.objects.select_for_update().get(pk=first.pk)
        (booked,) = at_once(book)

    assert isinstance(booked, Interview), booked
    assert booked.interviewer == second
    assert booked.ends_at - booked.starts_at == timedelta(minutes=30)


@pytest.mark.django_db(transaction=True)
def test_who_waits_for_one_interviewer_holds_no_other():
    """With two rows held at once two bookings could wait for one another for good."""
    cohort = make_cohort()
    first, second = (make_interviewer(cohort.programme, (1, "09:00", "12:00")) for _ in range(2))
    slots = slots_for(make_application(cohort), now=NOW)
    applications = [make_application(cohort) for _ in range(12)]

    def book(application):
        return interviews.book(
            application,
            starts_at=slots[0].starts_at,
            channel="video",
            zone="Europe/Berlin",
            by=APPLICANT,
            now=NOW,
        )

    results = at_once(*(lambda one=one: book(one) for one in applications))

    booked = [one for one in results if isinstance(one, Interview)]
    assert {one.interviewer for one in booked} == {first, second}
    assert len(booked) == 2
    assert {type(one).__name__ for one in results} == {"Interview", "SlotTakenError"}


@pytest.mark.django_db
def test_who_was_booked_before_the_lock_came_is_passed_over(monkeypatch):
    """The look before the lock is old by the time the row is ours."""
    cohort = make_cohort()
    first, second = (make_interviewer(cohort.programme, (1, "09:00", "12:00")) for _ in range(2))
    application = make_application(cohort)
    slot = slots_for(application, now=NOW)[0]
    free_at = slot_assignment._free_at

    def look_and_be_late(*args, **now):
        found = free_at(*args, **now)
        if not Interview.objects.exists():
            make_interview(make_application(cohort), first, slot.starts_at)
        return found

    monkeypatch.setattr(slot_assignment, "_free_at", look_and_be_late)
    booked = interviews.book(
        application,
        starts_at=slot.starts_at,
        channel="video",
        zone="Europe/Berlin",
        by=APPLICANT,
        now=NOW,
    )

    assert booked.interviewer == second


@pytest.mark.django_db
def test_an_offer_ends_with_its_moment():
    cohort = make_cohort()
    application, moment = make_application(cohort), NOW + timedelta(days=1)
    OfferedTime.objects.create(
        application=application,
        interviewer=make_interviewer(cohort.programme),
        starts_at=moment,
        offered_at=NOW,
    )

    before = slot_assignment.offers_for(application, now=moment - timedelta(minutes=1))
    assert [offer.starts_at for offer in before] == [moment]
    assert slot_assignment.offers_for(application, now=moment) == []

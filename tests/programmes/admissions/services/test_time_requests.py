"""Wishes for a time, what staff offer for them, and how a booking uses the offer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.admissions.models import Interview, OfferedTime, TimeRequest
from programmes.admissions.services import interviews, slot_assignment, time_requests
from programmes.admissions.services.interviews import SlotTakenError
from programmes.admissions.states import Channel, InterviewState
from programmes.applications.states import ApplicationState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort
from tests.threads import Meeting, at_once

APPLICANT = Actor.holder("applicant")
# A Thursday evening in March, outside everybody's office hours.
EVENING = datetime(2026, 3, 5, 18, tzinfo=UTC)
NINE = datetime(2026, 3, 3, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def cohort(db):
    return make_cohort()


@pytest.fixture
def interviewer(cohort):
    return make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)


@pytest.fixture
def manager(cohort):
    return Actor.of(make_staff(Role.MANAGER, cohort.programme))


@pytest.fixture
def application(cohort):
    return make_application(cohort)


def leave(application, text="Immer nach 18 Uhr", now=NOW):
    return time_requests.leave(
        application, times=["evenings"], text=text, zone="America/New_York", now=now
    )


def offer(application, interviewer, manager, *starts, now=NOW):
    starts = starts or (EVENING, EVENING + HOUR)
    return time_requests.offer(
        application, interviewer=interviewer, starts=starts, by=manager, now=now
    )


def book(application, starts_at=EVENING, *, by=APPLICANT, now=NOW, **more):
    usual = {"channel": Channel.VIDEO, "zone": "Europe/Berlin"}
    return interviews.book(application, starts_at=starts_at, by=by, now=now, **usual | more)


def test_a_wish_that_is_still_open_is_changed_and_not_doubled(application):
    leave(application)
    leave(application, "Lieber am Wochenende", now=NOW + HOUR)

    time_request = TimeRequest.objects.open().get()
    assert (time_request.text, time_request.left_at, time_request.zone) == (
        "Lieber am Wochenende",
        NOW + HOUR,
        "America/New_York",
    )
    with pytest.raises(IntegrityError, match="one_open"), transaction.atomic():
        TimeRequest.objects.create(application=application, left_at=NOW)


def test_an_offer_answers_the_wish_and_is_mailed(application, interviewer, manager):
    leave(application)
    offer(application, interviewer, manager)

    assert not TimeRequest.objects.open().exists()
    assert [one.starts_at for one in slot_assignment.offers_for(application, now=NOW)] == [
        EVENING,
        EVENING + HOUR,
    ]
    mail = Mail.objects.get(kind="time_offer")
    assert mail.to == application.email
    assert "13:00" in mail.text, "in the zone of the wish"


def test_a_new_offer_takes_the_place_of_the_old_one(application, interviewer, manager):
    offer(application, interviewer, manager)
    offer(application, interviewer, manager, EVENING + 2 * HOUR, now=NOW + HOUR)
    assert OfferedTime.objects.get().starts_at == EVENING + 2 * HOUR
    assert Mail.objects.filter(kind="time_offer").count() == 2


def test_an_offer_made_again_is_mailed_again_but_not_by_a_double_click(
    application, interviewer, manager
):
    for hours, starts_at in enumerate((EVENING, EVENING + 2 * HOUR, EVENING)):
        for _click in range(2):
            offer(application, interviewer, manager, starts_at, now=NOW + hours * HOUR)
    assert Mail.objects.filter(kind="time_offer").count() == 3


@pytest.mark.parametrize("starts", [(NOW - HOUR,), (NOW,)])
def test_what_is_over_is_not_offered(application, interviewer, manager, starts):
    with pytest.raises(DomainError, match=r"noch kommen"):
        offer(application, interviewer, manager, *starts)
    assert not Mail.objects.exists()


def test_nobody_is_offered_who_talks_to_somebody_else_then(application, interviewer, manager):
    make_interview(make_application(application.cohort), interviewer, EVENING)
    with pytest.raises(time_requests.OverlapError) as refusal:
        offer(application, interviewer, manager)
    assert refusal.value.starts_at == EVENING
    assert not OfferedTime.objects.exists()


def test_six_times_are_too_many(application, interviewer, manager):
    starts = [EVENING + n * HOUR for n in range(6)]
    assert len(offer(application, interviewer, manager, *starts)) == time_requests.MOST_OFFERED


def test_an_offered_time_is_booked_outside_the_office_hours(application, interviewer, manager):
    leave(application)
    with pytest.raises(SlotTakenError):
        book(application)
    offer(application, interviewer, manager)

    interview = book(application)
    assert (interview.starts_at, interview.interviewer) == (EVENING, interviewer)
    assert interview.ends_at == EVENING + timedelta(minutes=30)


def test_what_was_offered_to_one_is_no_offer_to_another(cohort, application, interviewer, manager):
    offer(application, interviewer, manager)
    with pytest.raises(SlotTakenError):
        book(make_application(cohort))


def test_an_offered_time_taken_since_is_gone_and_the_rest_is_left(
    cohort, application, interviewer, manager
):
    offer(application, interviewer, manager)
    make_interview(make_application(cohort), interviewer, EVENING)

    with pytest.raises(SlotTakenError):
        book(application)
    assert [one.starts_at for one in slot_assignment.offers_for(application, now=NOW)] == [
        EVENING + HOUR
    ]


def test_of_two_to_whom_the_same_time_was_offered_one_gets_it(transactional_db, monkeypatch):
    looked = Meeting()
    monkeypatch.setattr(slot_assignment, "_lock_idle", looked.before(slot_assignment._lock_idle))
    cohort = make_cohort()
    interviewer = make_interviewer(cohort.programme)
    manager = Actor.of(make_staff(Role.MANAGER, cohort.programme))
    both = [make_application(cohort) for _ in range(2)]
    for application in both:
        offer(application, interviewer, manager, EVENING)

    results = at_once(*(lambda one=one: book(one) for one in both), meetings=(looked,))
    assert sorted(type(result).__name__ for result in results) == ["Interview", "SlotTakenError"]


def test_without_the_look_at_the_calendar_the_database_still_refuses(
    cohort, application, interviewer, manager, monkeypatch
):
    """The exclusion constraint is the last referee, also of offers."""
    offer(application, interviewer, manager)
    make_interview(make_application(cohort), interviewer, EVENING)
    monkeypatch.setattr(slot_assignment, "in_the_way", lambda *_a, **_k: Interview.objects.none())
    with pytest.raises(SlotTakenError):
        book(application)
    assert Interview.objects.count() == 1


@pytest.mark.parametrize("state", ["withdrawn", "declined", "interview"])
def test_who_waits_for_no_appointment_is_offered_none(application, interviewer, manager, state):
    leave(application)
    type(application).objects.filter(pk=application.pk).update(state=state)
    assert not TimeRequest.objects.open().exists()
    with pytest.raises(DomainError):
        offer(application, interviewer, manager)
    with pytest.raises(DomainError):
        leave(application)


def test_a_booking_closes_the_wish(application, interviewer):
    leave(application)
    book(application, NINE)
    assert TimeRequest.objects.get().answered_at == NOW


def test_a_wish_is_taken_back_once(application):
    leave(application)
    assert time_requests.withdraw(application)
    assert not time_requests.withdraw(application)
    assert not TimeRequest.objects.exists()


class TestAChosenInterviewer:
    def test_only_their_times_are_shown_and_booked(self, cohort, application, interviewer):
        other = make_interviewer(cohort.programme, (1, "11:00", "13:00"), horizon_days=7)
        slots = interviews.slots_for(application, now=NOW, only=other.pk)
        assert {slot.interviewers for slot in slots} == {(other.pk,)}
        assert slots[0].starts_at == NINE + 2 * HOUR

        with pytest.raises(SlotTakenError):
            book(application, NINE, only=other.pk)
        assert book(application, NINE + 2 * HOUR, only=other.pk).interviewer == other

    def test_a_colleague_of_another_programme_is_nobody_here(self, application, interviewer):
        stranger = make_interviewer(make_cohort().programme, (1, "09:00", "12:00"))
        with pytest.raises(SlotTakenError):
            book(application, NINE, only=stranger.pk)

    def test_a_move_stays_with_the_same_person_where_that_is_possible(
        self, cohort, application, interviewer
    ):
        booked = book(application, NINE)
        make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
        moved = interviews.reschedule(
            booked, starts_at=NINE + HOUR, zone="Europe/Berlin", by=APPLICANT, now=NOW
        )
        assert moved.interviewer == interviewer

    def test_who_has_fewest_ahead_takes_the_next(self, cohort, application, interviewer):
        busier = make_interviewer(cohort.programme, (1, "09:00", "12:00"), horizon_days=7)
        make_interview(make_application(cohort), interviewer, NINE + HOUR)
        assert book(application, NINE).interviewer == busier


class TestWaysToTalk:
    @pytest.fixture
    def on_site(self, cohort):
        return make_interviewer(
            cohort.programme,
            (1, "09:00", "12:00"),
            horizon_days=7,
            channels=[Channel.ADDRESS],
            address="Lindenstraße 1",
        )

    def test_whoever_offers_it_takes_the_talk(self, application, interviewer, on_site):
        assert book(application, NINE, channel=Channel.ADDRESS).interviewer == on_site

    def test_a_way_that_nobody_offers_then_is_refused_with_those_that_are(
        self, application, on_site
    ):
        with pytest.raises(DomainError, match=r"On site|Vor Ort") as refusal:
            book(application, NINE, channel=Channel.VIDEO)
        assert refusal.value.code == "channel"
        assert not Interview.objects.exists()


class TestAfterTwoMissedTalks:
    @pytest.fixture
    def missed(self, application, interviewer):
        for n in (1, 2):
            make_interview(
                application, interviewer, NOW - timedelta(days=n), InterviewState.NO_SHOW
            )
        return application

    def test_applicants_choose_no_time_themselves(self, missed):
        assert not interviews.can_self_book(missed)
        assert interviews.slots_for(missed, now=NOW) == []
        with pytest.raises(SlotTakenError):
            book(missed, NINE)

    def test_staff_book_for_them(self, missed, manager):
        assert book(missed, NINE, by=manager, note="Telefoniert.").starts_at == NINE
        assert missed.state == ApplicationState.INTERVIEW

    def test_what_staff_offer_they_book(self, missed, interviewer, manager):
        offer(missed, interviewer, manager)
        assert book(missed).starts_at == EVENING

    def test_once_is_not_twice(self, application, interviewer):
        make_interview(application, interviewer, NOW - HOUR, InterviewState.NO_SHOW)
        assert interviews.can_self_book(application)
        assert book(application, NINE)


class TestStaffBookAnyTime:
    def test_outside_the_hours_and_at_short_notice(self, application, interviewer, manager):
        soon = NOW + HOUR
        booked = book(application, soon, by=manager, only=interviewer.pk, anyhow=True)
        assert booked.starts_at == soon
        assert not Mail.objects.filter(kind__startswith="interview_reminder").exists()

    @pytest.mark.parametrize("minutes", [-15, 0, 15, 35])
    def test_never_over_another_talk_nor_into_the_break(
        self, cohort, application, interviewer, manager, minutes
    ):
        type(interviewer).objects.update(buffer_minutes=10, buffer_before_minutes=5)
        interviewer.refresh_from_db()
        book(make_application(cohort), EVENING, by=manager, only=interviewer.pk, anyhow=True)
        at = EVENING + timedelta(minutes=minutes)
        with pytest.raises(SlotTakenError):
            book(application, at, by=manager, only=interviewer.pk, anyhow=True)

    def test_not_in_the_past(self, application, interviewer, manager):
        with pytest.raises(DomainError, match=r"over|vorbei"):
            book(application, NOW, by=manager, only=interviewer.pk, anyhow=True)


@pytest.mark.django_db
def test_what_is_typed_and_not_sent_is_no_wish():
    application = make_application()
    time_requests.keep_unfinished(application, "wish", {"text": ["montags"]})
    application.refresh_from_db()
    assert application.unfinished == {"wish": {"text": ["montags"]}}
    assert not TimeRequest.objects.exists()
    with pytest.raises(DomainError):
        time_requests.keep_unfinished(make_application(state="accepted"), "wish", {})

"""The calendar that an interviewer subscribes to."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from icalendar import Calendar

from mentoring.common import clock, lifecycle
from mentoring.common.actors import Actor
from mentoring.notifications.services import feeds
from programmes.admissions import calendar_feeds
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.services import interviews
from programmes.admissions.states import InterviewEvent, InterviewState
from tests.factories.applications import make_application, make_interview, make_interviewer
from tests.factories.cohorts import make_cohort

pytestmark = pytest.mark.django_db
AFTER = (clock.now() + timedelta(hours=1)).replace(microsecond=0)


@pytest.fixture
def person():
    interviewer = make_interviewer(make_cohort().programme)
    feeds.renew(interviewer.user)
    return interviewer


@pytest.fixture
def talk(person):
    """An interview of somebody, `days` from now."""

    def make(days=1, who=person, **fields):
        cohort = make_cohort(who.user.roles.get().programme)
        application = make_application(cohort, given_name="Amina", family_name="Yılmaz")
        return make_interview(application, who, clock.now() + timedelta(days=days), **fields)

    return make


def address(secret):
    return reverse("calendar_feed", args=[secret])


def events(client, person):
    answer = client.get(address(feeds.secret_of(person.user)))
    assert answer.status_code == 200
    return Calendar.from_ical(answer.content).walk("VEVENT")


def test_an_interview_is_an_entry_with_a_name_cut_short(client, person, talk):
    booked = talk(sequence=2)

    (event,) = events(client, person)

    assert (event["UID"], event["SEQUENCE"]) == (str(booked.pk), 2)
    assert event.decoded("DTSTART") == booked.starts_at.replace(microsecond=0)
    assert event["SUMMARY"].endswith("Amina Y.")
    assert event["LOCATION"] == "https://video.example.org/room"
    text = event.to_ical().decode()
    assert booked.application.email not in text
    assert "Yılmaz" not in text


def test_a_phone_number_stays_on_the_page_behind_the_link(client, person, talk):
    booked = talk(channel="phone", phone="+49 30 1234567")

    (event,) = events(client, person)

    assert "1234567" not in event.to_ical().decode()
    assert str(booked.pk) in event["URL"]


def test_what_was_cancelled_says_so_and_what_is_long_past_is_gone(client, person, talk):
    talk(2, state=InterviewState.CANCELLED)
    talk(-29, state=InterviewState.HELD)
    talk(-31, state=InterviewState.HELD)
    talk(-1, state=InterviewState.NO_SHOW)

    assert [event["STATUS"] for event in events(client, person)] == ["CONFIRMED", "CANCELLED"]


def test_only_ones_own_interviews_of_programmes_one_serves(client, person, talk):
    colleague = make_interviewer(person.user.roles.get().programme)
    talk(1, who=colleague)
    assert events(client, person) == []

    talk(1)
    assert len(events(client, person)) == 1
    person.user.roles.all().delete()
    assert events(client, person) == []


def test_no_cache_keeps_it(client, person):
    answer = client.get(address(feeds.secret_of(person.user)))

    assert answer.headers["Cache-Control"] == "no-store, private"
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"


def test_a_revoked_an_unknown_and_a_former_address_answer_alike(client, person):
    old = feeds.secret_of(person.user)
    feeds.renew(person.user)
    left = make_interviewer(make_cohort().programme)
    feeds.renew(left.user)
    left.user.is_active = False
    left.user.save()

    keys = (old, uuid.uuid4(), feeds.secret_of(left.user))
    answers = {str(key): client.get(address(key)) for key in keys}

    assert {answer.status_code for answer in answers.values()} == {404}
    # But for the address itself, to which the choice of a language leads back.
    assert len({page.content.decode().replace(key, "") for key, page in answers.items()}) == 1
    assert client.get("/calendar/None.ics").status_code == 404


def test_reading_changes_nothing_and_writing_is_refused(client, person, talk):
    talk()
    before = list(Interview.objects.values())

    assert client.head(address(feeds.secret_of(person.user))).status_code == 200
    assert client.post(address(feeds.secret_of(person.user))).status_code == 405
    assert list(Interview.objects.values()) == before


@pytest.mark.parametrize("talks", [1, 30])
def test_the_number_of_queries_does_not_grow(
    client, person, talk, talks, django_assert_max_num_queries
):
    for number in range(talks):
        talk(number + 1)

    with django_assert_max_num_queries(4):
        assert len(events(client, person)) == talks


def test_a_name_adds_no_property(client, person, talk):
    booked = talk()
    application = booked.application
    application.given_name = "Ada\r\nATTENDEE:mailto:thief@evil.example"
    application.save()

    (event,) = events(client, person)

    assert "ATTENDEE" not in event


def test_who_is_no_member_of_staff_any_more_has_no_interviews_in_the_calendar(person, talk):
    talk()
    assert len(list(calendar_feeds.interviews_of(person.user, clock.now()))) == 1
    person.user.is_staff = False
    assert list(calendar_feeds.interviews_of(person.user, clock.now())) == []


def moved(talk):
    interviews.reschedule(
        talk,
        starts_at=talk.starts_at + timedelta(days=1),
        zone=talk.zone,
        by=Actor.system(),
        now=AFTER,
        only=talk.interviewer_id,
        anyhow=True,
    )


def called_elsewhere(talk):
    lifecycle.record(talk, by=Actor.system(), now=AFTER, event=InterviewEvent.PHONE_CHANGED)


def in_another_room(talk):
    Interviewer.objects.filter(pk=talk.interviewer_id).update(where_changed_at=AFTER)


@pytest.mark.parametrize("change", [moved, called_elsewhere, in_another_room])
def test_each_change_counts_as_the_last_one(client, person, talk, change):
    """Programmes that go by it would keep what was."""
    booked = talk()
    (before,) = events(client, person)
    assert before.decoded("LAST-MODIFIED") == booked.state_since.replace(microsecond=0)
    change(booked)
    (event,) = events(client, person)
    assert event.decoded("LAST-MODIFIED") == AFTER

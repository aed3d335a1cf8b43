"""Choosing a time: what is refused says why, and nothing that was typed is lost."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.utils import translation
from icalendar import Calendar

from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview, OfferedTime, TimeRequest
from programmes.admissions.services import interviews
from programmes.admissions.states import Channel, InterviewState
from programmes.admissions.views.appointment import what_changed
from programmes.applications.states import ApplicationState
from programmes.scheduling.models import AvailabilityException
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer
from tests.programmes.applicants import WEDNESDAY_NINE, everything

ENGLISH = {"accept-language": "en"}
TEN = WEDNESDAY_NINE + timedelta(hours=1)
ELEVEN = WEDNESDAY_NINE + timedelta(hours=2)


def choice(starts_at=TEN, **changes):
    usual = {"slot": starts_at.isoformat(), "channel": "video", "zone": "Europe/Berlin"}
    return usual | changes


def somebody_books(site, starts_at):
    return interviews.book(
        make_application(site.cohort),
        starts_at=starts_at,
        channel=Channel.VIDEO,
        zone="Europe/Berlin",
        by=Actor.holder("applicant"),
        now=NOW,
    )


@pytest.fixture
def path(site):
    return site.status(page="book")


def offered(page):
    body = page.content.decode()
    return {when for when in (TEN, ELEVEN) if f'value="{when.isoformat()}"' in body}


def test_a_time_taken_meanwhile_is_refused_with_fresh_times(site, path):
    somebody_books(site, TEN)
    answer = Client().post(path, choice(channel="phone", phone="0171 2345678"))

    assert answer.status_code == 409
    assert 'role="alert"' in answer.content.decode()
    assert offered(Client().get(f"{path}?day=2026-03-04")) == {ELEVEN}
    assert 'value="0171 2345678"' in answer.content.decode()
    assert 'value="phone" checked' in answer.content.decode()
    site.sent.refresh_from_db()
    assert site.sent.state == ApplicationState.SUBMITTED


def test_of_many_who_send_the_same_time_one_after_the_other_one_gets_it(site):
    paths = [site.status(make_application(site.cohort), "book") for _ in range(5)]
    answers = [Client().post(one, choice()).status_code for one in paths]
    assert answers == [302, 409, 409, 409, 409]


@pytest.mark.parametrize(
    "slot",
    [
        "",
        "gestern",
        "2026-03-04",
        "2026-03-04T09:00:00",
        "2026-03-04T09:00:00+99:00",
        "9999-12-31T23:59:59-23:59",
        "0001-01-01T00:00:00+23:59",
        "<script>alert(1)</script>",
        "2026-03-04T09:00:00+00:00" + "0" * 60,
    ],
)
def test_a_forged_time_is_refused_with_clear_words(site, path, slot):
    before = everything()
    answer = Client().post(path, choice(slot=slot))
    body = answer.content.decode()
    assert answer.status_code in {409, 422}
    assert 'role="alert"' in body
    assert "<script>alert" not in body
    assert everything() == before


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2026, 2, 25, 9, tzinfo=UTC),  # past
        datetime(2026, 3, 2, 8, tzinfo=UTC),  # within the notice
        TEN + timedelta(minutes=7),  # between two slots
        datetime(2026, 3, 5, 9, tzinfo=UTC),  # outside of the office hours
        datetime(2027, 3, 3, 9, tzinfo=UTC),  # far ahead
    ],
)
def test_a_time_that_is_not_offered_is_a_conflict(site, path, starts_at):
    assert Client().post(path, choice(starts_at)).status_code == 409


def test_the_notice_may_become_too_short_while_the_page_is_open(site, path, time_machine):
    assert TEN in offered(Client().get(f"{path}?day=2026-03-04"))
    time_machine.move_to(TEN - timedelta(hours=23), tick=False)
    assert Client().post(path, choice()).status_code == 409


def test_a_day_off_entered_while_the_page_is_open_counts(site, path):
    AvailabilityException.objects.create(
        user=site.booked.interviewer.user, first_day=TEN.date(), last_day=TEN.date()
    )
    assert Client().post(path, choice()).status_code == 409


@pytest.mark.parametrize("phone", ["", "abc", "<b>1</b>", "12", "------", "0171 234567x"])
def test_a_call_needs_a_number_and_the_chosen_time_stays_chosen(site, path, phone):
    answer = Client().post(path, choice(ELEVEN, channel="phone", phone=phone, day="2026-03-04"))
    body = answer.content.decode()
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in body
    assert f'value="{ELEVEN.isoformat()}" required checked' in body


def test_the_day_of_the_chosen_time_is_shown_again_whichever_day_was_looked_at(site, path):
    """The form carries the time alone; without its day the choice would be out of sight."""
    page = Client().get(path)
    later = page.context["calendar"].slots[-1].starts_at
    answer = Client().post(path, choice(later, channel="phone", phone=""))
    body = answer.content.decode()
    assert f'value="{later.isoformat()}" required checked' in body
    assert body.index('class="error-summary"') < body.index("<h1")
    assert 'href="#div_id_phone"' in body


@pytest.mark.parametrize(
    ("place", "zone"),
    [("Tokio", "Asia/Tokyo"), ("tokyo", "Asia/Tokyo"), ("America/New_York", "America/New_York")],
)
def test_a_zone_is_found_by_the_name_of_a_place(site, path, place, zone):
    page = Client().get(path, {"zone": place}).content.decode()

    assert f'name="zone" value="{zone}"' in page


def test_a_place_that_nobody_knows_is_told(site, path):
    page = Client().get(path, {"zone": "Hintertupfing"}, headers=ENGLISH).content.decode()

    assert "We do not know this place." in page


def test_who_moves_goes_on_in_the_zone_of_the_interview(site):
    """Without script nothing else tells the zone; another can be chosen."""
    Interview.objects.update(zone="Asia/Saigon")
    move = site.interview("move")

    page = Client().get(move).content.decode()
    assert 'name="zone" value="Asia/Saigon"' in page
    assert "data-zone" not in page, "a script would put the device's in its place"
    other = Client().get(move, {"zone": "Lima"}).content.decode()
    assert 'name="zone" value="America/Lima"' in other


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "", "<b>", "x" * 500])
def test_an_unknown_zone_falls_back_to_the_programmes_own(site, path, zone):
    page = Client().get(path, {"zone": zone})
    assert page.status_code == 200
    assert 'name="zone" value="Europe/Berlin"' in page.content.decode()
    assert Client().post(path, choice(zone=zone)).status_code == 422


@pytest.mark.parametrize("day", ["", "2026-13-45", "0001-01-01", "9999-12-31", "<b>"])
def test_any_day_in_the_address_shows_a_page(path, day):
    assert Client().get(path, {"day": day}).status_code == 200


def test_new_york_reads_both_times_on_the_days_between_two_changes_of_clocks(
    site, path, time_machine
):
    """On 20 March New York has changed its clocks and Berlin has not: five hours, not six."""
    time_machine.move_to(datetime(2026, 3, 18, 7, tzinfo=UTC), tick=False)
    make_interviewer(site.cohort.programme, (4, "14:00", "15:00"))
    page = Client().get(
        path,
        {"zone": "America/New_York", "day": "2026-03-20"},
        headers={"accept-language": "en"},
    )
    body = page.content.decode()
    assert "09:00 (14:00)" in body
    assert "In brackets: the time in Berlin." in body

    friday = datetime(2026, 3, 20, 13, tzinfo=UTC)
    Client().post(path, choice(friday, zone="America/New_York"))
    mail = Mail.objects.get(kind="interview_booked", to=site.sent.email)
    assert "09:00" in mail.text
    assert "14:00" in mail.text
    (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
    assert event["DTSTART"].dt == friday
    status = Client().get(site.status()).content.decode()
    assert "09:00" in status


def test_moving_to_a_taken_time_keeps_the_appointment(site):
    somebody_books(site, TEN)
    answer = Client().post(site.interview("move"), choice())
    assert answer.status_code == 409
    site.booked.refresh_from_db()
    assert (site.booked.starts_at, site.booked.sequence) == (WEDNESDAY_NINE, 0)


def test_a_booked_interview_says_so_and_goes_into_any_calendar(site):
    page = Client().get(site.interview(), headers={"accept-language": "en"}).content.decode()
    room = site.booked.interviewer.video_link
    assert f'href="{room}"' in page
    for calendar in ("calendar/", "https://calendar.google.com/", "https://outlook.live.com/"):
        assert calendar in page
    for loaded in ("<img", "<iframe", '<script src="http'):
        assert loaded not in page, "nothing is asked of others before one opens it"
    file = Client().get(site.interview("calendar"))
    (event,) = Calendar.from_ical(file.content).walk("VEVENT")
    assert (event["UID"], event.decoded("DTSTART")) == (
        str(site.booked.pk),
        site.booked.starts_at.replace(microsecond=0),
    )


def test_a_move_tells_what_has_changed(site):
    was_at, was_with = site.booked.starts_at, site.booked.interviewer
    colleague = make_interviewer(site.cohort.programme)
    with translation.override("de"):
        time = what_changed(site.booked, was_at=was_at - timedelta(days=1), was_with=was_with)
        person = what_changed(site.booked, was_at=was_at, was_with=colleague)
    assert "statt mit" not in time
    assert f"statt mit {colleague}" in person


def test_cancelling_is_asked_first(site):
    client, path = Client(), site.interview("cancel")
    assert client.get(path).templates[0].name == "question.html"
    assert not Mail.objects.filter(kind="interview_cancelled").exists()
    assert f'href="{path}"' in client.get(site.interview()).content.decode()


def test_cancelling_twice_is_one_change(site):
    client, path = Client(), site.interview("cancel")
    answers = [client.post(path) for _ in range(2)]
    assert answers[0].status_code == 302
    assert answers[1].status_code == 410, "the link of what was is outdated"
    site.booked.refresh_from_db()
    assert (site.booked.state, site.booked.sequence) == (InterviewState.CANCELLED, 1)
    assert Mail.objects.filter(kind="interview_cancelled").count() == 1


def test_an_appointment_that_is_over_is_neither_moved_nor_cancelled(site, time_machine):
    interviews.hold(site.booked, by=Actor.system(), now=site.booked.ends_at)
    for page in ("move", "cancel"):
        answer = Client().post(site.interview(page), choice())
        assert answer.status_code == 409
        assert 'role="alert"' in answer.content.decode()
    site.booked.refresh_from_db()
    assert site.booked.state == InterviewState.HELD


def test_booking_twice_with_one_application_books_once(site, path):
    client = Client()
    client.post(path, choice(TEN))
    answer = client.post(path, choice(ELEVEN))
    assert answer.status_code == 302
    assert site.sent.interviews.get().starts_at == TEN


def test_with_nothing_free_the_page_says_what_comes_next(site, path):
    site.booked.interviewer.user.availability_rules.all().delete()
    page = Client().get(path).content.decode()
    assert 'name="slot"' not in page
    assert site.cohort.programme.contact_email in page


def test_a_leap_day_is_a_day_like_others(site, path, time_machine):
    time_machine.move_to(datetime(2028, 2, 21, 7, tzinfo=UTC), tick=False)
    make_interviewer(site.cohort.programme, (1, "09:00", "10:00"))
    leap_day = datetime(2028, 2, 29, 8, tzinfo=UTC)
    path = site.status(page="book")
    assert "29" in Client().get(path, {"day": "2028-02-29"}).content.decode()
    assert Client().post(path, choice(leap_day)).status_code == 302
    assert site.sent.interviews.get().starts_at == leap_day


class TestWhomAndHow:
    @pytest.fixture
    def other(self, site):
        return make_interviewer(
            site.cohort.programme,
            (3, "14:00", "15:00"),
            user=make_staff("interviewer", site.cohort.programme, name="Mia Lindgren"),
            channels=[Channel.ADDRESS],
            address="Lindenstraße 1, Berlin",
        )

    def test_one_interviewer_is_no_choice(self, path):
        assert "Whom would you like" not in Client().get(path, headers=ENGLISH).content.decode()

    def test_of_two_one_can_be_chosen_by_first_name(self, site, path, other):
        body = Client().get(path, headers=ENGLISH).content.decode()
        assert f"?zone=Europe/Berlin&amp;who={other.pk}" in body
        assert "Mia" in body
        assert "Lindgren" not in body

        page = Client().get(path, {"who": other.pk}, headers=ENGLISH)
        calendar = page.context["calendar"]
        assert {slot.interviewers for slot in calendar.slots} == {(other.pk,)}
        assert f'name="who" value="{other.pk}"' in page.content.decode()
        assert [way[0] for way in page.context["channel_choices"]] == ["address"]
        assert "Lindenstraße 1, Berlin" in page.content.decode()

        thursday = datetime(2026, 3, 5, 13, tzinfo=UTC)
        chosen = choice(thursday, who=other.pk, channel="address")
        assert Client().post(path, chosen).status_code == 302
        assert site.sent.interviews.get().interviewer == other
        talk = Client().get(f"/interview/{interview_token(site.sent.interviews.get())}/")
        assert "Lindenstraße 1, Berlin" in talk.content.decode()

    @pytest.mark.parametrize("who", ["0", "-1", "abc", "99999999999999999999", "424242"])
    def test_an_unknown_person_means_anybody_and_books_nobody(self, site, path, other, who):
        assert Client().get(path, {"who": who}).context["who"] is None
        assert Client().post(path, choice(who=who)).status_code in {409, 422}
        assert not site.sent.interviews.exists()

    def test_a_way_that_is_not_offered_then_is_refused_in_words(self, site, path, other):
        thursday = datetime(2026, 3, 5, 13, tzinfo=UTC)
        answer = Client().post(path, choice(thursday, channel="video"), headers=ENGLISH)
        assert answer.status_code == 422
        assert "we can talk like this: On site" in answer.content.decode()


def test_each_free_time_stands_on_the_page_once(site, path):
    page = Client().get(path)
    calendar = page.context["calendar"]
    days = [time.value[:10] for time in calendar.next_times]
    assert days == sorted(set(days))
    assert days
    assert calendar.day.isoformat() not in days
    values = re.findall(r'name="slot" value="([^"]+)"', page.content.decode())
    assert len(values) == len(set(values))
    assert not Client().get(path, {"day": "2026-03-04"}).context["calendar"].next_times


class TestWishes:
    @pytest.fixture
    def wish(self, site):
        return site.status(page="wish")

    def test_left_changed_and_withdrawn(self, site, path, wish):
        client = Client(headers=ENGLISH)
        assert wish in client.get(path).content.decode()
        sent = {"times": ["evenings", "weekend"], "text": "Ab Montag", "zone": "America/New_York"}
        page = client.post(wish, sent, follow=True).content.decode()
        assert "We look for a time" in page
        left = TimeRequest.objects.get()
        assert (left.times, left.text, left.zone) == tuple(sent.values())

        again = client.get(wish).content.decode()
        assert "Ab Montag" in again
        assert 'value="New York"' in again
        client.post(wish, sent | {"text": "Ab Dienstag"})
        assert TimeRequest.objects.get().text == "Ab Dienstag"
        for _ in range(2):
            assert client.post(f"{wish}withdraw/").status_code == 302
        assert not TimeRequest.objects.exists()

    def test_an_empty_wish_says_what_is_missing(self, site, wish):
        answer = Client().post(wish, {"zone": "Europe/Berlin"}, headers=ENGLISH)
        assert answer.status_code == 422
        assert "Please tick when you have time" in answer.content.decode()
        assert not TimeRequest.objects.exists()

    @pytest.mark.parametrize(
        "changes", [{"zone": "Mars/Olympus"}, {"times": ["midnight"]}, {"text": "x" * 501}]
    )
    def test_forged_wishes_are_refused(self, wish, changes):
        usual = {"times": ["evenings"], "text": "", "zone": "Europe/Berlin"}
        assert Client().post(wish, usual | changes).status_code == 422
        assert not TimeRequest.objects.exists()

    def test_who_has_an_appointment_wishes_nothing(self, site):
        path = site.status(site.booked.application, "wish")
        for answer in (
            Client().get(path),
            Client().post(path, {"times": ["evenings"], "zone": "Europe/Berlin"}),
        ):
            assert answer.status_code == 302
        assert not TimeRequest.objects.exists()

    def test_offered_times_come_first_and_what_was_taken_since_is_refused(self, site, path):
        interviewer, evening = site.booked.interviewer, datetime(2026, 3, 5, 18, tzinfo=UTC)
        for starts_at in (evening, evening + timedelta(hours=1)):
            OfferedTime.objects.create(
                application=site.sent, interviewer=interviewer, starts_at=starts_at, offered_at=NOW
            )
        body = Client().get(path, headers=ENGLISH).content.decode()
        assert body.index("Offered to you") < body.index("March 2026")
        make_interview(make_application(site.cohort), interviewer, evening)

        answer = Client().post(path, choice(evening), headers=ENGLISH)
        assert answer.status_code == 409
        left = [time.value for time in answer.context["offered"]]
        assert left == [(evening + timedelta(hours=1)).isoformat()]
        assert Client().post(path, choice(evening + timedelta(hours=1))).status_code == 302

    def test_after_two_missed_talks_only_what_is_offered(self, site, path):
        interviewer = site.booked.interviewer
        for days in (3, 5):
            begun = NOW - timedelta(days=days)
            make_interview(site.sent, interviewer, begun, InterviewState.NO_SHOW)
        status = Client().get(site.status(), headers=ENGLISH).content.decode()
        assert "We will get in touch with you" in status
        assert path not in status
        assert Client().get(path).status_code == 302
        assert Client().post(path, choice()).status_code == 409

        evening = datetime(2026, 3, 5, 18, tzinfo=UTC)
        OfferedTime.objects.create(
            application=site.sent, interviewer=interviewer, starts_at=evening, offered_at=NOW
        )
        assert path in Client().get(site.status()).content.decode()
        page = Client().get(path)
        assert [time.value for time in page.context["offered"]] == [evening.isoformat()]
        assert page.context["calendar"].day is None
        assert Client().post(path, choice(evening)).status_code == 302

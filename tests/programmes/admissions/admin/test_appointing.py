"""Staff book, move and offer times; the applicant's page shows what came of it."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils.timezone import localtime
from icalendar import Calendar

from mentoring.common.models import Transition
from mentoring.notifications.models import Mail
from programmes.admissions.models import OfferedTime, TimeRequest
from programmes.admissions.services import interviews
from programmes.admissions.states import InterviewState
from programmes.applications import links
from programmes.applications.states import ApplicationState
from programmes.scheduling.states import Weekday
from tests.factories.applications import make_application, make_interview, make_interviewer

ENGLISH = {"accept-language": "en"}
REASON = {"reason": "Am Telefon ausgemacht."}


@pytest.fixture
def free(cohort):
    """An interviewer who is there every day."""
    hours = [(day, "09:00", "12:00") for day in Weekday.values]
    return make_interviewer(cohort.programme, *hours, holidays_off=False)


@pytest.fixture
def waiting(cohort):
    return make_application(cohort)


def first_slot(application, now):
    return interviews.slots_for(application, now=now)[0].starts_at


def local(name, moment):
    """A day and a time as the browser's fields send them."""
    own = localtime(moment)
    return {f"{name}_0": f"{own:%Y-%m-%d}", f"{name}_1": f"{own:%H:%M}"}


def evening(now, days=5):
    """Outside everybody's hours."""
    day = localtime(now) + timedelta(days=days)
    return day.replace(hour=19, minute=0, second=0, microsecond=0)


class TestBooking:
    @pytest.fixture
    def path(self, address, waiting):
        return address("application_book", waiting)

    def test_a_free_time_of_anybody(self, *, as_manager, path, waiting, free, now):
        starts_at = first_slot(waiting, now)
        page = as_manager.get(path, headers=ENGLISH).content.decode()
        assert starts_at.isoformat() in page
        assert "Anybody who is free" in page

        answer = as_manager.post(path, REASON | {"slot": starts_at.isoformat(), "channel": "video"})
        assert answer.status_code == 302
        talk = waiting.interviews.get()
        assert (talk.starts_at, talk.interviewer, talk.zone) == (
            starts_at,
            free,
            settings.TIME_ZONE,
        )
        moved = Transition.objects.get(target=ApplicationState.INTERVIEW)
        assert moved.note == REASON["reason"]
        assert {mail.to for mail in Mail.objects.filter(kind__startswith="interview_booked")} == {
            waiting.email,
            free.user.email,
        }

    def test_another_time_needs_a_tick_after_a_warning(
        self, *, as_manager, path, waiting, free, now
    ):
        chosen = (
            REASON | {"interviewer": free.pk, "channel": "video"} | local("other", evening(now))
        )
        answer = as_manager.post(path, chosen, headers=ENGLISH)
        assert answer.status_code == 422
        assert "outside the free times" in answer.content.decode()
        assert 'name="anyhow"' in answer.content.decode()
        assert not waiting.interviews.exists()

        assert as_manager.post(path, chosen | {"anyhow": "on"}).status_code == 302
        assert waiting.interviews.get().starts_at == evening(now)

    def test_a_tick_in_advance_warns_nobody_and_books_nothing_over_another_talk(
        self, *, as_manager, path, waiting, free, now, cohort
    ):
        make_interview(make_application(cohort), free, evening(now))
        chosen = {"interviewer": free.pk, "channel": "video", "anyhow": "on"}
        answer = as_manager.post(path, REASON | chosen | local("other", evening(now)))
        assert answer.status_code == 409
        assert not waiting.interviews.exists()
        assert REASON["reason"] in answer.content.decode()

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"reason": ""}, "reason"),
            ({"slot": ""}, "slot"),
            ({"channel": "phone"}, "phone"),
            ({"channel": "moon"}, "channel"),
            ({"interviewer": "9999"}, "interviewer"),
            ({"other_0": "2026-02-30", "other_1": "10:00"}, "other"),
            ({"slot": "", "other_0": "9999-12-31", "other_1": "23:59"}, "other"),
            # The clocks go over this time in the night to 28 March 2027.
            ({"slot": "", "other_0": "2027-03-28", "other_1": "02:30"}, "other"),
        ],
    )
    def test_what_is_missing_is_said_beside_it(
        self, *, as_manager, path, waiting, free, now, changes, field
    ):
        slot = first_slot(waiting, now).isoformat()
        answer = as_manager.post(path, REASON | {"slot": slot, "channel": "video"} | changes)
        assert answer.status_code == 422
        assert field in answer.context["form"].errors
        assert not waiting.interviews.exists()

    def test_a_time_taken_since_is_a_conflict(
        self, *, as_manager, path, waiting, free, now, cohort
    ):
        starts_at = first_slot(waiting, now)
        make_interview(make_application(cohort), free, starts_at)
        answer = as_manager.post(
            path, REASON | {"slot": starts_at.isoformat(), "channel": "video"}, headers=ENGLISH
        )
        assert answer.status_code == 409
        assert "has just been taken" in answer.content.decode()


class TestMoving:
    def test_the_reason_and_both_times_stand_in_the_history(
        self, *, as_manager, address, make_talk, free, now
    ):
        talk = make_talk(hours=72)
        before, starts_at = talk.starts_at, first_slot(talk.application, now)
        path = address("interview_move", talk)
        answer = as_manager.post(path, REASON | {"slot": starts_at.isoformat()})
        assert answer.status_code == 302
        talk.refresh_from_db()
        assert (talk.starts_at, talk.sequence) == (starts_at, 1)
        row = Transition.objects.get(object_id=talk.pk)
        assert (row.source, row.target) == (InterviewState.BOOKED, InterviewState.BOOKED)
        assert (row.event, row.note) == ("moved", REASON["reason"])
        assert row.data == {"before": before.isoformat(), "after": starts_at.isoformat()}
        page = as_manager.get(address("application_change", talk.application), headers=ENGLISH)
        assert "Interview moved" in page.content.decode()
        mail = Mail.objects.get(kind="interview_moved")
        (event,) = Calendar.from_ical(mail.calendar).walk("VEVENT")
        assert (str(event["UID"]), event["SEQUENCE"]) == (str(talk.pk), 1)
        assert REASON["reason"] not in mail.text + mail.calendar

    def test_an_interviewer_moves_own_talks_within_the_own_time(
        self, *, as_interviewer, address, make_talk, free, interviewer, now
    ):
        talk = make_talk(hours=72)
        path = address("interview_move", talk)
        page = as_interviewer.get(path).content.decode()
        assert free.user.name not in page
        theirs = first_slot(talk.application, now)
        answer = as_interviewer.post(path, REASON | {"slot": theirs.isoformat()})
        assert answer.status_code == 409

        chosen = {"interviewer": interviewer.pk, "anyhow": "on"} | local("other", evening(now))
        assert as_interviewer.post(path, REASON | chosen).status_code == 302
        talk.refresh_from_db()
        assert (talk.starts_at, talk.interviewer) == (evening(now), interviewer)

    def test_what_is_over_does_not_move(self, *, as_manager, address, make_talk, free, now):
        talk = make_talk(state=InterviewState.HELD)
        answer = as_manager.post(
            address("interview_move", talk),
            REASON | {"slot": first_slot(talk.application, now).isoformat()},
        )
        assert answer.status_code == 409


class TestOffering:
    @pytest.fixture
    def wish(self, waiting, now):
        return TimeRequest.objects.create(
            application=waiting, times=["evenings"], text="Nach der <b>Schule</b>", left_at=now
        )

    def test_a_wish_is_seen_answered_and_booked(
        self, *, as_manager, address, waiting, wish, free, now
    ):
        start = as_manager.get("/admin/", headers=ENGLISH).content.decode()
        assert "Wish another time" in start
        person = as_manager.get(address("application_change", waiting), headers=ENGLISH)
        assert "Weekdays, evenings" in person.content.decode()
        assert "Nach der &lt;b&gt;Schule" in person.content.decode()

        path = address("application_offer", waiting)
        times = local("first", evening(now)) | local("second", evening(now, days=6))
        answer = as_manager.post(path, {"interviewer": free.pk} | times)
        assert answer.status_code == 302
        assert not TimeRequest.objects.open().exists()

        book = f"/application/{links.token_of(links.STATUS, waiting)}/book/"
        page = Client().get(book, headers=ENGLISH).content.decode()
        assert "Offered to you" in page
        slot = OfferedTime.objects.first().starts_at.isoformat()
        chosen = {"slot": slot, "channel": "video", "zone": settings.TIME_ZONE}
        assert Client().post(book, chosen).status_code == 302
        assert waiting.interviews.get().starts_at == evening(now)

    def test_what_is_in_the_way_is_said_beside_the_time(
        self, *, as_manager, address, waiting, free, now, cohort
    ):
        theirs = make_application(cohort, given_name="Zoe")
        make_interview(theirs, free, evening(now))
        path = address("application_offer", waiting)
        times = local("first", evening(now, days=6)) | local("second", evening(now))
        answer = as_manager.post(path, {"interviewer": free.pk} | times, headers=ENGLISH)
        assert answer.status_code == 409
        (message,) = answer.context["form"].errors["second"]
        assert "from 19:00 to 19:30" in message
        assert str(theirs) in message
        assert not Mail.objects.exists()

    def test_of_a_foreign_programme_the_name_is_not_said(
        self, *, as_manager, address, waiting, free, now
    ):
        theirs = make_application(given_name="Fremd")
        make_interview(theirs, free, evening(now))
        path = address("application_offer", waiting)
        times = local("first", evening(now))
        answer = as_manager.post(path, {"interviewer": free.pk} | times, headers=ENGLISH)
        (message,) = answer.context["form"].errors["first"]
        assert "from 19:00 to 19:30" in message
        assert "Fremd" not in answer.content.decode()

    def test_beside_the_form_stands_what_is_booked(
        self, *, as_manager, address, waiting, free, now, cohort
    ):
        theirs = make_application(cohort, given_name="Zoe")
        make_interview(theirs, free, evening(now))
        page = as_manager.get(address("application_offer", waiting), headers=ENGLISH)
        weeks = {
            person: [name for _at, name in booked] for person, _url, booked in page.context["weeks"]
        }
        assert weeks[free] == [str(theirs)]
        assert address("interviewer_change", free) in page.content.decode()

    def test_nothing_chosen_is_nothing_offered(self, as_manager, address, waiting, free):
        path = address("application_offer", waiting)
        assert as_manager.post(path, {"interviewer": free.pk}).status_code == 422

    def test_interviewers_offer_nothing(self, as_interviewer, address, waiting):
        assert as_interviewer.get(address("application_offer", waiting)).status_code in {403, 404}


def test_who_missed_twice_stands_on_the_first_page(
    *, as_manager, address, waiting, interviewer, now, free
):
    for days in (3, 2):
        begun = now - timedelta(days=days)
        make_interview(waiting, interviewer, begun, InterviewState.NO_SHOW)
    start = as_manager.get("/admin/", headers=ENGLISH).content.decode()
    assert "Missed two interviews" in start
    person = as_manager.get(address("application_change", waiting), headers=ENGLISH)
    assert "Please get in touch" in person.content.decode()
    book = f"/application/{links.token_of(links.STATUS, waiting)}/book/"
    assert Client().get(book).status_code == 302

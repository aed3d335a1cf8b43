"""Office hours: everybody the own, managers their programme's, and what follows from them."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.accounts.states import Role
from programmes.applications.models import Interviewer
from programmes.applications.services.slots import free_slots
from programmes.profiles.models import AvailabilityException, AvailabilityRule
from tests.factories.accounts import make_staff
from tests.factories.applications import make_interviewer
from tests.factories.cohorts import make_cohort

ENGLISH = {"accept-language": "en"}
SETTINGS = {
    "settings-is_bookable": "on",
    "settings-buffer_minutes": "15",
    "settings-notice_hours": "24",
    "settings-horizon_days": "28",
    "settings-video_link": "https://video.example.org/mira",
}


def form(rules=(), off=(), **changes):
    """What the browser sends: rows of hours and of days off, none of them there before."""
    data = SETTINGS | {"rules-INITIAL_FORMS": "0", "off-INITIAL_FORMS": "0"}
    data |= {"rules-TOTAL_FORMS": len(rules), "off-TOTAL_FORMS": len(off)}
    for number, (weekday, starts, ends) in enumerate(rules):
        row = {"weekday": weekday, "starts": starts, "ends": ends, "zone": "Europe/Berlin"}
        data |= {f"rules-{number}-{name}": value for name, value in row.items()}
    for number, (first, last) in enumerate(off):
        data |= {f"off-{number}-first_day": first, f"off-{number}-last_day": last}
    return data | changes


def test_hours_become_free_times(as_interviewer, address, interviewer, now):
    where = address("interviewer_change", interviewer)
    answer = as_interviewer.post(where, form([("1", "09:00", "10:30")]), follow=True)
    rule = AvailabilityRule.objects.get()
    assert (rule.user, rule.weekday, rule.ends) == (interviewer.user, 1, time(10, 30))
    interviewer.refresh_from_db()
    assert interviewer.buffer_minutes == 15
    days = answer.context["days"]
    assert 3 <= len(days) <= 4
    for day, slots in days:
        assert day.weekday() == 1
        assert slots[0].starts_at.astimezone(ZoneInfo("Europe/Berlin")).time() == time(9)


def test_days_off_take_times_away(as_interviewer, address, interviewer, now):
    first, last = now.date(), now.date() + timedelta(days=60)
    where = address("interviewer_change", interviewer)
    answer = as_interviewer.post(
        where, form([("1", "09:00", "12:00")], [(first.isoformat(), last.isoformat())]), follow=True
    )
    assert AvailabilityException.objects.get().user == interviewer.user
    assert answer.context["days"] == []


def test_who_takes_no_bookings_has_no_free_times(as_interviewer, address, interviewer):
    data = form([("1", "09:00", "12:00")])
    del data["settings-is_bookable"]
    where = address("interviewer_change", interviewer)
    answer = as_interviewer.post(where, data, follow=True, headers=ENGLISH)
    assert "bookings are switched off" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (form([("1", "12:00", "09:00")]), "must be later"),
        (form(off=[("2026-12-31", "2026-12-24")]), "must not be before"),
        (form([("1", "09:00", "12:00")]) | {"rules-0-zone": "Berlin"}, "time zone is not known"),
        (form() | {"settings-video_link": "javascript:alert(1)"}, "valid URL"),
        ({}, "missing"),
    ],
)
def test_mistakes_are_said_and_nothing_is_saved(as_interviewer, address, interviewer, data, words):
    answer = as_interviewer.post(address("interviewer_change", interviewer), data, headers=ENGLISH)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AvailabilityRule.objects.exists()
    assert not AvailabilityException.objects.exists()


def test_somebody_elses_rows_cannot_be_taken_over(as_interviewer, address, interviewer, cohort):
    other = make_interviewer(cohort.programme, (0, "09:00", "12:00"))
    rule = AvailabilityRule.objects.get()
    data = form([("1", "10:00", "11:00")])
    data |= {"rules-INITIAL_FORMS": "1", "rules-0-id": rule.pk}
    data |= {"rules-0-user": interviewer.user_id, "rules-0-DELETE": "on"}
    as_interviewer.post(address("interviewer_change", interviewer), data)
    rule.refresh_from_db()
    assert (rule.user, rule.weekday) == (other.user, 0)


def test_interviewers_have_one_page_their_own(as_interviewer, address, interviewer, cohort):
    colleague = make_interviewer(cohort.programme)
    answer = as_interviewer.get(address("interviewer_changelist"))
    assert answer.headers["Location"] == address("interviewer_change", interviewer)
    for answer in (
        as_interviewer.get(address("interviewer_change", colleague)),
        as_interviewer.post(address("interviewer_change", colleague), form()),
    ):
        assert answer.status_code == 404


def test_somebody_new_begins_with_the_own_page(client, address, cohort, interviewer):
    person = make_staff(Role.INTERVIEWER, cohort.programme)
    client.force_login(person)
    add = address("interviewer_add")
    assert client.get(address("interviewer_changelist")).headers["Location"] == add
    assert list(client.get(add).context["adminform"].form.fields["user"].queryset) == [person]
    answer = client.post(add, {"user": person.pk})
    own = Interviewer.objects.get(user=person)
    assert answer.headers["Location"] == address("interviewer_change", own)
    assert free_slots(Interviewer.objects.filter(pk=own.pk), now=cohort.opens_at) == []


def test_nobody_begins_a_page_for_others(as_interviewer, address, cohort):
    colleague = make_staff(Role.INTERVIEWER, cohort.programme)
    as_interviewer.post(address("interviewer_add"), {"user": colleague.pk})
    assert not Interviewer.objects.filter(user=colleague).exists()


def test_managers_care_for_their_programmes_interviewers(as_manager, address, interviewer, cohort):
    foreign = make_interviewer(make_cohort().programme)
    auditor = make_interviewer(cohort.programme, user=make_staff(Role.AUDITOR, cohort.programme))
    rows = as_manager.get(address("interviewer_changelist")).context["cl"].result_list
    assert list(rows) == [interviewer]
    assert as_manager.get(address("interviewer_change", interviewer)).status_code == 200
    for other in (foreign, auditor):
        assert as_manager.get(address("interviewer_change", other)).status_code == 404
    offered = as_manager.get(address("interviewer_add")).context["adminform"].form.fields["user"]
    newcomer = make_staff(Role.INTERVIEWER, cohort.programme)
    make_staff(Role.INTERVIEWER)
    assert list(offered.queryset) == [newcomer]


def test_the_number_booked_is_right_whatever_roles_somebody_has(
    as_manager, address, make_talk, interviewer
):
    for hours in (2, 4):
        make_talk(hours)
    make_talk(-5)
    interviewer.user.roles.create(programme=make_cohort().programme, role=Role.INTERVIEWER)
    interviewer.user.roles.create(
        programme=interviewer.user.roles.first().programme, role=Role.MANAGER
    )
    row = as_manager.get(address("interviewer_changelist")).context["cl"].result_list[0]
    assert row.ahead == 2


def test_what_is_booked_stands_beside_it(as_interviewer, address, make_talk, interviewer):
    talk = make_talk(3)
    page = as_interviewer.get(address("interviewer_change", interviewer))
    assert list(page.context["booked"]) == [talk]

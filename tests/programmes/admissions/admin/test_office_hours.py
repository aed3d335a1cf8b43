"""Office hours: everybody the own, managers their programme's, and what follows from them."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from mentoring.accounts.states import Role
from mentoring.common import clock
from programmes.admissions.models import Interviewer
from programmes.admissions.services.slots import free_slots
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.factories.accounts import make_staff
from tests.factories.applications import make_interviewer
from tests.factories.cohorts import make_cohort

ENGLISH = {"accept-language": "en"}
SETTINGS = {
    "settings-is_bookable": "on",
    "settings-channels": ["video", "phone"],
    "settings-video_link": "https://video.example.org/mira",
    "settings-buffer_before_minutes": "5",
    "settings-buffer_minutes": "15",
    "settings-most_a_day": "4",
    "settings-notice_hours": "24",
    "settings-horizon_days": "28",
    "settings-holidays_off": "on",
    "settings-region": "SN",
}


def form(rules=(), off=()):
    """What the browser sends: rows of hours and of days off, none of them there before."""
    data = {"rules-INITIAL_FORMS": "0", "off-INITIAL_FORMS": "0"}
    data |= {"rules-TOTAL_FORMS": len(rules), "off-TOTAL_FORMS": len(off)}
    for number, (weekday, starts, ends) in enumerate(rules):
        row = {"weekday": weekday, "starts": starts, "ends": ends, "zone": "Europe/Berlin"}
        data |= {f"rules-{number}-{name}": value for name, value in row.items()}
    for number, (first, last, *times) in enumerate(off):
        row = {"kind": "off", "first_day": first, "last_day": last}
        row |= dict(zip(("starts", "ends"), times, strict=False))
        data |= {f"off-{number}-{name}": value for name, value in row.items()}
    return data


def test_lines_of_hours_become_free_times(as_interviewer, address, interviewer):
    where = address("interviewer_list", interviewer)
    answer = as_interviewer.post(where, form([("1", "09:00", "10:30")]))
    assert answer.headers["Location"] == address("interviewer_change", interviewer)
    rule = AvailabilityRule.objects.get()
    assert (rule.user, rule.weekday, rule.ends) == (interviewer.user, 1, time(10, 30))
    next_week = (clock.now() + timedelta(days=8)).date().isoformat()
    week = as_interviewer.get(answer.headers["Location"], {"day": next_week}).context["week"]
    free = [cell.key[-5:] for _clock, cells in week.rows for cell in cells if cell.state == "free"]
    assert free == ["09:00", "09:30", "10:00"]


@pytest.mark.parametrize("until", ["00:00", "24:00", "23:59"])
def test_hours_until_midnight_offer_the_last_half_hour(as_interviewer, address, interviewer, until):
    where = address("interviewer_list", interviewer)
    as_interviewer.post(where, form([("1", "22:00", until)]))
    starts = [slot.starts_at for slot in free_slots(Interviewer.objects.all(), now=clock.now())]
    berlin = {f"{start.astimezone(ZoneInfo('Europe/Berlin')):%H:%M}" for start in starts}
    assert berlin == {"22:00", "22:30", "23:00", "23:30"}
    page = as_interviewer.get(where).content.decode()
    assert 'value="00:00"' in page, "the browser's field knows no 24:00"


def test_extra_hours_and_hours_off_reach_midnight(as_interviewer, address, interviewer):
    days = ["2036-01-01", "2036-01-01", "20:00", "24:00"]
    as_interviewer.post(address("interviewer_list", interviewer), form(off=[days]))
    assert str(AvailabilityException.objects.get().ends) == "23:59:00"


def test_lines_of_days_off_take_times_away(as_interviewer, address, interviewer, now):
    days = [(now.date() + timedelta(days=n)).isoformat() for n in (0, 60)]
    where = address("interviewer_list", interviewer)
    as_interviewer.post(where, form([("1", "09:00", "12:00")], [days]))
    assert AvailabilityException.objects.get().user == interviewer.user
    assert free_slots(Interviewer.objects.all(), now=now) == []


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (form([("1", "12:00", "09:00")]), "must be later"),
        (form(off=[("2026-12-31", "2026-12-24")]), "must not be before"),
        (form(off=[("2026-12-31", "2026-12-31", "09:00")]), "give both times"),
        (form(off=[("2026-12-31", "2026-12-31", "09:00", "08:00")]), "must be later"),
        (form([("1", "09:00", "12:00")]) | {"rules-0-zone": "Entenhausen"}, "not know this place"),
        ({}, "missing"),
    ],
)
def test_mistakes_are_said_and_nothing_is_saved(as_interviewer, address, interviewer, data, words):
    answer = as_interviewer.post(address("interviewer_list", interviewer), data, headers=ENGLISH)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AvailabilityRule.objects.exists()
    assert not AvailabilityException.objects.exists()


def test_settings_are_saved(as_interviewer, address, interviewer):
    where = address("interviewer_change", interviewer)
    assert as_interviewer.post(where, SETTINGS).headers["Location"] == where
    interviewer.refresh_from_db()
    assert (interviewer.most_a_day, interviewer.region, interviewer.buffer_minutes) == (4, "SN", 15)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"video_link": ""}, "give the link of your video room"),
        ({"channels": ["address"]}, "give the address where"),
        ({"channels": []}, "at least one way"),
        ({"channels": ["beam"]}, "not one of the available choices"),
        ({"video_link": "javascript:alert(1)"}, "valid URL"),
        ({"most_a_day": "0"}, "greater than or equal to 1"),
        ({"buffer_before_minutes": "121"}, "less than or equal to 120"),
        ({"region": "ZZ"}, "not one of the available choices"),
    ],
)
def test_who_offers_a_way_to_talk_says_where(as_interviewer, address, interviewer, change, words):
    data = SETTINGS | {f"settings-{name}": value for name, value in change.items()}
    answer = as_interviewer.post(address("interviewer_change", interviewer), data, headers=ENGLISH)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    interviewer.refresh_from_db()
    assert (interviewer.buffer_minutes, interviewer.channels) == (0, ["video", "phone"])


def test_who_takes_no_bookings_has_no_free_times(as_interviewer, address, interviewer):
    as_interviewer.post(address("interviewer_list", interviewer), form([("1", "09:00", "12:00")]))
    data = SETTINGS | {"settings-is_bookable": ""}
    where = address("interviewer_change", interviewer)
    answer = as_interviewer.post(where, data, follow=True, headers=ENGLISH)
    assert "bookings are switched off" in answer.content.decode()


def test_somebody_elses_rows_cannot_be_taken_over(as_interviewer, address, interviewer, cohort):
    other = make_interviewer(cohort.programme, (0, "09:00", "12:00"))
    rule = AvailabilityRule.objects.get()
    data = form([("1", "10:00", "11:00")])
    data |= {"rules-INITIAL_FORMS": "1", "rules-0-id": rule.pk}
    data |= {"rules-0-user": interviewer.user_id, "rules-0-DELETE": "on"}
    as_interviewer.post(address("interviewer_list", interviewer), data)
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

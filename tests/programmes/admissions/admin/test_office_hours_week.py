"""The week grid: what it shows, and the small forms behind its cells."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine

from mentoring.accounts.states import Role
from mentoring.notifications.services import feeds
from programmes.admissions.models import Interviewer
from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from tests.factories.accounts import make_staff
from tests.factories.applications import make_application, make_interview, make_interviewer

ENGLISH = {"accept-language": "en"}
# Monday in Easter week; Good Friday is on the third of April.
NOW = datetime(2026, 3, 30, 7, 30, tzinfo=UTC)
TUESDAY, FRIDAY = "2026-03-31", "2026-04-03"


@pytest.fixture(autouse=True)
def in_easter_week():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def person(cohort):
    """There on Tuesdays and Fridays from nine to twelve, with ten minutes between talks."""
    hours = [(day, "09:00", "12:00") for day in (1, 4)]
    return make_interviewer(cohort.programme, *hours, buffer_minutes=10)


@pytest.fixture
def as_person(client, person):
    client.force_login(person.user)
    return client


@pytest.fixture
def week(as_person, address, person):
    def show(day=TUESDAY, **more):
        page = as_person.get(address("interviewer_change", person), {"day": day} | more)
        return page.context["week"]

    return show


@pytest.fixture
def send(as_person, address, person):
    """Fill in the form of a cell, or of a day where `at` names only that."""

    def post(at, follow=True, until="", **data):
        name = "interviewer_block" if "T" in at else "interviewer_day"
        where = f"{address(name, person)}?at={at}&until={until}"
        shown = as_person.get(where).context["form"]
        sent = {name: shown[name].value() for name in shown.fields} | data
        sent = {name: value for name, value in sent.items() if value is not None}
        return as_person.post(where, sent, follow=follow, headers=ENGLISH)

    return post


def states(week, day):
    """The state of each half hour of a day that has one: {"09:00": "free", …}."""
    cells = (cell for _clock, row in week.rows for cell in row if str(cell.day) == day)
    return {f"{cell.starts:%H:%M}": cell.state for cell in cells if cell.state != "shut"}


def said(answer):
    return " ".join(str(message) for message in answer.context["messages"])


def test_hours_are_free_where_somebody_can_book(week):
    morning = ["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"]
    shown = week("2026-04-07")

    assert states(shown, "2026-04-07") == dict.fromkeys(morning, "free")
    # Within the notice of a day nobody can.
    assert set(states(week(), TUESDAY).values()) == {"open", "free"}
    assert shown.free_times == 12


def test_a_public_holiday_is_off_and_has_its_name(week):
    shown = week()
    column = next(column for column in shown.columns if str(column.day) == FRIDAY)

    assert column.why == "Karfreitag"
    assert set(states(shown, FRIDAY).values()) == {"away"}


def test_a_booked_time_shows_who_comes_and_keeps_its_break(week, cohort, person, as_person):
    talk = make_interview(make_application(cohort), person, datetime(2026, 4, 7, 8, tzinfo=UTC))
    shown = week("2026-04-07")
    cells = {cell.key: cell for _clock, row in shown.rows for cell in row}

    assert cells["2026-04-07T10:00"].talks == (talk,)
    # 09:30 would have its break in the talk; from 10:30 the talk has its own.
    assert states(shown, "2026-04-07") == {
        "09:00": "free",
        "09:30": "open",
        "10:00": "busy",
        "10:30": "open",
        "11:00": "free",
        "11:30": "free",
    }


def test_the_day_and_its_rows_follow_the_address(week, person):
    assert week("2026-04-08").days[0] == date(2026, 4, 6)
    assert week("nonsense").days[0] == date(2026, 3, 30)
    assert len(week().rows) == 20
    assert len(week(whole=1).rows) == 48
    AvailabilityRule.objects.filter(weekday=1).update(ends=time(21))
    assert len(week().rows) == 26


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_where_the_calendar_ends_there_is_no_week(week, as_person, address, person, day):
    assert week(day).days[0] == date(2026, 3, 30)
    for name in ("interviewer_block", "interviewer_day"):
        assert as_person.get(f"{address(name, person)}?at={day}").status_code == 404


def test_a_zone_in_the_address_says_nothing(as_person, address, person):
    where = f"{address('interviewer_block', person)}?at=2026-04-07T13:00%2B09:00"
    form = as_person.get(where).context["form"]
    assert (form["starts"].value(), form["ends"].value()) == (time(13), time(15))


def test_where_nothing_stands_nothing_is_removed(as_person, address, person):
    where = f"{address('interviewer_block', person)}?at=2026-04-08T13:00"
    page = as_person.post(where, {"remove": "1", "repeat": "weekly", "seen": ""})
    assert page.status_code == 422
    assert person.user.availability_rules.count() == 2


def test_hours_kept_in_another_zone_stand_where_they_are_in_berlin(week, person):
    AvailabilityRule.objects.filter(weekday=1).update(zone="America/New_York", ends=time(10))

    assert list(states(week("2026-04-07"), "2026-04-07")) == ["15:00", "15:30"]


def test_an_empty_cell_becomes_hours_of_every_week(send):
    answer = send("2026-04-01T14:00", ends="15:00")

    rule = AvailabilityRule.objects.get(weekday=2)
    assert (rule.starts, rule.ends) == (time(14), time(15))
    assert "Added for every week" in said(answer)


def test_a_drawn_length_of_time_fills_the_form_in(send):
    send("2026-04-01T14:00", until="17:30")

    assert AvailabilityRule.objects.get(weekday=2).ends == time(17, 30)


def test_hours_for_one_day_only(send):
    send("2026-04-01T14:00", ends="15:00", repeat="once")

    extra = AvailabilityException.objects.get()
    assert (extra.kind, extra.first_day, extra.ends) == ("extra", date(2026, 4, 1), time(15))


def test_on_a_holiday_there_are_extra_hours_only(send):
    send(f"{FRIDAY}T14:00", repeat="weekly", follow=False)
    assert AvailabilityRule.objects.filter(weekday=4).count() == 1

    send(f"{FRIDAY}T14:00", ends="15:00")
    assert AvailabilityException.objects.get().kind == "extra"


def test_hours_are_changed_for_one_day_or_all(send, week):
    send(f"{TUESDAY}T10:00", repeat="once", starts="11:00")
    assert states(week(), TUESDAY)["09:00"] == "cut"
    assert states(week("2026-04-07"), "2026-04-07")["09:00"] == "free"

    send("2026-04-07T10:00", repeat="weekly", ends="10:30")
    assert AvailabilityRule.objects.get(weekday=1).ends == time(10, 30)


def test_what_is_off_is_given_back(send, week):
    send(f"{TUESDAY}T10:00", repeat="once", remove="1")
    assert set(states(week(), TUESDAY).values()) == {"cut"}

    answer = send(f"{TUESDAY}T10:00", remove="1")
    assert "hold again" in said(answer)
    assert "cut" not in states(week(), TUESDAY).values()


def test_what_is_booked_is_told(send, cohort, person):
    for hour in (8, 9):
        starts_at = datetime(2026, 4, 7, hour, tzinfo=UTC)
        make_interview(make_application(cohort), person, starts_at)

    answer = send("2026-04-07T11:00", repeat="weekly", remove="1")

    assert "2 interviews are booked in this time. They stay" in said(answer)


def test_nobody_changes_what_they_have_not_seen(send, person):
    rule = AvailabilityRule.objects.get(weekday=1)
    answer = send(f"{TUESDAY}T10:00", seen=f"availabilityrule:{rule.pk + 9}", ends="10:00")

    assert answer.status_code == 409
    rule.refresh_from_db()
    assert rule.ends == time(12)


@pytest.mark.parametrize(
    ("at", "data", "words"),
    [
        (f"{TUESDAY}T15:00", {"ends": "14:00"}, "must be later"),
        (f"{TUESDAY}T15:00", {"ends": "noon"}, "Enter a valid time"),
        (f"{TUESDAY}T15:00", {"repeat": "daily"}, "Select a valid choice"),
        ("2026-03-24T10:00", {"repeat": "once", "ends": "11:00"}, "This day is over"),
        (TUESDAY, {"last_day": "2026-03-30"}, "must not be before"),
        ("2026-03-24", {}, "This day is over"),
    ],
)
def test_mistakes_are_said(send, at, data, words):
    answer = send(at, **data)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not AvailabilityException.objects.exists()


def test_days_are_taken_off_and_given_back(send, week):
    send(TUESDAY, last_day="2026-04-02", reason="Fortbildung")
    column = week().columns[1]
    assert (column.why, set(states(week(), TUESDAY).values())) == ("Fortbildung", {"away"})

    send(TUESDAY, remove="1")
    assert not AvailabilityException.objects.exists()


@pytest.mark.parametrize("at", ["", "yesterday", "2026-02-30T10:00", "2026-03-31T25:00"])
def test_a_place_that_is_none_is_not_found(as_person, address, person, at):
    for page in ("interviewer_block", "interviewer_day"):
        assert as_person.get(address(page, person), {"at": at}).status_code == 404


def test_managers_keep_the_hours_of_their_interviewers(client, address, person, cohort):
    client.force_login(make_staff(Role.MANAGER, cohort.programme))
    where = f"{address('interviewer_block', person)}?at=2026-04-01T14:00"
    data = {"starts": "14:00", "ends": "15:00", "repeat": "weekly", "seen": ""}
    assert client.post(where, data).status_code == 302

    client.force_login(make_staff(Role.INTERVIEWER, cohort.programme))
    assert client.post(where, data).status_code == 404
    assert AvailabilityRule.objects.filter(user=person.user, weekday=2).count() == 1


def test_somebody_new_reads_how_to_begin(client, address, cohort):
    newcomer = make_interviewer(cohort.programme)
    client.force_login(newcomer.user)
    page = client.get(address("interviewer_change", newcomer), headers=ENGLISH)

    assert "Begin here" in page.content.decode()


@pytest.mark.parametrize("talks", [1, 20])
def test_the_number_of_queries_does_not_grow(
    week, person, cohort, talks, django_assert_max_num_queries
):
    for number in range(talks):
        starts_at = datetime(2026, 4, 6 + number // 5, 8 + number % 5, tzinfo=UTC)
        make_interview(make_application(cohort), person, starts_at)
    Interviewer.objects.exclude(pk=person.pk).delete()

    with django_assert_max_num_queries(24):
        assert len(week("2026-04-07").talks) == talks


def test_the_address_of_the_calendar_is_made_renewed_and_stopped(as_person, address, person):
    where = address("interviewer_change", person)
    assert as_person.get(where).context["feed"] == {}
    addresses = []
    for _time in range(2):
        page = as_person.post(address("interviewer_renew_feed", person), follow=True)
        addresses.append(page.context["feed"]["url"])
        assert page.context["feed"]["webcal"].startswith("webcal://")
    assert len(set(addresses)) == 2

    page = as_person.post(address("interviewer_stop_feed", person), follow=True)
    assert page.context["feed"] == {}


def test_a_manager_never_learns_the_address_of_the_calendar(client, address, person, cohort):
    """It would show the interviews of other programmes, too."""
    secret = feeds.renew(person.user)
    client.force_login(make_staff(Role.MANAGER, cohort.programme))

    page = client.get(address("interviewer_change", person))

    assert page.status_code == 200
    assert str(secret) not in page.content.decode()
    for verb in ("renew", "stop"):
        assert client.post(address(f"interviewer_{verb}_feed", person)).status_code == 403
    assert feeds.secret_of(person.user) == secret

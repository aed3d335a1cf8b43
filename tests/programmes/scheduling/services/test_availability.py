"""Wall-clock rules become moments, also on the days when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programmes.scheduling.models import AvailabilityException, AvailabilityRule
from programmes.scheduling.services.availability import Hours, starts_of_slots

BERLIN = "Europe/Berlin"
HALF_HOUR = timedelta(minutes=30)


def rule(day: date, starts: str, ends: str, zone: str = BERLIN, **fields: object):
    return AvailabilityRule(
        weekday=day.weekday(),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        zone=zone,
        **fields,
    )


def slots(
    *rules: AvailabilityRule, on: date, off=(), length=HALF_HOUR, holidays=()
) -> list[datetime]:
    after = datetime.combine(on, time(), tzinfo=ZoneInfo(BERLIN)) - timedelta(hours=12)
    return starts_of_slots(
        Hours(rules, off, holidays),
        after=after,
        until=after + timedelta(hours=48),
        length=length,
        step=length,
    )


@pytest.mark.parametrize(
    ("day", "first", "count"),
    [
        (date(2026, 3, 28), datetime(2026, 3, 28, 8, tzinfo=UTC), 16),
        (date(2026, 3, 29), datetime(2026, 3, 29, 7, tzinfo=UTC), 16),
        (date(2028, 2, 29), datetime(2028, 2, 29, 8, tzinfo=UTC), 16),
    ],
)
def test_nine_in_berlin_is_another_moment_after_the_change(day, first, count):
    found = slots(rule(day, "09:00", "17:00"), on=day)

    assert (found[0], len(found)) == (first, count)


def test_an_hour_that_the_clocks_skip_has_no_slot():
    day = date(2026, 3, 29)

    assert slots(rule(day, "02:00", "03:00"), on=day) == []


def test_of_an_hour_that_comes_twice_the_first_is_meant():
    day = date(2026, 10, 25)

    found = slots(rule(day, "02:00", "03:00"), on=day)

    assert found == [
        datetime(2026, 10, 25, 0, 0, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ]


def test_overlapping_rules_give_each_slot_once():
    day = date(2026, 3, 2)

    found = slots(rule(day, "09:00", "11:00"), rule(day, "10:00", "12:00"), on=day)

    assert len(found) == len(set(found)) == 6


@pytest.mark.parametrize("zone", [BERLIN, "America/New_York", "Asia/Tokyo"])
def test_hours_until_the_end_of_the_day_offer_its_last_half_hour(zone):
    day = date(2026, 3, 3)

    found = slots(rule(day, "22:00", "23:59", zone=zone), on=day)

    wall = [f"{start.astimezone(ZoneInfo(zone)):%d. %H:%M}" for start in found]
    assert wall == ["03. 22:00", "03. 22:30", "03. 23:00", "03. 23:30"]


def test_hours_off_until_the_end_of_the_day_take_its_last_half_hour():
    day = date(2026, 3, 3)
    off = AvailabilityException(
        first_day=day, last_day=day, starts=time(23), ends=time(23, 59), zone=BERLIN
    )

    found = slots(rule(day, "22:00", "23:59"), on=day, off=[off])

    assert [f"{start.astimezone(ZoneInfo(BERLIN)):%H:%M}" for start in found] == ["22:00", "22:30"]


def test_a_slot_must_fit_before_the_end():
    day = date(2026, 3, 2)

    assert len(slots(rule(day, "09:00", "10:15"), on=day)) == 2


def test_a_day_off_has_no_slots():
    day = date(2026, 3, 2)
    off = AvailabilityException(first_day=day, last_day=day)

    assert slots(rule(day, "09:00", "17:00"), on=day, off=[off]) == []


def single(day, starts=None, ends=None, kind="off"):
    """Hours that are different on one day: "09:00" to "10:00", or the whole day off."""
    times = [wall and time.fromisoformat(wall) for wall in (starts, ends)]
    return AvailabilityException(
        kind=kind, first_day=day, last_day=day, starts=times[0], ends=times[1], zone=BERLIN
    )


def clocks(found):
    return [f"{moment.astimezone(ZoneInfo(BERLIN)):%H:%M}" for moment in found]


def test_hours_off_take_every_slot_that_they_touch():
    day = date(2026, 3, 2)

    found = slots(rule(day, "09:00", "11:00"), on=day, off=[single(day, "09:45", "10:00")])

    assert clocks(found) == ["09:00", "10:00", "10:30"]


def test_extra_hours_hold_on_days_off_and_holidays_and_hours_off_go_before_them():
    day = date(2026, 3, 2)
    extra = single(day, "18:00", "19:30", "extra")
    usual = rule(day, "09:00", "17:00")

    assert clocks(slots(usual, on=day, off=[single(day), extra])) == ["18:00", "18:30", "19:00"]
    assert clocks(slots(usual, on=day, off=[extra], holidays={day}))[0] == "18:00"
    assert clocks(
        slots(usual, on=day, off=[single(day), extra, single(day, "18:30", "19:30")])
    ) == ["18:00"]


def test_extra_hours_know_the_clocks_as_rules_do():
    spring, autumn = date(2026, 3, 29), date(2026, 10, 25)

    assert slots(on=spring, off=[single(spring, "02:00", "03:00", "extra")]) == []
    assert len(slots(on=autumn, off=[single(autumn, "02:00", "03:00", "extra")])) == 2


def test_of_a_slot_that_the_change_of_clocks_shortens_nothing_is_left():
    # 02:45 does not exist on that night, although both ends of the hours do.
    day = date(2026, 3, 29)

    assert clocks(slots(rule(day, "01:30", "03:30"), on=day)) == ["01:30", "03:00"]


def test_rules_hold_from_their_first_to_their_last_day():
    day = date(2026, 3, 2)
    before = rule(day, "09:00", "10:00", last_day=date(2026, 3, 1))
    after = rule(day, "09:00", "10:00", first_day=date(2026, 3, 3))

    assert slots(before, after, on=day) == []


@given(
    day=st.dates(date(2025, 1, 1), date(2030, 12, 31)),
    starts=st.times(time(0), time(20)).map(lambda t: t.replace(second=0, microsecond=0)),
    hours=st.integers(1, 3),
    zone=st.sampled_from([BERLIN, "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_every_slot_reads_as_the_rule_says_and_none_repeats(day, starts, hours, zone):
    ends = time(starts.hour + hours, starts.minute)
    rules = [rule(day, starts.isoformat(), ends.isoformat(), zone)]
    after = datetime.combine(day, time(), tzinfo=UTC) - timedelta(days=1)

    found = starts_of_slots(
        Hours(rules), after=after, until=after + timedelta(days=3), length=HALF_HOUR, step=HALF_HOUR
    )

    assert found == sorted(set(found))
    for moment in found:
        local = moment.astimezone(ZoneInfo(zone))
        assert local.date() == day
        assert starts <= local.time() < ends

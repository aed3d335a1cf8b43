"""The week of ticks on forms, and the finer times behind it."""

from datetime import time

import pytest

from programmes.profiles.services import times
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


def rules(profile):
    return [(rule.weekday, rule.starts.hour, rule.ends.hour) for rule in profile.good_times.all()]


def test_ticks_become_hours_and_hours_ticks():
    mentor = make_mentor()
    times.choose(mentor, ["0-morning", "6-evening"])
    assert rules(mentor) == [(0, 8, 12), (6, 17, 21)]
    assert times.cells_of(mentor) == ["0-morning", "6-evening"]


def test_finer_times_survive_as_long_as_their_ticks_do():
    mentor = make_mentor()
    times.replace(
        mentor, [(0, time(9), time(10)), (0, time(22), time(23)), (1, time(10), time(18))]
    )
    shown = times.cells_of(mentor)
    assert shown == ["0-morning", "1-morning", "1-afternoon", "1-evening"]
    times.choose(mentor, [*shown, "2-evening"])
    assert rules(mentor) == [(0, 9, 10), (0, 22, 23), (1, 10, 18), (2, 17, 21)]
    # One tick of three is gone: of the finer time stays what is still ticked.
    times.choose(mentor, ["1-morning", "1-afternoon"])
    assert rules(mentor) == [(0, 22, 23), (1, 8, 12), (1, 12, 17)]


def test_unknown_ticks_mean_nothing():
    assert times.slots_in(["9-night", "0-morning"]) == [(0, time(8), time(12))]


def test_ticks_read_day_by_day():
    words = times.cells_in_words(["4-evening", "0-evening", "0-morning"])
    assert [day.count(",") for day in words.split("; ")] == [1, 0]
    assert times.cells_in_words([]) == ""

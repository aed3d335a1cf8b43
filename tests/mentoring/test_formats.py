"""English days read the same everywhere: months in words and clocks of 24 hours."""

from datetime import date, datetime, time

import pytest
from django.utils.formats import date_format, time_format
from django.utils.translation import override

DAY = date(2026, 12, 2)
MOMENT = datetime(2026, 11, 24, 17, 53)  # noqa: DTZ001 - as a clock shows it


@pytest.mark.parametrize(
    ("value", "name", "words"),
    [
        (DAY, "DATE_FORMAT", "2\u00a0December\u00a02026"),
        (DAY, "SHORT_DATE_FORMAT", "2\u00a0Dec\u00a02026"),
        (MOMENT, "DATETIME_FORMAT", "24\u00a0November\u00a02026, 17:53"),
        (MOMENT, "SHORT_DATETIME_FORMAT", "24\u00a0Nov\u00a02026, 17:53"),
    ],
)
def test_no_english_day_can_be_taken_for_another(value, name, words):
    with override("en"):
        assert date_format(value, name) == words


def test_an_english_clock_has_24_hours():
    with override("en"):
        assert time_format(time(17, 53)) == "17:53"


def test_german_days_stay_as_they_are():
    with override("de"):
        assert date_format(DAY) == "2.\u00a0Dezember\u00a02026"

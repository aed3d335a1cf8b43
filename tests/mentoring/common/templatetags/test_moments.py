"""What a page says about a window is what counts."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils.translation import override

from mentoring.common.templatetags.moments import long_day, moment, since, until

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("closes", "german", "english"),
    [
        (datetime(2026, 12, 1, 0, 0, tzinfo=BERLIN), "30. November", "30 November"),
        (datetime(2026, 11, 30, 23, 59, tzinfo=BERLIN), "30. November", "30 November"),
        (
            datetime(2026, 12, 1, 12, 0, tzinfo=BERLIN),
            "1. Dezember, 12:00 Uhr (Zeit in Berlin)",
            "1 December, 12:00 (time in Berlin)",
        ),
        (
            datetime(2027, 1, 18, 17, 19, tzinfo=BERLIN),
            "18. Januar, 17:19 Uhr (Zeit in Berlin)",
            "18 January, 17:19 (time in Berlin)",
        ),
    ],
)
def test_midnight_ends_the_day_before_and_other_hours_are_told(closes, german, english):
    # Whoever reads it elsewhere reads the same: the hour is the programme's.
    closes = closes.astimezone(ZoneInfo("America/New_York"))
    with override("de"):
        assert until(closes).replace("\u00a0", " ") == german
    with override("en"):
        assert until(closes).replace("\u00a0", " ") == english


def test_midnight_begins_its_own_day():
    with override("de"):
        begins = datetime(2026, 12, 1, tzinfo=BERLIN)
        assert since(begins, "DATE_FORMAT").replace("\u00a0", " ") == "1. Dezember 2026"
        assert "9:00" in since(begins.replace(hour=9))


@pytest.mark.parametrize(
    ("language", "words", "long"),
    [
        ("de", "Mo., 30.\u00a0November, 17:19\u00a0Uhr", "Montag, 30.\u00a0November"),
        ("en", "Mon, 30\u00a0November, 17:19", "Monday, 30\u00a0November"),
    ],
)
def test_lines_end_after_a_comma_only(language, words, long):
    at = datetime(2026, 11, 30, 17, 19, tzinfo=BERLIN)
    with override(language):
        assert (moment(at, "Europe/Berlin"), long_day(at.date())) == (words, long)

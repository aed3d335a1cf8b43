"""Roughly where a postcode lies."""

import pytest

from programmes.profiles.postcodes import AREAS, place_of


def test_the_first_two_digits_say_where():
    assert place_of("01067") == place_of("01309") == (51.05, 13.74)


@pytest.mark.parametrize("bad", ["", "0106", "010677", "abcde", "00100", "٠١٠٦٧"])
def test_what_is_no_postcode_lies_nowhere(bad):
    assert place_of(bad) is None


def test_every_area_lies_in_germany():
    assert len(AREAS) == 96
    assert all(47 < north < 55.1 and 5.8 < east < 15.1 for north, east in AREAS.values())

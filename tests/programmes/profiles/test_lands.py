"""Roughly where a Land lies."""

import pytest

from programmes.cohorts.states import Region
from programmes.profiles.lands import MIDDLES, middle_of


def test_every_land_has_its_middle_in_germany():
    assert set(MIDDLES) == set(Region.values) - {Region.ABROAD}
    assert all(47 < north < 55.1 and 5.8 < east < 15.1 for north, east in MIDDLES.values())


@pytest.mark.parametrize("none", ["", "XX", "QQ"])
def test_what_is_no_land_lies_nowhere(none):
    assert middle_of(none) is None

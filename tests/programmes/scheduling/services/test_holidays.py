"""The public holidays of each Land, by their German names."""

from datetime import date

import pytest

from programmes.cohorts.states import Region
from programmes.scheduling.services.holidays import public_holidays


def of(region, first, last=None):
    return public_holidays(region, first, last or first)


def test_some_are_only_in_some_laender():
    women = date(2026, 3, 8)

    assert of(Region.BE, women) == {women: "Frauentag"}
    assert of(Region.BY, women) == {}


def test_a_winter_has_those_of_both_years():
    found = of(Region.SN, date(2026, 12, 20), date(2027, 1, 10))

    assert list(found) == [date(2026, 12, 25), date(2026, 12, 26), date(2027, 1, 1)]


@pytest.mark.parametrize("region", Region.values)
def test_every_region_can_be_asked(region):
    unity = date(2026, 10, 3)

    assert (unity in of(region, unity)) == (region != Region.ABROAD)

"""The public holidays of a Land; nothing that can go stale, as a year's do not change."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType

from holidays import country_holidays

from programmes.cohorts.states import Region


def public_holidays(region: str, first: date, last: date) -> dict[date, str]:
    """The holidays of `region` from `first` to `last`, both included, with their German names.

    Empty where the region is abroad.
    """
    if region == Region.ABROAD:
        return {}
    years = range(first.year, last.year + 1)
    return {
        day: name
        for year in years
        for day, name in _of_year(region, year).items()
        if first <= day <= last
    }


@cache
def _of_year(region: str, year: int) -> Mapping[date, str]:
    days = country_holidays("DE", subdiv=region, years=year, language="de")
    return MappingProxyType(dict(sorted(days.items())))

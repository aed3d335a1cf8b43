"""Roughly where a Land lies: enough to tell neighbours from the other end of the country.

A table of our own making, like that of the postcodes: the middle of each Land, in degrees to two
places. Two who live in the same Land are no distance apart by it.
"""

from collections.abc import Mapping

from programmes.cohorts.states import Region
from programmes.profiles.postcodes import Place

# Latitude and longitude.
MIDDLES: Mapping[str, Place] = {
    Region.BW: (48.54, 9.04),
    Region.BY: (48.95, 11.42),
    Region.BE: (52.50, 13.40),
    Region.BB: (52.46, 13.02),
    Region.HB: (53.13, 8.75),
    Region.HH: (53.55, 10.00),
    Region.HE: (50.61, 9.03),
    Region.MV: (53.77, 12.58),
    Region.NI: (52.84, 9.08),
    Region.NW: (51.48, 7.55),
    Region.RP: (49.96, 7.31),
    Region.SL: (49.38, 6.95),
    Region.SN: (51.05, 13.35),
    Region.ST: (52.01, 11.70),
    Region.SH: (54.19, 9.82),
    Region.TH: (50.90, 11.03),
}


def middle_of(region: str) -> Place | None:
    """Latitude and longitude in degrees; None for what is no Land."""
    return MIDDLES.get(region)

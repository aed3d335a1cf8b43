"""Numbers of a matching as bars, each beside its number."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.services import statistics
from matching.services.pool.candidates import Pool
from matching.services.statistics import Line, Market, Spread
from programmes.cohorts.models import Cohort
from programmes.profiles.states import Part, ProfileState

TITLES = {
    "topics": _("Topics"),
    "needs": _("Support"),
    "region": _("Länder"),
    "languages": _("Languages"),
    "formats": _("Ways to meet"),
    "party": _("Parties of the mentors"),
}
# What the list of people can be narrowed by.
LISTED = ("region", "party")
# Above that many lines a table is folded.
SHORT = 6


@dataclass(frozen=True)
class Bar:
    """A line of a picture: widths of a hundred beside the widest."""

    label: Any
    offered: int
    width: float
    wanted: int | None = None
    wanted_width: float = 0.0
    missing: int = 0
    url: str = ""
    wanted_url: str = ""


@dataclass(frozen=True)
class Picture:
    key: str
    title: Any
    bars: list[Bar]

    @property
    def first(self) -> list[Bar]:
        return self.bars[:SHORT]

    @property
    def rest(self) -> list[Bar]:
        return self.bars[SHORT:]

    @property
    def has_demand(self) -> bool:
        return any(bar.wanted is not None for bar in self.bars)


def rows_of(cohort: Cohort, part: str, **asked: str) -> str:
    """The list of those who can be matched now."""
    query = {"cohort": cohort.pk, "part": part, "state": ProfileState.ACTIVE, **asked}
    return f"{reverse('admin:profiles_profile_changelist')}?{urlencode(query)}"


def of_market(market: Market, cohort: Cohort) -> list[Picture]:
    """Demand and supply, one picture a column; none where there is nothing."""
    found = (
        Picture(column, title, _bars(market.lines[column], column, cohort))
        for column, title in TITLES.items()
    )
    return [picture for picture in found if picture.bars]


def _bars(lines: list[Line], column: str, cohort: Cohort) -> list[Bar]:
    widest = max((max(line.wanted or 0, line.offered) for line in lines), default=0)
    return [_bar(line, column, cohort, widest) for line in lines]


def _bar(line: Line, column: str, cohort: Cohort, widest: int) -> Bar:
    asked = {column: line.code, "free": "yes"}
    leads = column in LISTED
    return Bar(
        line.label,
        line.offered,
        share(line.offered, widest),
        line.wanted,
        share(line.wanted or 0, widest),
        line.missing,
        rows_of(cohort, Part.MENTOR, **asked) if leads and line.offered else "",
        rows_of(cohort, Part.MENTEE, **asked) if leads and line.wanted else "",
    )


def of_scores(spread: Spread | None) -> list[Bar]:
    """How many pairs have so many points."""
    buckets = spread.buckets if spread else ()
    widest = max((bucket.count for bucket in buckets), default=0)
    return [
        Bar(
            f"{each.low}–{each.high}" if each.high > each.low else str(each.low),
            each.count,
            share(each.count, widest),
        )
        for each in buckets
    ]


def context(pool: Pool) -> dict[str, Any]:
    """What a page says about who is sought and who is there."""
    market = statistics.market(pool)
    return {
        "market": market,
        "pictures": of_market(market, pool.cohort),
        "advice": statistics.advice(pool, market),
        "rows": {
            "mentees": rows_of(pool.cohort, Part.MENTEE, free="yes"),
            "mentors": rows_of(pool.cohort, Part.MENTOR, free="yes"),
            "co_mentors": rows_of(pool.cohort, Part.CO_MENTOR),
            "uncertified": rows_of(pool.cohort, Part.MENTOR, certificate="missing"),
        },
    }


def share(count: int, widest: int) -> float:
    return round(100 * count / widest, 2) if widest else 0.0

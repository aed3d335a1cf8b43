"""Numbers of a matching as charts: who is sought, who is there, how good the pairs are."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from matching.services import statistics
from matching.services.pool.candidates import Pool
from matching.services.statistics import Bucket, Demand, Market, Spread
from mentoring.common.charts import Cell, Chart, Column, Row, Tone
from programmes.cohorts.models import Cohort
from programmes.profiles.states import Part, ProfileState

TITLES = {
    "topics": _("Topics"),
    "needs": _("Support"),
    "region": _("Länder"),
    "languages": _("Languages"),
    "formats": _("Ways to meet"),
    "affiliation": _("What the mentors belong to"),
}
# What the list of people can be narrowed by.
LISTED = ("region", "affiliation")
# Above that many rows the others are folded away.
SHORT = 6
WANTED = Column(_("Mentees"), Tone.WATCH)
OFFERED = Column(_("Places"), Tone.MAIN, lane=1)


@dataclass(frozen=True)
class Picture:
    """A chart with its heading."""

    key: str
    title: Any
    chart: Chart


def rows_of(cohort: Cohort, part: str, **asked: str) -> str:
    """The list of those who can be matched now."""
    query = {"cohort": cohort.pk, "part": part, "state": ProfileState.ACTIVE, **asked}
    return f"{reverse('admin:profiles_profile_changelist')}?{urlencode(query)}"


def of_market(market: Market, cohort: Cohort) -> list[Picture]:
    """Demand and supply, one picture a column; none where there is nothing."""
    return [
        Picture(column, title, _chart(market.lines[column], column, cohort))
        for column, title in TITLES.items()
        if market.lines[column]
    ]


def _chart(lines: list[Demand], column: str, cohort: Cohort) -> Chart:
    """Both sides, or the supply alone where we do not say who looks for it."""
    has_demand = any(line.wanted is not None for line in lines)
    columns = [WANTED, OFFERED] if has_demand else [replace(OFFERED, lane=0)]
    rows = [_row(line, column, cohort) for line in lines]
    return Chart(column, "", columns, rows, shown=SHORT)


def _row(line: Demand, column: str, cohort: Cohort) -> Row:
    asked = {column: line.code, "free": "yes"} if column in LISTED else {}
    cells = [Cell(line.offered, rows_of(cohort, Part.MENTOR, **asked) if asked else "")]
    if line.wanted is not None:
        url = rows_of(cohort, Part.MENTEE, **asked) if asked else ""
        cells.insert(0, Cell(line.wanted, url))
    is_short = bool(line.missing)
    return Row(
        line.label,
        cells,
        note=_("scarce") if is_short else "",
        stress="is-short" if is_short else "",
    )


def of_scores(spread: Spread | None) -> Chart:
    """How many pairs have so many points."""
    rows = [Row(_range(each), [Cell(each.count)]) for each in (spread.buckets if spread else ())]
    return Chart("scores", _("Points"), [Column(_("Pairs"))], rows)


def _range(bucket: Bucket) -> str:
    return f"{bucket.low}–{bucket.high}" if bucket.high > bucket.low else str(bucket.low)


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

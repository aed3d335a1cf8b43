"""A partnership that is proposed or under way takes a place of each of its people."""

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce

from programmes.partnerships.models import Partnership
from programmes.profiles import places


def live() -> Any:
    """How many live partnerships each profile is in, whatever its part; for `annotate`."""
    return _as("mentee") + _as("mentor") + _as("co_mentor")


def _as(part: str) -> Any:
    rows = Partnership.objects.live().filter(**{part: OuterRef("pk")}).order_by()
    counted = rows.values(part).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


places.register("partnerships", live)

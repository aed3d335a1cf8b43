"""Days as a tandem reads them."""

from datetime import date

import pytest
from django.utils.translation import override

from programmes.partnerships.presenters import short_day


@pytest.mark.parametrize(
    ("day", "said"),
    [(date(2026, 3, 12), "12\u00a0March"), (date(2024, 3, 12), "12\u00a0March\u00a02024")],
)
def test_a_day_long_ago_is_said_with_its_year(day, said):
    with override("en"):
        assert short_day(day, date(2026, 4, 1)) == said

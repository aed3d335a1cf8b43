"""What comes next, in words."""

from datetime import date, timedelta

import pytest
from django.utils.translation import override

from mentoring.home.presenters.next_steps import ago

TODAY = date(2026, 3, 12)


@pytest.mark.parametrize(
    ("days", "said"),
    [(-1, "today"), (0, "today"), (1, "yesterday"), (2, "2 days ago"), (21, "3 weeks ago")],
)
def test_how_long_a_meeting_is_ago_is_told_roughly(days, said):
    with override("en"):
        assert ago(TODAY - timedelta(days=days), TODAY) == said

"""There is one notion of today: the programme's zone, through the clock."""

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mentoring.common.clock import local_day

ROOT = Path(__file__).parents[2]
CLOCK = ROOT / "mentoring/common/clock.py"
# What answers with a date, and does not ask where.
ZONELESS = {"date", "today", "utcnow", "localdate"}
# Wall-clock times that are local already.
LOCAL_ALREADY = {"matching/services/pool/people.py"}


def is_zoneless(node):
    if isinstance(node, ast.ImportFrom):
        return any(alias.name == "localdate" for alias in node.names)
    if not isinstance(node, ast.Call) or node.args:
        return False
    return getattr(node.func, "attr", getattr(node.func, "id", None)) in ZONELESS


def zoneless_calls(path):
    """The lines in which a module makes a day of a moment without the clock."""
    return sorted(
        node.lineno for node in ast.walk(ast.parse(path.read_text())) if is_zoneless(node)
    )


@pytest.mark.parametrize("package", ["mentoring", "programmes", "matching"])
def test_days_come_from_the_clock_alone(package):
    found = {
        str(path.relative_to(ROOT)): lines
        for path in (ROOT / package).rglob("*.py")
        if "migrations" not in path.parts and path != CLOCK and (lines := zoneless_calls(path))
    }
    assert set(found) == LOCAL_ALREADY & set(found), found


def test_the_search_finds_what_it_is_for(tmp_path):
    wrong = tmp_path / "wrong.py"
    wrong.write_text("age_on(birth_date, now().date())\ndate.today()\ntimezone.localdate()\n")
    assert zoneless_calls(wrong) == [1, 2, 3]


def test_the_day_begins_at_midnight_in_the_programmes_zone():
    before, after = (
        datetime(2026, 3, 11, 22, 59, tzinfo=UTC),
        datetime(2026, 3, 11, 23, tzinfo=UTC),
    )
    assert [local_day(each).day for each in (before, after)] == [11, 12]
    assert local_day(after, "America/New_York").day == 11

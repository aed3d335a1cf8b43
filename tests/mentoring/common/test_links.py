"""A mailed link opens one row, for one purpose, for its time; anything else opens nothing."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import given, settings
from hypothesis import strategies as st

from mentoring.common.links import LinkError, Purpose

BOOKING = Purpose("test.booking", max_age=timedelta(days=30))
UNSUBSCRIBE = Purpose("test.unsubscribe", max_age=None)
ROW = uuid.UUID("6f1c6f0e-0000-4000-8000-000000000001")
MAILED = datetime(2026, 11, 20, 12, tzinfo=UTC)
at_leisure = settings(deadline=None)  # a busy machine is no broken link


@at_leisure
@given(st.uuids(), st.integers(min_value=0, max_value=2**31))
def test_a_link_names_its_row_and_version(row, version):
    assert BOOKING.read(BOOKING.issue(row, version)) == (row, version)


@at_leisure
@given(st.data())
def test_an_altered_link_opens_nothing(data):
    token = BOOKING.issue(ROW)
    place = data.draw(st.integers(min_value=0, max_value=len(token) - 1))
    other = data.draw(st.characters(codec="ascii").filter(lambda sign: sign != token[place]))
    altered = token[:place] + other + token[place + 1 :]
    try:
        # The last sign of a signature holds spare bits: some of its neighbours mean the same.
        assert BOOKING.read(altered) == (ROW, 0)
        assert place == len(token) - 1
    except LinkError:
        pass


@at_leisure
@given(st.text(max_size=200))
def test_any_other_text_opens_nothing(text):
    with pytest.raises(LinkError):
        BOOKING.read(text)


def test_a_link_serves_no_other_purpose():
    with pytest.raises(LinkError):
        UNSUBSCRIBE.read(BOOKING.issue(ROW))


def test_a_link_ends_with_its_time():
    with time_machine.travel(MAILED, tick=False):
        token = BOOKING.issue(ROW)
    with time_machine.travel(MAILED + timedelta(days=30) - timedelta(minutes=1), tick=False):
        assert BOOKING.read(token) == (ROW, 0)
    with (
        time_machine.travel(MAILED + timedelta(days=30, seconds=1), tick=False),
        pytest.raises(LinkError),
    ):
        BOOKING.read(token)


def test_unsubscribing_never_ends():
    with time_machine.travel(MAILED, tick=False):
        token = UNSUBSCRIBE.issue(ROW, 2)
    with time_machine.travel(MAILED + timedelta(days=3650), tick=False):
        assert UNSUBSCRIBE.read(token) == (ROW, 2)


def test_every_refusal_reads_the_same():
    with pytest.raises(LinkError) as altered:
        BOOKING.read(BOOKING.issue(ROW) + "x")
    with pytest.raises(LinkError) as misused:
        BOOKING.read(UNSUBSCRIBE.issue(ROW))
    assert str(altered.value) == str(misused.value)

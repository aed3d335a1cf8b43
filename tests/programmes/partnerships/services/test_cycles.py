"""When the next contact is due."""

from datetime import date, timedelta

import pytest

from programmes.partnerships.models import Partnership
from programmes.partnerships.services import cycles
from programmes.partnerships.states import PartnershipState

TODAY = date(2026, 3, 12)
LAST_DAY_IN_RHYTHM = TODAY - timedelta(days=28)


def due(state=PartnershipState.ACTIVE, *, last):
    return cycles.is_due(Partnership(state=state), last=last, today=TODAY)


def test_the_first_contact_is_due_at_once():
    assert due(last=None)


def test_a_contact_is_due_when_the_rhythm_has_passed_and_not_before():
    assert not due(last=TODAY)
    assert not due(last=LAST_DAY_IN_RHYTHM)
    assert due(last=LAST_DAY_IN_RHYTHM - timedelta(days=1))


@pytest.mark.parametrize("state", [s for s in PartnershipState if s != PartnershipState.ACTIVE])
def test_only_running_partnerships_owe_a_contact(state):
    assert not due(state, last=None)


def test_a_tandem_may_have_a_rhythm_of_its_own():
    weekly = Partnership(state=PartnershipState.ACTIVE, rhythm_days=7)
    assert not cycles.is_due(weekly, last=TODAY - timedelta(days=7), today=TODAY)
    assert cycles.is_due(weekly, last=TODAY - timedelta(days=8), today=TODAY)

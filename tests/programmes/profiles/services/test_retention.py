"""How long enrolments are kept that led to no place."""

from datetime import timedelta

import pytest

from mentoring.privacy.models import Subject
from programmes.profiles.models import Enrolment
from programmes.profiles.services import retention
from programmes.profiles.states import EnrolmentState
from tests.factories.applications import NOW
from tests.factories.profiles import make_enrolment

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize("state", EnrolmentState)
def test_what_a_page_promises_is_what_the_nightly_run_does(state):
    enrolment = make_enrolment(state=state, state_since=NOW)
    until = retention.kept_until(enrolment)
    rules = [(retention.OPEN_RULE, 90), (retention.ENDED_RULE, 183)]
    if until is None:
        assert state not in {*retention.UNANSWERED, *retention.ENDED}
        assert not retention.has_gone(enrolment, now=NOW + timedelta(days=9999))
    for moment in (until or NOW, (until or NOW) - SECOND):
        due = [row for rule, days in rules for row in rule.due(moment, days)]
        assert (enrolment in due) is retention.has_gone(enrolment, now=moment)


def test_the_person_goes_along():
    enrolment = make_enrolment()
    retention.forget(enrolment, NOW)
    assert not Enrolment.objects.exists()
    assert not Subject.objects.filter(erased_at=None).exists()

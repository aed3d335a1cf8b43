"""A matching is its programme's managers'."""

import pytest

from matching.policies import can_match
from mentoring.accounts.states import Role
from tests.factories.accounts import make_staff, make_user
from tests.factories.matching import make_plan

pytestmark = pytest.mark.django_db


def test_managers_of_the_programme_match():
    plan = make_plan()
    manager = make_staff(Role.MANAGER, plan.cohort.programme)
    assert can_match(manager, plan)
    assert can_match(manager, plan.run)
    assert can_match(manager, None)
    for user in (make_staff(Role.MANAGER), make_staff(Role.AUDITOR, plan.cohort.programme)):
        assert not can_match(user, plan)
    assert not can_match(make_user(), None)

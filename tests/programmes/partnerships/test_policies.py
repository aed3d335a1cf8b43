"""The pages of a tandem are its people's; staff look after it elsewhere."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring.accounts.states import Role
from programmes.partnerships import policies
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor

pytestmark = pytest.mark.django_db


def test_a_tandem_is_of_its_people():
    cohort = make_cohort()
    tandem = make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    assert all(policies.is_of_tandem(each.user, tandem) for each in tandem.people.values())
    for user in (make_user(), make_operator(), make_staff(Role.MANAGER, cohort.programme)):
        assert not policies.is_of_tandem(user, tandem)
    assert policies.is_of_tandem(make_user())
    assert not policies.is_of_tandem(AnonymousUser())


def test_managers_of_the_programme_look_after_it():
    tandem = make_partnership()
    manager = make_staff(Role.MANAGER, tandem.cohort.programme)
    assert policies.can_manage_partnership(manager, tandem)
    assert policies.can_manage_partnership(manager, None)
    for user in (make_staff(Role.MANAGER), tandem.mentor.user, tandem.mentee.user):
        assert not policies.can_manage_partnership(user, tandem)

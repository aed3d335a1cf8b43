"""People are looked after by managers of their programme; what is one's own is one's own."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring.accounts.states import Role
from programmes.profiles import policies
from tests.factories.accounts import make_staff, make_user
from tests.factories.profiles import make_enrolment, make_mentor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("policy", "make"),
    [
        (policies.can_manage_profile, make_mentor),
        (policies.can_manage_enrolment, make_enrolment),
    ],
)
def test_managers_of_the_programme_look_after_people(policy, make):
    thing = make()
    manager = make_staff(Role.MANAGER, thing.cohort.programme)
    assert policy(manager, thing)
    assert policy(manager, None)
    interviewer = make_staff(Role.INTERVIEWER, thing.cohort.programme)
    for user in (interviewer, make_staff(Role.MANAGER), make_user(), AnonymousUser()):
        assert not policy(user, thing)


def test_nobody_opens_the_pages_of_another():
    mentor = make_mentor()
    manager = make_staff(Role.MANAGER, mentor.cohort.programme)
    assert policies.is_own(mentor.user, mentor)
    assert not any(policies.is_own(user, mentor) for user in (manager, make_mentor().user))
    assert policies.is_own(make_user())
    assert not policies.is_own(AnonymousUser())

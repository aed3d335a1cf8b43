"""Voluntary answers are read by managers of this very programme; the log by auditors."""

import pytest
from django.contrib.auth.models import AnonymousUser

from mentoring.accounts.states import Role
from mentoring.privacy import policies
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme

pytestmark = pytest.mark.django_db


def test_only_a_role_opens_what_people_have_told():
    programme = make_programme()
    assert policies.can_read_answers(make_staff(Role.MANAGER, programme), programme)
    for user in (
        make_operator(),
        make_staff(Role.MANAGER),
        make_staff(Role.AUDITOR, programme),
        make_staff(Role.MANAGER, programme, is_active=False),
        make_staff(Role.MANAGER, programme, is_staff=False),
        AnonymousUser(),
    ):
        assert not policies.can_read_answers(user, programme)


def test_what_is_of_no_programme_is_read_by_nobody():
    for user in (make_operator(), make_staff(Role.MANAGER)):
        assert not policies.can_read_answers(user, None)


def test_auditors_read_the_log():
    assert policies.can_read_access_log(make_staff(Role.AUDITOR))
    for user in (make_staff(Role.MANAGER), make_operator(), AnonymousUser()):
        assert not policies.can_read_access_log(user)

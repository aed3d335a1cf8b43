"""Who may create a programme."""

import pytest

from mentoring.accounts.models import User
from programmes.cohorts.policies import can_create_programme
from programmes.cohorts.services import roles
from tests.factories.accounts import make_operator, make_staff

pytestmark = pytest.mark.django_db


def may(person):
    return can_create_programme(User.objects.get(pk=person.pk))


def test_the_operator_gives_and_takes_the_right():
    manager = make_staff("manager")
    assert not may(manager)
    roles.let_create_programmes(manager, allowed=True)
    assert may(manager)
    assert roles.may_create_programmes(manager)
    roles.let_create_programmes(manager, allowed=False)
    assert not may(manager)


def test_it_counts_for_managers_only():
    interviewer = make_staff("interviewer")
    roles.let_create_programmes(interviewer, allowed=True)
    assert not may(interviewer)
    assert may(make_operator())

"""What staff do to accounts: each ends the sessions from before."""

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator

from mentoring.accounts.models import User
from mentoring.accounts.services import people
from mentoring.common.actors import Actor
from tests.errors import refused
from tests.factories.accounts import make_staff, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def by():
    return Actor.of(make_staff())


@pytest.mark.parametrize("act", [people.deactivate, people.reactivate, people.remove_second_factor])
def test_whoever_was_signed_in_is_not_any_more(by, act):
    person = make_staff()
    session = person.get_session_auth_hash()
    act(person, by=by)
    assert User.objects.get(pk=person.pk).get_session_auth_hash() != session


def test_who_is_locked_out_can_be_let_in_again(by):
    person = make_user()
    people.deactivate(person, by=by)
    assert not User.objects.get(pk=person.pk).is_active
    people.reactivate(person, by=by)
    assert User.objects.get(pk=person.pk).is_active


def test_nobody_locks_herself_out():
    person = make_staff()
    with refused("self"):
        people.deactivate(person, by=Actor.of(person))
    assert User.objects.get(pk=person.pk).is_active


def test_the_second_factor_of_one_person_goes(by):
    person, other = make_staff(), make_staff()
    people.remove_second_factor(person, by=by)
    left = set(Authenticator.objects.values_list("user", flat=True))
    assert person.pk not in left
    assert other.pk in left


def test_the_old_mailbox_opens_nothing(by):
    person = make_user("alt@example.org")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    people.change_email(person, "Neu@example.org", by=by)
    assert User.objects.get(pk=person.pk).email == "neu@example.org"
    assert not EmailAddress.objects.exists()

"""Accounts of people who get a place: found or made, and never a colleague's."""

import pytest

from mentoring.accounts.models import User
from programmes.profiles.services import accounts
from tests.errors import refused
from tests.factories.accounts import make_staff, make_user

pytestmark = pytest.mark.django_db
WHO = {"name": "Amina Haddad", "language": "de"}


def test_an_account_is_made_once_and_opens_by_no_password():
    user, is_new = accounts.claim("amina@example.org", **WHO)
    again, is_new_again = accounts.claim("amina@example.org", **WHO | {"name": "Wer Anders"})
    assert (is_new, is_new_again) == (True, False)
    assert again == user
    assert (again.name, again.has_usable_password()) == ("Amina Haddad", False)


def test_an_address_lends_no_place_to_a_colleague_and_opens_nothing_that_was_closed():
    colleague, closed = make_staff(), make_user(is_active=False)
    operator = make_user(is_superuser=True)
    for user, code in (
        (colleague, "staff_address"),
        (operator, "staff_address"),
        (closed, "inactive"),
    ):
        with refused(code):
            accounts.claim(user.email, **WHO)
    assert not User.objects.get(pk=closed.pk).is_active


def test_of_many_each_is_told_apart():
    known = make_user("da@example.org")
    people = [accounts.wanted(email, **WHO) for email in ("neu@example.org", known.email)]
    found = accounts.claim_all(people)
    assert {email: is_new for email, (_user, is_new) in found.items()} == {
        "neu@example.org": True,
        "da@example.org": False,
    }

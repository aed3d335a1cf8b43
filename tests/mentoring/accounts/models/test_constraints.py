"""What the database itself refuses about accounts."""

import pytest

from tests.constraints import change, insert_again, refused_by
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_an_address_opens_one_account_whatever_the_case():
    user = make_user("mo@example.org")
    with refused_by("accounts_user_email_key"):
        insert_again(user)
    with refused_by("user_email_lower"):
        change(user, email="Mo@example.org")

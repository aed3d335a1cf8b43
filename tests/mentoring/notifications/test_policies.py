"""Who looks into the outbox."""

import pytest

from mentoring.accounts.states import Role
from mentoring.notifications.policies import can_see_mail
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


def test_managers_see_what_their_programme_mailed():
    mail = make_mail(programme=make_programme())
    assert can_see_mail(make_staff(Role.MANAGER, mail.programme), mail)
    assert can_see_mail(make_staff(Role.MANAGER), None)
    for user in (make_staff(Role.MANAGER), make_staff(Role.AUDITOR, mail.programme)):
        assert not can_see_mail(user, mail)


def test_mails_of_no_programme_are_the_operators():
    mail = make_mail()
    assert can_see_mail(make_operator(), mail)
    assert not can_see_mail(make_staff(Role.MANAGER), mail)

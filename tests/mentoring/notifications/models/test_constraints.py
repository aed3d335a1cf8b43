"""What the database itself refuses about mails."""

import pytest

from mentoring.notifications.models import SendingRate
from mentoring.notifications.states import State
from tests.constraints import change, insert_again, refused_by
from tests.factories.applications import NOW
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


def test_an_occasion_is_mailed_about_once():
    mail = make_mail()
    with refused_by("mail_key_once"):
        insert_again(mail)


@pytest.mark.parametrize("columns", [{"state": State.SENDING}, {"lease_until": NOW}], ids=str)
def test_a_mail_is_leased_while_it_is_sent(columns):
    with refused_by("mail_lease_while_sending"):
        change(make_mail(), **columns)


@pytest.mark.parametrize("columns", [{"state": State.SENT}, {"settled_at": NOW}], ids=str)
def test_a_mail_is_settled_at_its_end(columns):
    with refused_by("mail_settled_at_the_end"):
        change(make_mail(), **columns)


def test_nothing_is_sent_on_credit():
    with refused_by("sending_rate_tokens_not_negative"):
        SendingRate.objects.create(name="test", tokens=-0.1, refilled_at=NOW)

"""Texts of mails go when nobody needs them, those of sign-in soon and without a trace."""

from datetime import timedelta

import pytest

from mentoring.notifications import kinds
from mentoring.notifications.models import Mail
from mentoring.notifications.services import purging
from mentoring.notifications.states import Category, State
from tests.factories.applications import NOW
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db
SENT = {"state": State.SENT, "settled_at": NOW}
SECOND = timedelta(seconds=1)


@pytest.fixture
def sign_in():
    return kinds.names(Category.SIGN_IN)[0]


def test_a_text_is_kept_for_thirty_days_and_the_row_stays():
    mail = make_mail(**SENT)
    assert purging.purge(NOW + purging.KEPT - SECOND) == 0
    assert purging.purge(NOW + purging.KEPT) == 1
    assert purging.purge(NOW + purging.KEPT) == 0
    mail.refresh_from_db()
    assert (mail.text, mail.html, mail.calendar) == ("", "", "")
    assert mail.purged_at == NOW + purging.KEPT


def test_what_waits_keeps_its_text():
    make_mail()
    assert purging.purge(NOW + 2 * purging.KEPT) == 0
    assert Mail.objects.get().text


def test_a_code_goes_at_once_unless_it_is_kept_to_look_at(settings, sign_in):
    settings.SIGN_IN_TEXT_KEPT = timedelta(0)
    assert purging.is_purged_at_once(sign_in)
    assert not purging.is_purged_at_once("test_service")
    settings.SIGN_IN_TEXT_KEPT = timedelta(hours=1)
    assert not purging.is_purged_at_once(sign_in)
    make_mail(kind=sign_in, **SENT)
    assert purging.purge(NOW + timedelta(hours=1)) == 1


def test_that_somebody_signed_in_is_forgotten(sign_in):
    make_mail(kind=sign_in, **SENT)
    make_mail(**SENT)
    purging.purge(NOW + purging.KEPT)
    assert [mail.kind for mail in Mail.objects.all()] == ["test_service"]

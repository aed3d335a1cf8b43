"""Who wants to be told: asked, confirmed, told once, forgotten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from mentoring.common import sweeps
from mentoring.notifications.models import Mail
from mentoring.privacy.models import Subject
from mentoring.privacy.services import retention
from programmes.applications.models import OpeningAlert
from programmes.applications.services import openings
from tests.factories.applications import NOW, make_alert
from tests.factories.cohorts import make_cohort, make_programme

pytestmark = pytest.mark.django_db
LATER = datetime(2026, 5, 1, tzinfo=UTC)
SOON = {"opens_at": LATER, "closes_at": datetime(2026, 6, 1, tzinfo=UTC)}


@pytest.fixture
def programme():
    """Opens on the first of May."""
    return make_cohort(**SOON).programme


def mails(kind):
    return list(Mail.objects.filter(kind=kind))


def test_asking_writes_one_row_and_one_mail_an_hour(programme):
    for minutes in (0, 5, 10):
        openings.ask(programme, email="Mo@Example.org", now=NOW + timedelta(minutes=minutes))
    openings.ask(programme, email="mo@example.org", now=NOW + timedelta(hours=2))

    alert = OpeningAlert.objects.get()
    assert (alert.email, alert.confirmed_at) == ("mo@example.org", None)
    assert len(mails("opening_asked")) == 2


def test_the_database_knows_an_address_once(programme):
    make_alert(programme, email="mo@example.org")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_alert(programme, email="mo@example.org")


def test_nobody_is_told_before_it_opens_nor_without_having_confirmed(programme):
    make_alert(programme)
    make_alert(programme, confirmed=False)

    assert openings.announce(LATER - timedelta(seconds=1)) == 0
    assert openings.announce(LATER) == 1
    assert len(mails("opening_announced")) == 1


def test_told_once_and_forgotten(programme):
    alert = make_alert(programme)
    openings.ask(programme, email=alert.email, now=NOW)
    sweeps.run(LATER)
    sweeps.run(LATER)

    (mail,) = mails("opening_announced")
    assert (mail.to, mail.subject_id, mail.about) == (alert.email, None, None)
    assert not OpeningAlert.objects.exists()
    assert not mails("opening_asked")
    assert Subject.objects.get(pk=alert.subject_id).erased_at == LATER


def test_other_programmes_are_not_meant(programme):
    make_alert(make_programme())
    assert openings.announce(LATER) == 0


def test_confirming_twice_keeps_the_first_time(programme):
    alert = make_alert(programme, confirmed=False)
    for day in range(2):
        openings.confirm(alert, now=NOW + timedelta(days=day))
    alert.refresh_from_db()
    assert alert.confirmed_at == NOW


def test_leaving_forgets_at_once_with_all_mails(programme):
    openings.ask(programme, email="mo@example.org", now=NOW)
    alert = OpeningAlert.objects.get()
    for _time in range(2):
        openings.leave(alert, now=NOW)
    assert not OpeningAlert.objects.exists()
    assert not Mail.objects.filter(to="mo@example.org").exists()


def test_what_nobody_confirmed_goes_after_a_week(programme):
    make_alert(programme, confirmed=False)
    kept = make_alert(programme)
    retention.run(NOW + timedelta(days=7) - timedelta(seconds=1))
    assert OpeningAlert.objects.count() == 2
    retention.run(NOW + timedelta(days=7))
    assert OpeningAlert.objects.get() == kept


def test_both_mails_can_be_stopped_in_one_click(programme):
    alert = make_alert(programme)
    openings.ask(programme, email=alert.email, now=NOW)
    (asked,) = mails("opening_asked")
    openings.announce(LATER)
    for mail in (asked, *mails("opening_announced")):
        assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert mail.headers["List-Unsubscribe"].startswith("<http")
        assert mail.headers["List-Unsubscribe"].endswith("/stop/>")


class TestForTheNextTime:
    """Who is too young this time asks while applications are open."""

    def test_nobody_is_told_of_what_is_open_already(self):
        cohort = make_cohort()
        openings.ask(cohort.programme, email="mo@example.org", now=NOW)
        openings.confirm(OpeningAlert.objects.get(), now=NOW)
        assert openings.announce(NOW + timedelta(minutes=1)) == 0

        after = cohort.closes_at + timedelta(days=30)
        make_cohort(cohort.programme, opens_at=after, closes_at=after + timedelta(days=30))
        assert openings.announce(after) == 1

"""So many mails a second, all workers together."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.db.models import F

from mentoring.notifications.models import SendingRate
from mentoring.notifications.services import rate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ten_a_second(settings):
    settings.MAILS_PER_SECOND = 10


def allowance():
    with transaction.atomic():
        return rate.allowance()


def test_what_was_spent_comes_back_with_time_and_never_more_than_a_second_of_it():
    assert allowance() == 10
    rate.spend(10)
    SendingRate.objects.update(refilled_at=F("refilled_at") - timedelta(hours=1))
    assert allowance() == 10


def test_a_clock_that_was_set_back_takes_nothing_away():
    allowance()
    SendingRate.objects.update(refilled_at=F("refilled_at") + timedelta(hours=1))
    assert allowance() == 10


@pytest.mark.parametrize(("per_second", "seconds"), [(10, 0.1), (0.1, 1.0), (1000, 0.05)])
def test_who_waits_for_a_token_waits_neither_long_nor_busily(settings, per_second, seconds):
    settings.MAILS_PER_SECOND = per_second
    assert rate.pause() == timedelta(seconds=seconds)

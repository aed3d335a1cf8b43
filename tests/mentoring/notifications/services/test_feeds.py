"""The address of a person's calendar feed."""

import pytest

from mentoring.notifications.models import CalendarFeed
from mentoring.notifications.services import feeds
from tests.constraints import refused_by
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return make_user()


def test_nobody_has_one_who_did_not_ask(person):
    assert feeds.secret_of(person) is None
    assert feeds.addresses_of(person) == {}


def test_a_new_address_revokes_the_old(person):
    first, second = feeds.renew(person), feeds.renew(person)
    assert first != second == feeds.secret_of(person)

    addresses = feeds.addresses_of(person)
    assert addresses["url"].endswith(f"/calendar/{second}.ics")
    assert addresses["webcal"].startswith("webcal://")


def test_who_stops_it_has_none_and_may_stop_again(person):
    feeds.renew(person)
    feeds.stop(person)
    feeds.stop(person)
    assert feeds.secret_of(person) is None


def test_a_person_has_one_address_and_no_two_have_the_same(person):
    secret = feeds.renew(person)
    with refused_by("notifications_calendarfeed_user_id_key"):
        CalendarFeed.objects.create(user=person)
    with refused_by("notifications_calendarfeed_secret_key"):
        CalendarFeed.objects.create(user=make_user(), secret=secret)

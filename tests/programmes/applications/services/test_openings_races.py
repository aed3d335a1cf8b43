"""The same wish at the same moment, and two workers that look for it at once."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, models

from mentoring.notifications.models import Mail
from programmes.applications.models import OpeningAlert
from programmes.applications.services import openings
from tests.factories.applications import NOW, make_alert
from tests.factories.cohorts import make_cohort, make_programme
from tests.threads import Meeting, at_once

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 8


@pytest.fixture
def unlocked(monkeypatch):
    """The guard off: nobody waits for anybody."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_how: rows.all())


@pytest.fixture
def press(monkeypatch):
    """All have looked for the wish before one of them writes it, as far as the lock lets them."""
    looked = Meeting(PRESSES)
    monkeypatch.setattr(openings.subjects, "create", looked.before(openings.subjects.create))

    def press():
        ask = partial(openings.ask, make_programme(), email="mo@example.org", now=NOW)
        return [error for error in at_once(*[ask] * PRESSES, meetings=(looked,)) if error]

    return press


def test_eight_presses_are_one_wish_and_one_mail(press):
    assert press() == []
    assert OpeningAlert.objects.count() == 1
    assert Mail.objects.count() == 1


@pytest.mark.usefixtures("unlocked")
def test_control_without_the_lock_somebody_gets_an_error(press):
    errors = press()
    assert len(errors) == PRESSES - 1
    assert all(isinstance(error, IntegrityError) for error in errors)


def test_two_workers_tell_each_person_once(monkeypatch):
    seen = Meeting(3)
    monkeypatch.setattr(openings, "_tell", seen.before(openings._tell))
    programme = make_cohort().programme
    for _number in range(6):
        make_alert(programme)
    now = NOW + timedelta(days=1)
    told = at_once(*[partial(openings.announce, now)] * 3, meetings=(seen,))

    assert sum(told) == 6
    assert not OpeningAlert.objects.exists()
    assert Mail.objects.filter(kind="opening_announced").count() == 6

"""What somebody wants of mails that nobody asked for."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from mentoring.notifications.models import Preference
from mentoring.notifications.services import preferences
from mentoring.notifications.states import Digest
from tests.constraints import refused_by

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


@pytest.mark.django_db
def test_a_preference_moves_with_the_address():
    person = uuid4()
    preferences.unsubscribe(subject_id=person, address="old@example.org", now=NOW)
    preferences.move(subject_id=person, was="old@example.org", to="New@example.org")
    assert Preference.objects.get().address == "new@example.org"
    preferences.choose_digest(Digest.WEEKLY, subject_id=person, address="old@example.org")
    preferences.move(subject_id=person, was="old@example.org", to="new@example.org")
    assert Preference.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("row", "constraint"),
    [
        ({"address": "ADA@example.org"}, "preference_once_a_person_and_address"),
        ({"address": "b@example.org", "digest": "daily"}, "preference_digest_known"),
    ],
)
def test_preferences_that_contradict_themselves_are_refused(row, constraint):
    person = uuid4()
    Preference.objects.create(subject_id=person, address="ada@example.org")
    with refused_by(constraint):
        Preference.objects.create(subject_id=person, **row)

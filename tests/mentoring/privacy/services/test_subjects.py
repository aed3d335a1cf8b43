"""A person as a number, until they are erased."""

import pytest

from mentoring.privacy.services import subjects
from tests.errors import refused
from tests.factories.privacy import NOW, make_subject

pytestmark = pytest.mark.django_db


def test_a_row_is_locked_as_it_is_now():
    subject = make_subject()
    assert subjects.lock(subject) == subject


def test_who_was_erased_meanwhile_is_not_written_about():
    subject = make_subject()
    type(subject).objects.update(erased_at=NOW)
    with refused("erased"):
        subjects.lock(subject)

"""What people typed and asked for: the database keeps it whole."""

from datetime import timedelta

import pytest

from programmes.profiles.models import SupportRequest, TypedWish
from tests.constraints import refused_by
from tests.factories.applications import NOW
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db
BEFORE = NOW - timedelta(seconds=1)


@pytest.fixture
def mentor():
    return make_mentor()


def typed(mentor, **fields):
    values = {"profile": mentor, "kind": "preferred", "name": "Ada", "typed_at": NOW}
    return TypedWish.objects.create(**values | fields)


def asked(mentor, **fields):
    values = {"profile": mentor, "text": "Material", "asked_at": NOW}
    return SupportRequest.objects.create(**values | fields)


def test_a_name_stands_once_a_kind_and_again_when_it_was_taken_back(mentor):
    typed(mentor, taken_back_at=NOW)
    typed(mentor)
    typed(mentor, kind="excluded")
    typed(make_mentor())
    assert TypedWish.objects.standing().count() == 3
    with refused_by("typed_wish_stands_once"):
        typed(mentor)


def test_a_request_stands_at_a_time(mentor):
    asked(mentor, ended_at=NOW)
    current = asked(mentor)
    assert SupportRequest.objects.current().get() == current
    with refused_by("support_request_one_at_a_time"):
        asked(mentor, text="Ein Training")


@pytest.mark.parametrize(
    ("make", "wrong", "guard"),
    [
        (typed, {"name": ""}, "typed_wish_names_somebody"),
        (typed, {"taken_back_at": BEFORE}, "typed_wish_taken_back_later"),
        (asked, {"text": ""}, "support_request_says_what"),
        (asked, {"ended_at": BEFORE}, "support_request_ended_later"),
    ],
)
def test_what_makes_no_sense_is_refused(mentor, make, wrong, guard):
    with refused_by(guard):
        make(mentor, **wrong)

"""Whose office hours one sees."""

import pytest
from django.core.exceptions import ValidationError

from mentoring.accounts.states import Role
from programmes.scheduling.models import AvailabilityRule
from programmes.scheduling.models.availability import validate_zone
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import make_interviewer
from tests.factories.cohorts import make_programme

pytestmark = pytest.mark.django_db
MONDAY = (0, "09:00", "12:00")


def test_hours_are_seen_by_oneself_and_by_who_manages_a_programme_of_theirs():
    programme = make_programme()
    interviewer, other = (make_interviewer(programme, MONDAY) for _one in range(2))
    foreign = make_interviewer(make_programme(), MONDAY)

    def seen(user):
        return sorted(rule.user_id for rule in AvailabilityRule.objects.visible_to(user))

    assert seen(interviewer.user) == [interviewer.user_id]
    both = sorted([interviewer.user_id, other.user_id])
    assert seen(make_staff(Role.MANAGER, programme)) == both
    assert seen(make_staff(Role.MANAGER)) == []
    assert seen(make_operator()) == sorted([*both, foreign.user_id])


def test_a_zone_is_one_of_those_that_exist():
    validate_zone("Europe/Berlin")
    with pytest.raises(ValidationError):
        validate_zone("Europe/Atlantis")

"""Who sees the people of which office, and for how long their grant holds."""

from datetime import date, timedelta

import pytest

from mentoring.accounts.states import Role
from programmes.profiles.models import Delegate
from programmes.profiles.states import Scope
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import NOW
from tests.factories.profiles import make_delegate, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


def test_an_office_is_seen_by_its_mentor_and_by_who_manages_the_programme():
    mentor = make_mentor()
    own, foreign = make_delegate(mentor), make_delegate(make_mentor())
    programme = mentor.cohort.programme

    def seen(user):
        return set(Delegate.objects.visible_to(user))

    assert seen(mentor.user) == {own}
    assert seen(make_staff(Role.MANAGER, programme)) == {own}
    assert seen(make_staff(Role.INTERVIEWER, programme)) == set()
    assert seen(make_mentee(mentor.cohort).user) == set()
    assert seen(make_operator()) == {own, foreign}


def test_a_grant_holds_until_its_day_or_until_it_is_revoked():
    mentor = make_mentor()
    lasting = make_delegate(mentor, expires_on=DAY, scopes=[Scope.CALENDAR])
    over = make_delegate(mentor, expires_on=DAY - timedelta(days=1))
    revoked = make_delegate(mentor, revoked_at=NOW)
    assert set(Delegate.objects.holding(DAY)) == {lasting}
    assert [one.may(Scope.CALENDAR, DAY) for one in (lasting, over, revoked)] == [
        True,
        False,
        False,
    ]
    assert not lasting.may(next(one for one in Scope if one != Scope.CALENDAR), DAY)

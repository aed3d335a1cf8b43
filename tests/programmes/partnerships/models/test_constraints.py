"""What the database itself refuses about tandems, their answers and meetings."""

import pytest
from django.db.models import F

from programmes.partnerships.models.meetings import MOST_MINUTES
from programmes.partnerships.states import LIVE, PartnershipState
from tests.constraints import change, insert_again, refused_by
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.partnerships import make_meeting, make_partnership
from tests.factories.profiles import make_mentor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("state", LIVE)
def test_a_mentee_has_one_mentor(state):
    first = make_partnership(state=PartnershipState.ACTIVE)
    second = make_partnership(mentee=first.mentee, state=PartnershipState.DECLINED)
    with refused_by("partnership_one_of_a_mentee"):
        change(second, state=state)


def test_a_tandem_is_of_two_people():
    with refused_by("partnership_of_two_people"):
        change(make_partnership(), mentor=F("mentee"))


@pytest.mark.parametrize("part", ["mentor", "co_mentor"])
def test_a_tandem_is_of_several_accounts(part):
    partnership = make_partnership()
    twin = make_mentor(partnership.cohort, user=partnership.mentee.user)
    with refused_by("partnership_of_several_people"):
        change(partnership, **{part: twin})
    with refused_by("partnership_of_several_people"):
        make_partnership(mentee=partnership.mentee, mentor=twin, state=PartnershipState.DECLINED)


def test_each_part_answers_once():
    answer = make_partnership().answers.first()
    with refused_by("answer_once_a_part"):
        insert_again(answer)


@pytest.mark.parametrize("days", [0, 367])
def test_a_rhythm_is_at_most_a_year(days):
    with refused_by("partnership_rhythm_in_bounds"):
        change(make_partnership(), rhythm_days=days)


@pytest.mark.parametrize("columns", [{"reply": "yes"}, {"answered_at": NOW}], ids=str)
def test_an_answer_has_a_time(columns):
    with refused_by("answer_has_a_time"):
        change(make_partnership().answers.first(), **columns)


def test_only_what_was_told_is_noted_by_somebody():
    answer = make_partnership(state=PartnershipState.ACTIVE).answers.first()
    with refused_by("answer_noted_was_told"):
        change(answer, noted_by=make_staff())


@pytest.fixture
def meeting():
    return make_meeting(make_partnership(state=PartnershipState.ACTIVE))


def test_a_form_logs_one_meeting(meeting):
    with refused_by("meeting_logged_once"):
        insert_again(meeting)


@pytest.mark.parametrize("minutes", [0, MOST_MINUTES + 1])
def test_a_meeting_has_a_length(meeting, minutes):
    with refused_by("meeting_minutes_in_bounds"):
        change(meeting, minutes=minutes)


def test_somebody_took_part(meeting):
    with refused_by("meeting_of_somebody"):
        change(meeting, took_part=[])

"""Which partnerships have failed, so that the two are not asked again, and who sees which."""

from datetime import timedelta

import pytest

from mentoring.accounts.states import Role
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.states import PartnershipState, Reply
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor

pytestmark = pytest.mark.django_db
S = PartnershipState


@pytest.mark.parametrize(
    ("part", "has_failed"), [("mentee", True), ("mentor", True), ("co_mentor", False)]
)
def test_a_no_of_the_two_counts_and_none_of_who_stands_beside(part, has_failed):
    cohort = make_cohort()
    declined = make_partnership(cohort, S.DECLINED, co_mentor=make_co_mentor(cohort))
    declined.answers.update(reply=Reply.YES)
    declined.answers.filter(part=part).update(reply=Reply.NO)
    assert Partnership.objects.failed().exists() is has_failed


@pytest.mark.parametrize(
    ("state", "has_failed"), [(S.PROPOSED, False), (S.ACTIVE, False), (S.ENDED, True)]
)
def test_what_ended_has_failed_and_what_goes_on_has_not(state, has_failed):
    make_partnership(state=state)
    assert Partnership.objects.failed().exists() is has_failed


def test_what_was_withdrawn_before_anybody_said_no_may_be_proposed_again():
    withdrawn = make_partnership(state=S.DECLINED)
    withdrawn.answers.update(reply="", answered_at=None)
    assert not Partnership.objects.failed().exists()


def test_a_proposal_whose_mails_wait_was_told_to_nobody():
    partnership = make_partnership()
    assert partnership in Partnership.objects.told(NOW)
    partnership.answers.update(asked_at=NOW + timedelta(minutes=1))
    assert not Partnership.objects.told(NOW).exists()
    Partnership.objects.update(state=S.ACTIVE)
    assert partnership in Partnership.objects.told(NOW)


def test_its_people_its_managers_and_the_operator_see_it():
    cohort = make_cohort()
    one = make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    make_partnership()
    people = [person.user for person in one.people.values()]
    for user in (*people, make_staff(Role.MANAGER, cohort.programme)):
        assert list(Partnership.objects.visible_to(user)) == [one]
    for user in (make_user(), make_staff(Role.INTERVIEWER, cohort.programme)):
        assert not Partnership.objects.visible_to(user).exists()
    assert Partnership.objects.visible_to(make_operator()).count() == 2


def test_who_is_asked_and_silent_has_an_open_answer():
    cohort = make_cohort()
    proposed = make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    assert Answer.objects.open().count() == 3
    proposed.answers.filter(part="mentee").update(reply=Reply.YES, answered_at=NOW)
    Partnership.objects.update(state=S.ACTIVE)
    assert [answer.part for answer in Answer.objects.open()] == ["co_mentor"]
    Partnership.objects.update(state=S.DECLINED)
    assert not Answer.objects.open().exists()

"""What staff change of a partnership: the co-mentor, and an early end."""

from datetime import date

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError, DomainError
from mentoring.notifications.models import Mail
from mentoring.worklist.models import Task
from programmes.partnerships.services import co_mentors, proposals
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import Profile
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
S = PartnershipState


@pytest.fixture
def manager():
    return Actor.of(make_staff())


@pytest.fixture
def cohort():
    return make_cohort()


def choose(partnership, co_mentor, manager):
    co_mentors.set_co_mentor(partnership, co_mentor, by=manager, now=NOW)


@pytest.mark.parametrize("state", [S.PROPOSED, S.ACTIVE, S.PAUSED])
def test_somebody_else_is_asked_and_the_task_is_done(cohort, manager, state):
    partnership = make_partnership(cohort, state, co_mentor=make_co_mentor(cohort))
    answer = partnership.answers.get(part="co_mentor")
    proposals.answer(answer, reply=Reply.NO, by=Actor.holder("co_mentor"), now=NOW)
    partnership.refresh_from_db()
    other = make_co_mentor(cohort)

    choose(partnership, other, manager)

    assert partnership.co_mentor == other
    asked = partnership.answers.get(part="co_mentor")
    assert (asked.person, asked.reply) == (other, "")
    assert Mail.objects.get().to == other.user.email
    assert Task.objects.get().outcome == co_mentors.FOUND


def test_nobody_is_asked_twice_for_the_same(cohort, manager):
    third = make_co_mentor(cohort)
    partnership = make_partnership(cohort, S.ACTIVE, co_mentor=third)
    choose(partnership, third, manager)
    assert not Mail.objects.exists()
    assert partnership.answers.get(part="co_mentor").reply == Reply.YES


def test_a_co_mentor_can_be_let_go(cohort, manager):
    partnership = make_partnership(cohort, S.ACTIVE, co_mentor=make_co_mentor(cohort))
    choose(partnership, None, manager)
    assert partnership.co_mentor is None
    assert not partnership.answers.filter(part="co_mentor").exists()


def full(third):
    make_partnership(co_mentor=third, cohort=third.cohort)


def away(third):
    Profile.objects.filter(pk=third.pk).update(state=ProfileState.PAUSED)


def elsewhere(third):
    Profile.objects.filter(pk=third.pk).update(cohort=make_cohort())


def no_co_mentor(third):
    Profile.objects.filter(pk=third.pk).update(part="mentor")


@pytest.mark.parametrize("spoil", [full, away, elsewhere, no_co_mentor])
def test_who_cannot_stand_beside_is_neither_offered_nor_taken(cohort, manager, spoil):
    partnership, third = make_partnership(cohort, S.ACTIVE), make_co_mentor(cohort)
    assert list(co_mentors.possible_co_mentors(partnership, now=NOW)) == [third]
    spoil(third)
    assert not co_mentors.possible_co_mentors(partnership, now=NOW)
    with pytest.raises(DomainError):
        choose(partnership, third, manager)
    partnership.refresh_from_db()
    assert partnership.co_mentor is None


def test_beside_a_minor_only_with_a_certificate(cohort, manager):
    mentee, mentor = make_mentee(cohort, birth_date=date(2010, 5, 17)), make_mentor(cohort)
    make_screening(mentor, issued_on=NOW.date())
    partnership = make_partnership(cohort, S.ACTIVE, mentee=mentee, mentor=mentor)
    third = make_co_mentor(cohort)
    with pytest.raises(DomainError) as refusal:
        choose(partnership, third, manager)
    assert refusal.value.code == "certificate"
    make_screening(third, issued_on=NOW.date())
    choose(partnership, third, manager)
    assert partnership.co_mentor == third


@pytest.mark.parametrize("state", [S.DECLINED, S.ENDED, S.COMPLETED])
def test_what_is_over_needs_no_co_mentor(cohort, manager, state):
    with pytest.raises(ConflictError):
        choose(make_partnership(cohort, state), make_co_mentor(cohort), manager)


def test_an_early_end_needs_a_reason_and_frees_the_places(cohort, manager):
    partnership = make_partnership(cohort, S.ACTIVE)
    with pytest.raises(DomainError):
        co_mentors.end(partnership, by=manager, now=NOW, reason=" ")
    co_mentors.end(partnership, by=manager, now=NOW, reason="Umzug ins Ausland")
    assert partnership.state == S.ENDED
    assert partnership.transitions.get().note == "Umzug ins Ausland"
    assert not Mail.objects.exists()
    with pytest.raises(DomainError):
        co_mentors.end(make_partnership(cohort), by=manager, now=NOW, reason="Noch nicht begonnen")

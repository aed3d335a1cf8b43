"""Proposing, answering and withdrawing: who may be put together, and what each answer leads to."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from mentoring.worklist.models import Task
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import proposals
from programmes.partnerships.services.proposals import CO_MENTOR_MISSING
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import Profile
from programmes.profiles.states import Part, ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_mentee,
    make_mentor,
    make_screening,
)

S = PartnershipState
MINOR = date(2010, 5, 17)


@pytest.fixture
def manager(db):
    return make_staff(name="Miriam Osei")


@pytest.fixture
def cohort(db):
    return make_cohort()


def propose(manager, mentee, mentor, co_mentor=None, **more):
    return proposals.propose(
        mentee=mentee,
        mentor=mentor,
        co_mentor=co_mentor,
        **{"rationale": "Beide mögen den Stadtrat.", "by": Actor.of(manager), "now": NOW, **more},
    )


def say(partnership, part, reply, *, now=NOW, **more):
    answer = partnership.answers.get(part=part)
    return proposals.answer(answer, reply=reply, by=Actor.holder(part), now=now, **more)


def sent(*kinds):
    """As if the relay had been there."""
    Mail.objects.filter(state=State.QUEUED).update(state=State.SENT, settled_at=NOW)
    return {mail.to for mail in Mail.objects.filter(kind__in=kinds)}


def addresses(*people):
    return {person.user.email for person in people}


def test_a_proposal_asks_each_of_its_people_and_tells_the_office(manager, cohort):
    mentee, mentor, third = make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort)
    office, _gone = make_delegate(mentor), make_delegate(mentor, expires_on=date(2020, 1, 1))

    partnership = propose(manager, mentee, mentor, third)

    assert partnership.state == S.PROPOSED
    assert {answer.person for answer in partnership.answers.all()} == {mentee, mentor, third}
    asked = {mail.to for mail in Mail.objects.filter(kind="proposal_asked")}
    assert asked == addresses(mentee, mentor, third)
    assert Mail.objects.get(kind="proposal_asked_office").to == office.email
    assert partnership.transitions.get().actor_user == manager


def test_without_a_reason_why_nobody_is_asked(manager, cohort):
    with pytest.raises(DomainError) as refusal:
        propose(manager, make_mentee(cohort), make_mentor(cohort), rationale="  ")
    assert refusal.value.code == "rationale"
    assert not Partnership.objects.exists()


def declined(trio):
    mentee, mentor, _third = trio
    old = make_partnership(mentee=mentee, mentor=mentor, state=S.DECLINED)
    old.answers.filter(part="mentor").update(reply=Reply.NO)


def changed(person, **fields):
    Profile.objects.filter(pk=person.pk).update(**fields)


TROUBLE = {
    "mentee_taken": lambda trio: make_partnership(mentee=trio[0]),
    "no_place": lambda trio: make_partnership(mentor=trio[1], state=S.ACTIVE),
    "no_place_beside": lambda trio: make_partnership(co_mentor=trio[2]),
    "failed": declined,
    "cohort": lambda trio: changed(trio[1], cohort=make_cohort()),
    "part": lambda trio: changed(trio[1], part="co_mentor"),
}


@pytest.mark.parametrize("code", TROUBLE)
def test_what_keeps_people_apart_is_said_by_name(manager, cohort, code):
    trio = make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort)
    TROUBLE[code](trio)
    known = Partnership.objects.count()

    with pytest.raises(DomainError) as refusal:
        propose(manager, *trio)

    assert refusal.value.code == code.removesuffix("_beside")
    assert any(str(person) in refusal.value.message for person in trio)
    assert Partnership.objects.count() == known


@pytest.mark.parametrize("state", [ProfileState.PAUSED, ProfileState.LEFT])
@pytest.mark.parametrize("index", [0, 1, 2])
def test_who_is_away_is_not_asked(manager, cohort, state, index):
    trio = [make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort)]
    type(trio[index]).objects.filter(pk=trio[index].pk).update(state=state)

    with pytest.raises(ConflictError) as refusal:
        propose(manager, *trio)
    assert refusal.value.code == "absent"


def test_a_second_place_is_a_place(manager, cohort):
    mentor = make_mentor(cohort, capacity=2)
    make_partnership(mentor=mentor, state=S.ACTIVE)
    assert propose(manager, make_mentee(cohort), mentor).state == S.PROPOSED


def test_ended_places_are_free_again(manager, cohort):
    mentor = make_mentor(cohort)
    for state in (S.ENDED, S.COMPLETED, S.DECLINED):
        make_partnership(mentor=mentor, state=state)
    assert propose(manager, make_mentee(cohort), mentor)


@pytest.mark.parametrize("lacking", ["mentor", "co_mentor"])
def test_a_minor_meets_nobody_without_a_certificate(manager, cohort, lacking):
    mentee = make_mentee(cohort, birth_date=MINOR)
    mentor, third = make_mentor(cohort), make_co_mentor(cohort)
    make_screening(third if lacking == "mentor" else mentor, issued_on=NOW.date())

    with pytest.raises(DomainError) as refusal:
        propose(manager, mentee, mentor, third)
    assert refusal.value.code == "certificate"

    make_screening(mentor if lacking == "mentor" else third, issued_on=NOW.date())
    assert propose(manager, mentee, mentor, third)


def test_a_certificate_that_is_too_old_does_not_count(manager, cohort):
    mentee, mentor = make_mentee(cohort, birth_date=MINOR), make_mentor(cohort)
    make_screening(mentor, issued_on=date(2020, 1, 15))
    with pytest.raises(DomainError) as refusal:
        propose(manager, mentee, mentor)
    assert refusal.value.code == "certificate"


def test_two_yeses_begin_it_and_share_the_contact_data(manager, cohort):
    mentee, mentor = make_mentee(cohort, phone="030 1"), make_mentor(cohort, phone="030 2")
    partnership = propose(manager, mentee, mentor)

    say(partnership, "mentee", Reply.YES)
    partnership.refresh_from_db()
    assert partnership.state == S.PROPOSED
    assert not Mail.objects.filter(kind="proposal_agreed").exists()

    say(partnership, "mentor", Reply.YES)
    partnership.refresh_from_db()
    assert partnership.state == S.ACTIVE
    mails = {mail.to: mail.text for mail in Mail.objects.filter(kind="proposal_agreed")}
    assert mentor.user.email in mails[mentee.user.email]
    assert "030 2" in mails[mentee.user.email]
    assert "030 1" in mails[mentor.user.email]


@pytest.mark.parametrize(("says_no", "other"), [("mentee", "mentor"), ("mentor", "mentee")])
def test_a_no_ends_it_kindly_and_says_neither_who_nor_why(manager, cohort, says_no, other):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    say(partnership, other, Reply.YES)
    sent()

    say(partnership, says_no, Reply.NO, reason="Zu weit weg von Kanarienvogelhausen.")

    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED
    told = Mail.objects.get(kind="proposal_over")
    assert told.to == partnership.people[other].user.email
    assert told.due_at == NOW + UNDO
    everything = "".join(m.subject + m.text + m.html for m in Mail.objects.all())
    assert "Kanarienvogel" not in everything
    assert partnership.answers.get(part=says_no).reason.startswith("Zu weit")
    assert Partnership.objects.failed().get() == partnership


def test_who_never_heard_of_it_is_not_told_that_it_is_over(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))

    say(partnership, "mentor", Reply.NO)

    assert not Mail.objects.filter(kind="proposal_over").exists()
    assert set(Mail.objects.filter(kind="proposal_asked").values_list("state", flat=True)) == {
        State.CANCELLED
    }


def test_a_yes_can_become_a_no_while_the_other_has_not_answered(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    say(partnership, "mentee", Reply.YES)
    say(partnership, "mentee", Reply.NO)
    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED


def test_once_it_has_begun_a_no_is_refused_with_a_way_out(manager, cohort):
    partnership = make_partnership(cohort, S.ACTIVE)
    with pytest.raises(ConflictError) as refusal:
        say(partnership, "mentee", Reply.NO)
    assert refusal.value.code == "begun"
    assert partnership.answers.get(part="mentee").reply == Reply.YES


def test_the_same_answer_twice_is_one_answer(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    say(partnership, "mentor", Reply.YES)
    say(partnership, "mentor", Reply.YES, now=NOW + timedelta(days=1))
    assert partnership.answers.get(part="mentor").answered_at == NOW


def test_a_no_by_mistake_becomes_a_yes_before_anybody_hears(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    say(partnership, "mentee", Reply.YES)
    sent()
    say(partnership, "mentor", Reply.NO)

    say(partnership, "mentor", Reply.YES, now=NOW + timedelta(minutes=9))

    partnership.refresh_from_db()
    assert partnership.state == S.ACTIVE
    assert Mail.objects.get(kind="proposal_over").state == State.CANCELLED
    assert not Partnership.objects.failed().exists()


def test_who_had_not_been_asked_yet_is_asked_after_all(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    say(partnership, "mentor", Reply.NO)
    say(partnership, "mentor", Reply.YES, now=NOW + timedelta(minutes=9))

    waiting = Mail.objects.get(kind="proposal_asked", state=State.QUEUED)
    assert waiting.to == partnership.mentee.user.email


@pytest.mark.parametrize("reason", ["late", "gone", "taken"])
def test_a_no_that_was_told_or_used_stands(manager, cohort, reason):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    sent()
    say(partnership, "mentor", Reply.NO)
    later = NOW + timedelta(minutes=10 if reason == "late" else 5)
    if reason == "gone":
        Mail.objects.filter(kind="proposal_over").update(state=State.SENT, settled_at=NOW)
    if reason == "taken":
        make_partnership(mentee=partnership.mentee)

    with pytest.raises(ConflictError):
        say(partnership, "mentor", Reply.YES, now=later)

    partnership.refresh_from_db()
    assert partnership.state == S.DECLINED
    assert partnership.answers.get(part="mentor").reply == Reply.NO


def test_a_no_can_be_taken_back_by_the_two_and_not_by_who_stands_beside(cohort):
    partnership = make_partnership(cohort, S.DECLINED, co_mentor=make_co_mentor(cohort))
    partnership.answers.update(reply=Reply.NO, answered_at=NOW)
    until = {each.part: proposals.undo_until(each) for each in partnership.answers.all()}
    assert until == {"mentee": NOW + UNDO, "mentor": NOW + UNDO, "co_mentor": None}


@pytest.mark.parametrize("state", [S.PROPOSED, S.ACTIVE])
def test_a_co_mentors_no_makes_a_task_and_hurts_nobody(cohort, state):
    third = make_co_mentor(cohort)
    partnership = make_partnership(cohort, state, co_mentor=third)

    say(partnership, "co_mentor", Reply.NO, reason="Gerade ist Wahlkampf.")

    partnership.refresh_from_db()
    assert (partnership.state, partnership.co_mentor) == (state, None)
    task = Task.objects.get(kind=CO_MENTOR_MISSING)
    assert task.subject_id == third.subject_id
    assert "Wahlkampf" in task.details
    assert not Mail.objects.exists()
    with pytest.raises(ConflictError):
        say(partnership, "co_mentor", Reply.YES)


def test_a_task_is_in_the_language_of_the_house_whoever_says_no(cohort):
    partnership = make_partnership(cohort, co_mentor=make_co_mentor(cohort))
    with translation.override("en"):
        say(partnership, "co_mentor", Reply.NO)
    assert "somebody else" not in Task.objects.get(kind=CO_MENTOR_MISSING).title


def test_a_co_mentor_may_come_later(manager, cohort):
    third = make_co_mentor(cohort)
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort), third)
    say(partnership, "mentee", Reply.YES)
    say(partnership, "mentor", Reply.YES)
    welcomed = Mail.objects.filter(kind="proposal_agreed")
    assert not any(third.user.email in mail.to + mail.text for mail in welcomed)

    say(partnership, "co_mentor", Reply.YES)

    assert welcomed.filter(to=third.user.email).count() == 1
    joined = {mail.to: mail.text for mail in Mail.objects.filter(kind="proposal_joined")}
    assert set(joined) == addresses(partnership.mentee, partnership.mentor)
    assert all(third.user.email in text for text in joined.values())


def test_staff_withdraw_with_a_reason_that_nobody_is_told(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    sent()
    by = Actor.of(manager)
    with pytest.raises(DomainError) as refusal:
        proposals.withdraw(partnership, by=by, now=NOW, reason=" ")
    assert refusal.value.code == "reason"

    proposals.withdraw(partnership, by=by, now=NOW, reason="Sie ist umgezogen.")

    assert partnership.state == S.DECLINED
    assert Mail.objects.filter(kind="proposal_over").count() == 2
    assert not any("umgezogen" in mail.text for mail in Mail.objects.all())
    assert not Partnership.objects.failed().exists()
    with pytest.raises(ConflictError):
        say(partnership, "mentor", Reply.YES)


def test_the_office_answers_on_behalf_if_it_may(manager, cohort):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    office = make_delegate(partnership.mentor)

    answer = say(partnership, "mentor", Reply.YES, delegate=office)

    assert answer.delegate == office
    assert Answer.objects.get(pk=answer.pk).delegate == office


@pytest.mark.parametrize("grant", ["calendar", "revoked", "foreign", "over"])
def test_an_office_without_the_right_answers_nothing(manager, cohort, grant):
    partnership = propose(manager, make_mentee(cohort), make_mentor(cohort))
    fields = {
        "calendar": {"scopes": ["calendar"]},
        "revoked": {"revoked_at": NOW},
        "foreign": {},
        "over": {"expires_on": NOW.date() - timedelta(days=1)},
    }[grant]
    mentor = make_mentor(cohort) if grant == "foreign" else partnership.mentor
    with pytest.raises(ConflictError):
        say(partnership, "mentor", Reply.NO, delegate=make_delegate(mentor, **fields))
    assert partnership.answers.get(part="mentor").reply == ""


def test_it_does_not_begin_with_somebody_who_has_left(cohort):
    partnership = make_partnership(cohort)
    mentee, mentor = (partnership.answers.get(part=part) for part in (Part.MENTEE, Part.MENTOR))
    proposals.answer(mentor, reply=Reply.YES, by=Actor.holder("mentor"), now=NOW)
    Profile.objects.filter(pk=partnership.mentor_id).update(state=ProfileState.LEFT)

    with pytest.raises(ConflictError):
        proposals.answer(mentee, reply=Reply.YES, by=Actor.holder("mentee"), now=NOW)

    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.PROPOSED

"""Several at one moment: a place is given once, and a partnership begins once."""

import threading
from functools import partial

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.notifications.models import Mail
from programmes.partnerships.models import Answer, Partnership
from programmes.partnerships.services import eligibility, proposals
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import Profile
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor
from tests.threads import Meeting, at_once

BY = Actor.system()


@pytest.fixture
def cohort(transactional_db):
    return make_cohort()


def propose(mentee, mentor, co_mentor=None):
    return proposals.propose(
        mentee=mentee, mentor=mentor, co_mentor=co_mentor, rationale="Passt.", by=BY, now=NOW
    )


def rivals(cohort, number, **shared):
    """Proposals that are after the same place."""
    pairs = [
        (make_mentee(cohort), shared.get("mentor") or make_mentor(cohort))
        for _each in range(number)
    ]
    return [partial(propose, *pair, shared.get("co_mentor")) for pair in pairs]


@pytest.mark.parametrize("part", ["mentor", "co_mentor"])
def test_one_place_and_five_proposals_at_once(cohort, part, monkeypatch):
    looked = Meeting(5)
    monkeypatch.setattr(
        eligibility.EligibilityCheck,
        "problems",
        looked.after(eligibility.EligibilityCheck.problems),
    )
    shared = {part: make_mentor(cohort) if part == "mentor" else make_co_mentor(cohort)}

    results = at_once(*rivals(cohort, 5, **shared), meetings=(looked,))

    made = [each for each in results if isinstance(each, Partnership)]
    assert len(made) == Partnership.objects.count() == 1
    refused = [each for each in results if isinstance(each, ConflictError)]
    assert {each.code for each in refused} == {"no_place"}
    assert len(refused) == 4


def test_control_without_the_lock_the_place_is_given_twice(cohort, monkeypatch):
    both_looked = threading.Barrier(2)
    problems = eligibility.EligibilityCheck.problems

    def look_together(check, trio):
        found = problems(check, trio)
        both_looked.wait(timeout=10)
        return found

    monkeypatch.setattr(eligibility, "lock", unlocked)
    monkeypatch.setattr(eligibility.EligibilityCheck, "problems", look_together)

    at_once(*rivals(cohort, 2, mentor=make_mentor(cohort)))

    assert Partnership.objects.count() == 2


def unlocked(wanted):
    rows = Profile.objects.filter(pk__in=[person.pk for person in wanted if person])
    return {row.pk: row for row in rows.select_related("cohort__programme", "user")}


def test_the_same_two_proposed_by_two_colleagues_at_once(cohort, monkeypatch):
    looked = Meeting()
    monkeypatch.setattr(
        eligibility.EligibilityCheck,
        "problems",
        looked.after(eligibility.EligibilityCheck.problems),
    )
    mentee, mentor = make_mentee(cohort), make_mentor(cohort, capacity=3)

    both = [partial(propose, mentee, mentor)] * 2
    results = at_once(*both, meetings=(looked,))

    assert sorted(type(each).__name__ for each in results) == ["ConflictError", "Partnership"]


def say(answer, reply):
    return lambda: proposals.answer(answer, reply=reply, by=BY, now=NOW)


def test_two_yeses_at_once_begin_it_once(cohort, monkeypatch):
    """Both meet before and behind the look at all answers, as far as the lock lets them."""
    partnership = make_partnership(cohort)
    wrote, looked = Meeting(), Meeting()
    begin = looked.after(wrote.before(proposals._begin))
    monkeypatch.setattr(proposals, "_begin", begin)

    yeses = (say(answer, Reply.YES) for answer in partnership.answers.all())
    results = at_once(*yeses, meetings=(wrote, looked))

    partnership.refresh_from_db()
    assert [type(each) for each in results] == [Answer, Answer]
    assert partnership.state == PartnershipState.ACTIVE
    assert partnership.transitions.filter(target="active").count() == 1
    assert Mail.objects.filter(kind="proposal_agreed").count() == 2


def test_control_without_the_lock_two_yeses_begin_nothing(cohort, monkeypatch):
    """Each looks before the other has written, and both believe that one is missing."""
    partnership = make_partnership(cohort)
    both_wrote = threading.Barrier(2)
    begin = proposals._begin

    def begin_together(*args, **log):
        both_wrote.wait(timeout=10)
        begin(*args, **log)
        both_wrote.wait(timeout=10)

    monkeypatch.setattr(proposals, "_begin", begin_together)
    monkeypatch.setattr(
        Partnership.objects, "select_for_update", lambda **_how: Partnership.objects
    )

    results = at_once(*(say(answer, Reply.YES) for answer in partnership.answers.all()))

    assert [type(each) for each in results] == [Answer, Answer]
    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.PROPOSED
    assert not Mail.objects.exists()


def test_a_yes_and_a_no_at_once_have_one_end(cohort, monkeypatch):
    partnership, allowed = make_partnership(cohort), Meeting()
    monkeypatch.setattr(proposals, "_require_open", allowed.after(proposals._require_open))
    mentee, mentor = partnership.answers.order_by("part")

    at_once(say(mentee, Reply.YES), say(mentor, Reply.NO), meetings=(allowed,))

    partnership.refresh_from_db()
    assert partnership.state == PartnershipState.DECLINED
    assert not Mail.objects.filter(kind="proposal_agreed").exists()


def test_an_answer_and_a_withdrawal_at_once_have_one_end(cohort, monkeypatch):
    partnership, moving = make_partnership(cohort), Meeting()
    monkeypatch.setattr(proposals.lifecycle, "move", moving.before(proposals.lifecycle.move))
    partnership.answers.filter(part="mentee").update(reply=Reply.YES, answered_at=NOW)
    mentor = partnership.answers.get(part="mentor")

    at_once(
        say(mentor, Reply.YES),
        lambda: proposals.withdraw(
            Partnership.objects.get(pk=partnership.pk), by=BY, now=NOW, reason="Umgezogen."
        ),
        meetings=(moving,),
    )

    partnership.refresh_from_db()
    began = partnership.state == PartnershipState.ACTIVE
    assert began or partnership.state == PartnershipState.DECLINED
    assert Mail.objects.filter(kind="proposal_agreed").exists() == began
    assert partnership.transitions.exclude(source="proposed", target="proposed").count() == 1

"""Publishing: all that was chosen or nothing, once, and back again before anybody hears of it."""

import threading
from datetime import date, timedelta
from functools import partial

import pytest
from django.db import IntegrityError

from matching.models import Block, Plan
from matching.services import publishing
from matching.services.publishing import PublishingError
from matching.states import PlanState
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.common.errors import ConflictError, DomainError
from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.partnerships.models import Partnership
from programmes.partnerships.services import proposals
from programmes.partnerships.states import PartnershipState, Reply
from programmes.profiles.models import Profile
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.matching import make_pair, make_plan
from tests.factories.partnerships import make_partnership
from tests.factories.profiles import (
    make_co_mentor,
    make_delegate,
    make_mentee,
    make_mentor,
    make_screening,
)
from tests.threads import Meeting, at_once

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def manager(db):
    return make_staff(name="Miriam Osei")


@pytest.fixture
def plan(db):
    """A draft with two confirmed pairs; the first has a co-mentor and an office."""
    plan = make_plan(make_cohort())
    pair(plan, co_mentor=make_co_mentor(plan.cohort))
    make_delegate(plan.pairs.get().mentor)
    pair(plan)
    return plan


def pair(plan, **fields):
    people = {"mentee": make_mentee(plan.cohort), "mentor": make_mentor(plan.cohort)}
    said = {"confirmed": True, "rationale": "Beide mögen den Stadtrat."}
    return make_pair(plan, **{**people, **said, **fields})


def publish(plan, manager, pairs=None, **more):
    chosen = [each.pk for each in (plan.pairs.all() if pairs is None else pairs)]
    return publishing.publish(
        plan,
        chosen=chosen,
        by=Actor.of(manager),
        **{"version": plan.version, "now": NOW, **more},
    )


def problems(plan, manager):
    found = publishing.checked_pairs(plan, by=Actor.of(manager), now=NOW)
    return {each.pair.pk: each.problems for each in found}


def ready(plan, manager):
    found = publishing.checked_pairs(plan, by=Actor.of(manager), now=NOW)
    return {each.pair.pk: each.is_ready for each in found}


def test_each_pair_becomes_a_proposal_and_the_mails_wait(plan, manager):
    publish(plan, manager)

    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    assert plan.version == 1
    made = Partnership.objects.all()
    assert {one.state for one in made} == {PartnershipState.PROPOSED}
    assert {one.pair.plan for one in made} == {plan}
    assert {one.rationale for one in made} == {"Beide mögen den Stadtrat."}
    mails = Mail.objects.all()
    assert mails.filter(kind="proposal_asked").count() == 5
    assert mails.filter(kind="proposal_asked_office").count() == 1
    assert {mail.due_at for mail in mails} == {NOW + UNDO}


def test_what_is_left_out_stays_free(plan, manager):
    first, second = plan.pairs.all()
    publish(plan, manager, [first])

    plan.refresh_from_db()
    assert plan.state == PlanState.PUBLISHED
    assert Partnership.objects.get().mentee == first.mentee
    second.refresh_from_db()
    assert second.partnership is None


def test_nothing_chosen_is_nothing_done(plan, manager):
    with pytest.raises(DomainError) as refusal:
        publish(plan, manager, [])
    assert refusal.value.code == "nothing"


def minor_without_certificate(one, manager):
    Profile.objects.filter(pk=one.mentee_id).update(birth_date=date(2010, 5, 17))


def minor_beside_a_co_mentor_without(one, manager):
    minor_without_certificate(one, manager)
    make_screening(one.mentor, issued_on=NOW.date())


def mentor_pauses(one, manager):
    Profile.objects.filter(pk=one.mentor_id).update(state=ProfileState.PAUSED)


def mentor_is_full(one, manager):
    make_partnership(mentor=one.mentor)


def mentee_is_taken(one, manager):
    make_partnership(mentee=one.mentee)


def staff_blocked_them(one, manager):
    Block.objects.create(
        cohort=one.plan.cohort,
        mentee=one.mentee,
        mentor=one.mentor,
        reason="Verwandt",
        made_by=manager,
        made_at=NOW,
    )


def they_said_no_before(one, manager):
    old = make_partnership(mentee=one.mentee, mentor=one.mentor, state=PartnershipState.DECLINED)
    old.answers.filter(part="mentee").update(reply=Reply.NO)


def not_confirmed(one, manager):
    one.plan.pairs.filter(pk=one.pk).update(confirmed=False)


def rule_keeps_them_apart(one, manager):
    run = one.plan.run
    run.table["require"] = [{"rule": "overlap", "mentor": "languages", "mentee": "languages"}]
    run.save()
    Profile.objects.filter(pk=one.mentor_id).update(languages=["en"])


@pytest.mark.parametrize(
    "spoil",
    [
        minor_without_certificate,
        minor_beside_a_co_mentor_without,
        mentor_pauses,
        mentor_is_full,
        mentee_is_taken,
        staff_blocked_them,
        they_said_no_before,
        not_confirmed,
        rule_keeps_them_apart,
    ],
)
def test_everything_is_looked_at_again(plan, manager, spoil):
    first = plan.pairs.get(co_mentor__isnull=False)
    assert all(ready(plan, manager).values())
    spoil(first, manager)
    known = Partnership.objects.count()
    plan = Plan.objects.get(pk=plan.pk)

    assert not ready(plan, manager)[first.pk]
    with pytest.raises(PublishingError):
        publish(plan, manager)

    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert Partnership.objects.count() == known
    assert not Mail.objects.exists()


def test_more_pairs_than_places_are_told_at_the_last_of_them(plan, manager):
    first = plan.pairs.first()
    extra = pair(plan, mentor=first.mentor)

    found = problems(plan, manager)

    assert sum(bool(found[one.pk]) for one in (first, extra)) == 1
    with pytest.raises(PublishingError):
        publish(plan, manager)


def test_who_saw_an_older_plan_does_not_publish_a_newer_one(plan, manager):
    with pytest.raises(ConflictError):
        publish(plan, manager, version=plan.version + 1)


def test_a_second_click_publishes_nothing(plan, manager):
    publish(plan, manager)
    with pytest.raises(ConflictError):
        publish(plan, manager)
    assert Partnership.objects.count() == 2


def test_taken_back_everything_is_as_before(plan, manager):
    publish(plan, manager)
    plan.refresh_from_db()

    assert publishing.unpublish(plan, by=Actor.of(manager), now=LATER) == 2

    plan.refresh_from_db()
    assert plan.state == PlanState.DRAFT
    assert not Partnership.objects.exists()
    assert {mail.state for mail in Mail.objects.all()} == {State.CANCELLED}
    assert not any(mail.text or mail.html for mail in Mail.objects.all())
    publish(plan, manager)
    assert Partnership.objects.count() == 2


@pytest.mark.parametrize("why", ["late", "mail", "answer"])
def test_what_somebody_knows_cannot_be_taken_back(plan, manager, why):
    publish(plan, manager)
    plan.refresh_from_db()
    moment = NOW + UNDO if why == "late" else LATER
    if why == "mail":
        mail = Mail.objects.first()
        Mail.objects.filter(pk=mail.pk).update(state=State.SENT, settled_at=NOW)
    if why == "answer":
        answer = Partnership.objects.first().answers.get(part="mentor")
        proposals.answer(answer, reply=Reply.YES, by=Actor.holder("mentor"), now=LATER)

    with pytest.raises(ConflictError):
        publishing.unpublish(plan, by=Actor.of(manager), now=moment)

    plan = Plan.objects.get(pk=plan.pk)
    assert plan.state == PlanState.PUBLISHED
    assert Partnership.objects.count() == 2


@pytest.fixture
def race(transactional_db):
    plan = make_plan(make_cohort())
    pair(plan)
    return make_staff(), [Plan.objects.get(pk=plan.pk) for _each in range(2)]


def test_two_colleagues_at_once_publish_once(race, monkeypatch):
    manager, copies = race
    looked = Meeting()
    monkeypatch.setattr(publishing, "lock_draft", looked.after(publishing.lock_draft))

    both = (partial(publish, copy, manager) for copy in copies)
    results = at_once(*both, meetings=(looked,))

    assert sorted(isinstance(each, ConflictError) for each in results) == [False, True]
    assert Partnership.objects.count() == 1
    assert Mail.objects.count() == 2


def test_control_without_the_lock_only_the_database_stops_the_second(race, monkeypatch):
    """Both go on, and one of two colleagues gets an error instead of a word."""
    manager, copies = race
    both_looked = threading.Barrier(2)

    def naive_lock(plan, version):
        both_looked.wait(timeout=10)
        return plan

    monkeypatch.setattr(publishing, "lock_draft", naive_lock)
    monkeypatch.setattr(publishing.eligibility, "lock", unlocked)
    monkeypatch.setattr(publishing.EligibilityCheck, "problems", lambda *_trio: [])

    results = at_once(*(partial(publish, copy, manager) for copy in copies))

    assert sorted(isinstance(each, IntegrityError) for each in results) == [False, True]


def unlocked(wanted):
    rows = Profile.objects.filter(pk__in=[person.pk for person in wanted])
    return {row.pk: row for row in rows.select_related("cohort__programme", "user")}

"""Who can be matched: the rules of the pool, and who may know which wish."""

from datetime import UTC, date, datetime, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from matching.engine.solve import solve
from matching.models import Block
from matching.services.explanations import Speaker, explainer
from matching.services.pool import candidates
from matching.services.pool.candidates import Changes, Why
from mentoring.common.actors import Actor
from mentoring.common.clock import UNDO
from mentoring.privacy.models import AccessLog
from mentoring.privacy.states import Purpose
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.partnerships.states import PartnershipState
from programmes.profiles.models import NamedWish
from programmes.profiles.services import times
from programmes.profiles.states import ProfileState
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.applications import make_application
from tests.factories.cohorts import make_cohort
from tests.factories.crowds import Crowd
from tests.factories.matching import make_run
from tests.factories.partnerships import make_partnership
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor, make_screening

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TOPICS = {"score": [{"rule": "overlap", "mentee": "topics", "mentor": "topics", "points": 10}]}
WISHES = {
    "score": [
        {"rule": "overlap", "mentee": "affiliation_wish", "mentor": "affiliation", "points": 8}
    ],
}


@pytest.fixture
def cohort():
    return make_cohort(allows_names=True)


@pytest.fixture
def manager(cohort):
    return Actor.of(make_staff(programme=cohort.programme))


def load(cohort, by, table=TOPICS, **more):
    return candidates.load(cohort, table=table, by=by, now=NOW, **more)


def key(*people):
    return tuple(str(person.pk) for person in people)


def test_takes_active_mentees_without_a_tandem_and_mentors_with_a_place(cohort, manager):
    mentee, mentor = make_mentee(cohort), make_mentor(cohort, capacity=2)
    paused = make_mentee(cohort, state=ProfileState.PAUSED)
    make_mentee(cohort, state=ProfileState.LEFT)
    make_mentee()  # of another cohort
    live = make_partnership(cohort, mentor=mentor)
    idle = make_mentor(cohort, capacity=0)
    full = make_partnership(cohort, PartnershipState.ACTIVE)
    pool = load(cohort, manager)
    assert pool.problem.mentees.ids == key(mentee)
    assert pool.problem.mentors.ids == key(mentor)
    assert pool.problem.mentor_capacity == [1]
    assert pool.without == {
        str(paused.pk): Why.PAUSED,
        str(live.mentee.pk): Why.MATCHED,
        str(full.mentee.pk): Why.MATCHED,
        str(idle.pk): Why.NO_PLACES,
        str(full.mentor.pk): Why.FULL,
    }


def test_what_if_changes_places_and_leaves_people_out(cohort, manager):
    mentee, gone = sorted([make_mentee(cohort), make_mentee(cohort)], key=lambda one: str(one.pk))
    mentor = make_mentor(cohort)
    changes = Changes.of({"capacities": {str(mentor.pk): 3}, "left_out": [str(gone.pk)]})
    pool = load(cohort, manager, changes=changes)
    assert pool.problem.mentees.ids == key(mentee)
    assert pool.problem.mentor_capacity == [3]
    assert pool.without == {str(gone.pk): Why.LEFT_OUT}


@pytest.mark.parametrize("state", [PartnershipState.DECLINED, PartnershipState.ENDED])
def test_who_parted_does_not_meet_again(cohort, manager, state):
    past = make_partnership(cohort, state)
    pool = load(cohort, manager)
    assert pool.problem.blocks == {key(past.mentee, past.mentor)}
    assert solve(pool.problem, pool.criteria).pairs == ()


def test_staff_block_two_people(cohort, manager):
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    Block.objects.create(
        cohort=cohort, mentee=mentee, mentor=mentor, reason="Verwandt", made_at=NOW
    )
    assert load(cohort, manager).problem.blocks == {key(mentee, mentor)}


@pytest.mark.parametrize("same", ["account", "mailbox", "subject"])
def test_nobody_meets_themselves(cohort, manager, same):
    mentee = make_mentee(cohort, user=make_user("sam@example.org"))
    more = {
        "account": {"user": mentee.user},
        "mailbox": {"user": make_user("sam+mentor@example.org")},
        "subject": {"subject": mentee.subject},
    }[same]
    mentor, co_mentor = (
        make_mentor(cohort, **more),
        make_co_mentor(
            cohort,
            **more | ({"user": make_user("sam+co@example.org")} if same == "mailbox" else {}),
        ),
    )
    pool = load(cohort, manager)
    assert pool.problem.blocks == {key(mentee, mentor)}
    assert not pool.may_stand_beside(str(co_mentor.pk), str(mentee.pk))
    assert not pool.may_stand_beside(str(co_mentor.pk), str(mentor.pk))
    assert solve(pool.problem, pool.criteria).pairs == ()
    why = explainer(pool).check([key(mentee, mentor)])[0]
    assert Speaker(pool, private=False).hindrances(why) == ["Das ist ein und dieselbe Person."]


def test_either_side_may_exclude_or_prefer_somebody(cohort, manager):
    mentee, mentor, other = make_mentee(cohort), make_mentor(cohort), make_mentor(cohort)
    NamedWish.objects.create(profile=mentor, other=mentee, kind="excluded", rank=1)
    NamedWish.objects.create(profile=mentee, other=other, kind="preferred", rank=1)
    pool = load(cohort, manager)
    assert pool.problem.blocks == {key(mentee, mentor)}
    assert pool.problem.mentees.columns["preferred"] == [str(other.pk)]
    cohort.allows_names = False
    pool = load(cohort, manager)
    assert (pool.problem.blocks, pool.problem.mentees.columns["preferred"]) == (frozenset(), [""])


def test_a_minor_is_never_beside_somebody_without_certificate(cohort, manager):
    minor = make_mentee(cohort, birth_date=date(2008, 11, 24))
    mentor, co_mentor = make_mentor(cohort), make_co_mentor(cohort)
    pool = load(cohort, manager)
    assert solve(pool.problem, pool.criteria).pairs == ()
    assert not pool.may_stand_beside(str(co_mentor.pk), str(minor.pk), str(mentor.pk))
    make_screening(mentor)
    make_screening(co_mentor)
    pool = load(cohort, manager)
    assert [pair.mentor for pair in solve(pool.problem, pool.criteria).pairs] == [str(mentor.pk)]
    assert pool.may_stand_beside(str(co_mentor.pk), str(minor.pk), str(mentor.pk))


def test_full_age_begins_with_the_birthday_in_berlin(cohort, manager):
    minor = make_mentee(cohort, birth_date=date(2008, 11, 24))
    late = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # half past midnight on the 24th
    assert load(cohort, manager).people[str(minor.pk)].is_minor
    pool = candidates.load(cohort, table=TOPICS, by=manager, now=late)
    assert not pool.people[str(minor.pk)].is_minor


def test_times_of_other_zones_are_told_on_the_programmes_clocks(cohort, manager):
    mentee = make_mentee(cohort)
    times.replace(mentee, [(6, time(17), time(20))], zone="America/New_York")
    times_of = dict.fromkeys([str(mentee.pk)], "sun 23:00-24:00|mon 00:00-02:00")
    pool = load(cohort, manager)
    columns = pool.problem.mentees.columns
    assert dict(zip(pool.problem.mentees.ids, columns["times"], strict=True)) == times_of


def test_hours_that_end_at_midnight_here_do_not_reach_into_the_next_day(cohort, manager):
    times.replace(make_mentee(cohort), [(6, time(14), time(18))], zone="America/New_York")
    assert list(load(cohort, manager).problem.mentees.columns["times"]) == ["sun 20:00-24:00"]


def test_locks_that_cannot_hold_are_dropped(cohort, manager):
    past = make_partnership(cohort, PartnershipState.DECLINED)
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    second = make_mentee(cohort)
    locks = [key(past.mentee, past.mentor), key(mentee, mentor), key(second, mentor)]
    pool = load(cohort, manager, locks=locks)
    assert len(pool.problem.locks) == 1
    assert {*pool.dropped, *pool.problem.locks} == set(locks)


def test_wishes_are_read_once_a_run_and_only_where_they_count(cohort, manager):
    mentee = make_mentee(cohort)
    give_answers(mentee.subject, Purpose.MATCHING)
    make_mentor(cohort)
    run = make_run(cohort, with_affiliation_wishes=True)
    assert not load(cohort, manager, run=run).affiliation_wishes
    assert not AccessLog.objects.exists()
    for _time in range(2):
        pool = load(cohort, manager, WISHES, run=run)
    assert pool.affiliation_wishes
    assert pool.wishes == {str(mentee.pk): ("SPD", "Grüne")}
    assert solve(pool.problem, pool.criteria).total == 8
    assert AccessLog.objects.count() == 1


def test_nobody_without_the_right_gets_a_wish(cohort, manager):
    mentee = make_mentee(cohort)
    give_answers(mentee.subject, Purpose.MATCHING)
    make_mentor(cohort)
    run = make_run(cohort, with_affiliation_wishes=True)
    operator, stranger = Actor.of(make_operator()), Actor.of(make_staff())
    without = make_run(cohort, with_affiliation_wishes=False)
    for by, asked in ((operator, run), (stranger, run), (Actor.system(), run), (manager, without)):
        pool = load(cohort, by, WISHES, run=asked)
        assert (pool.affiliation_wishes, pool.wishes) == (False, {})
        assert "affiliation_wish" not in pool.problem.mentees.columns
        assert solve(pool.problem, pool.criteria).total == 0
    assert not AccessLog.objects.exists()


def test_a_large_pool_takes_few_queries(manager, cohort):
    Crowd(60, 70, 10, cohort=cohort)
    run = make_run(cohort, with_affiliation_wishes=True)
    with CaptureQueriesContext(connection) as asked:
        pool = load(cohort, manager, WISHES, run=run)
    assert pool.scoring.shape == (60, 70)
    assert len([one for one in asked.captured_queries if "SAVEPOINT" not in one["sql"]]) <= 15


def test_an_acceptance_that_can_be_undone_is_not_matched_yet(cohort, manager):
    """Nobody has heard of it, and an undo would take the mentee out of the plan again."""
    mentee = make_mentee(cohort)
    application = make_application(
        cohort, ApplicationState.ACCEPTED, subject=mentee.subject, state_since=NOW
    )
    assert load(cohort, manager).without[str(mentee.pk)] == Why.UNDECIDED
    Application.objects.filter(pk=application.pk).update(state_since=NOW - UNDO)
    assert load(cohort, manager).problem.mentees.ids == key(mentee)


def test_a_proposal_that_staff_withdrew_may_be_made_again(cohort, manager):
    past = make_partnership(cohort, PartnershipState.DECLINED)
    past.answers.update(reply="", answered_at=None)
    assert load(cohort, manager).problem.blocks == frozenset()

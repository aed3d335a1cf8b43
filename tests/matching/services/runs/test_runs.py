"""A run: asked for once, done once, whatever becomes of the worker."""

import random
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.models import Block, Plan, Run
from matching.services import criteria
from matching.services.criteria import BALANCED, table_of
from matching.services.rules import Mode, Setting
from matching.services.runs import runs
from matching.states import RunState
from matching.tasks import execute_run
from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.notifications.services import tick, wake_worker
from mentoring.privacy.models import AccessLog
from mentoring.privacy.states import Purpose
from programmes.partnerships.states import PartnershipState
from tests.factories.accounts import make_operator, make_staff
from tests.factories.applications import NOW
from tests.factories.cohorts import make_cohort
from tests.factories.crowds import Crowd
from tests.factories.matching import make_pair, make_plan
from tests.factories.partnerships import make_partnership
from tests.factories.privacy import give_answers
from tests.factories.profiles import make_co_mentor, make_mentee, make_mentor

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(minutes=10)


@pytest.fixture(autouse=True)
def told(monkeypatch):
    """What workers were told; nobody listens."""
    heard = []
    monkeypatch.setattr(wake_worker, "tell", lambda task, *args: heard.append((task, *args)))
    return heard


@pytest.fixture
def cohort():
    return make_cohort()


@pytest.fixture
def by(cohort):
    return Actor.of(make_staff(programme=cohort.programme))


def start(cohort, by, **more):
    return runs.start(cohort, by=by, now=NOW, **more)


def done(cohort, by, **more):
    run = start(cohort, by, **more)
    plan = runs.execute(run.pk, now=NOW)
    run.refresh_from_db()
    return run, plan


def test_a_worker_is_told_the_number_of_the_run_only(
    cohort, by, told, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        run = start(cohort, by)
    assert told == [("matching.tasks.execute_run", str(run.pk))]


def test_a_run_makes_a_draft_with_a_certificate(cohort, by):
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    run, plan = done(cohort, by)
    pair = plan.pairs.get()
    assert (pair.mentee, pair.mentor, pair.rationale, pair.locked) == (mentee, mentor, "", False)
    assert (run.state, run.proven, run.gap, run.fraction) == (RunState.DONE, True, 0.0, 1.0)
    assert run.total == run.bound == run.floor == 28
    assert (run.most_mentees, run.blocking_pairs) == (1, 0)
    assert run.seconds is not None


def test_twice_executed_makes_one_plan(cohort, by):
    make_mentee(cohort), make_mentor(cohort)
    run, _plan = done(cohort, by)
    assert runs.execute(run.pk, now=LATER) is None
    assert Plan.objects.count() == 1


def test_two_workers_at_the_same_run_make_one_plan(cohort, by, monkeypatch):
    """The second takes over while the first still works; the first comes to its end after it."""
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    solve = runs.solve

    def slow(*args, **more):
        monkeypatch.setattr(runs, "solve", solve)
        Run.objects.update(state=RunState.QUEUED)
        assert runs.execute(run.pk, now=LATER)
        return solve(*args, **more)

    monkeypatch.setattr(runs, "solve", slow)
    assert runs.execute(run.pk, now=NOW) is None
    assert Plan.objects.count() == 1
    assert Run.objects.get().state == RunState.DONE


def test_a_second_run_waits_for_the_first(cohort, by):
    start(cohort, by)
    with pytest.raises(ConflictError):
        start(cohort, by)
    start(make_cohort(cohort.programme), by)


def test_a_lost_task_is_found_by_the_tick(cohort, by):
    make_mentee(cohort), make_mentor(cohort)
    start(cohort, by)
    assert tick.look(NOW)["matching_runs"] == 1
    assert tick.look(LATER)["matching_runs"] == 0
    assert Plan.objects.count() == 1


def test_a_run_whose_worker_died_is_done_by_another(cohort, by):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    lifecycle.move(run, RunState.RUNNING, by=Actor.system(), now=NOW, heard_at=NOW)
    assert runs.look_after(NOW + timedelta(minutes=5)) == 0
    assert runs.look_after(LATER) == 1
    run.refresh_from_db()
    assert run.state == RunState.DONE


def test_a_run_that_kills_workers_fails_in_the_end(cohort, by):
    run = start(cohort, by)
    now = NOW
    for _attempt in range(3):
        run.refresh_from_db()
        lifecycle.move(run, RunState.RUNNING, by=Actor.system(), now=now, heard_at=now)
        now += timedelta(minutes=10)
        runs._give_back(run, now)
    run.refresh_from_db()
    assert (run.state, run.error) == (RunState.FAILED, "unexpected")


def test_a_run_to_be_cancelled_whose_worker_died_is_not_done_again(cohort, by):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    lifecycle.move(run, RunState.RUNNING, by=Actor.system(), now=NOW, heard_at=NOW)
    runs.cancel(run, by=by, now=NOW)
    assert runs.look_after(LATER) == 0
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not Plan.objects.exists()


def test_what_takes_too_long_waits_for_the_next_tick(cohort, by, monkeypatch):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    with monkeypatch.context() as hurry:
        hurry.setattr(runs, "SECONDS", 0)
        assert runs.look_after(LATER) == 0
    run.refresh_from_db()
    assert run.state == RunState.QUEUED
    assert runs.look_after(LATER) == 1


def test_cancelled_while_it_waits(cohort, by):
    run = start(cohort, by)
    runs.cancel(run, by=by, now=NOW)
    assert run.state == RunState.CANCELLED
    assert runs.execute(run.pk, now=LATER) is None


def test_cancelled_while_it_runs(cohort, by, monkeypatch):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    seconds = iter(range(1000))
    solve = runs.solve

    def cancelled(*args, **more):
        runs.cancel(Run.objects.get(), by=by, now=NOW)
        return solve(*args, **more)

    monkeypatch.setattr(runs, "solve", cancelled)
    assert runs.execute(run.pk, now=NOW, clock=lambda: next(seconds)) is None
    run.refresh_from_db()
    assert run.state == RunState.CANCELLED
    assert not Plan.objects.exists()
    with pytest.raises(ConflictError):
        runs.cancel(run, by=by, now=NOW)


def test_progress_is_told_while_it_runs(cohort, by, monkeypatch):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    seconds, seen = iter(range(1000)), []
    tell = runs._Work._tell

    def told(work, progress):
        tell(work, progress)
        seen.append(Run.objects.values_list("stage", "fraction").get())

    monkeypatch.setattr(runs._Work, "_tell", told)
    runs.execute(run.pk, now=NOW, clock=lambda: next(seconds))
    assert [stage for stage, _fraction in seen] == ["scores", "assignment", "done", "keeping"]
    assert all(0 <= fraction <= 1 for _stage, fraction in seen)


def test_what_makes_no_sense_ends_with_a_sentence(cohort, by):
    assert done(cohort, by)[0].error == "no_mentees"
    make_mentee(cohort, languages=["tr"])
    assert done(cohort, by)[0].error == "no_mentors"
    make_mentor(cohort)
    run, plan = done(cohort, by)
    assert (run.state, run.error, plan) == (RunState.FAILED, "nobody_allowed", None)


def test_a_lock_against_a_rule_is_told(cohort, by):
    mentee, mentor = make_mentee(cohort, languages=["tr"]), make_mentor(cohort)
    base = make_plan(cohort)
    make_pair(base, mentee=mentee, mentor=mentor, locked=True)
    assert done(cohort, by, base_plan=base)[0].error == "lock_absent"


def test_an_error_of_ours_ends_the_run_and_names_nobody(cohort, by, monkeypatch, caplog):
    mentee = make_mentee(cohort)
    make_mentor(cohort)

    def broken(*args, **more):
        raise ValueError

    monkeypatch.setattr(runs, "solve", broken)
    run, _plan = done(cohort, by)
    assert (run.state, run.error) == (RunState.FAILED, "unexpected")
    assert mentee.family_name not in caplog.text


def test_locked_pairs_stay_with_what_staff_noted(cohort, by):
    mentee, mentor, co_mentor = make_mentee(cohort), make_mentor(cohort), make_co_mentor(cohort)
    make_mentee(cohort), make_mentor(cohort)
    base = make_plan(cohort)
    noted = {"lock_reason": "Kennen sich", "by_hand": True, "confirmed": True, "rationale": "Gut."}
    make_pair(base, mentee=mentee, mentor=mentor, locked=True, co_mentor=co_mentor, **noted)
    _run, plan = done(cohort, by, base_plan=base)
    pair = plan.pairs.get(mentee=mentee)
    assert (pair.mentor, pair.co_mentor, pair.locked) == (mentor, co_mentor, True)
    assert {name: getattr(pair, name) for name in noted} == noted
    assert base.pairs.count() == 1


def test_a_what_if_leaves_the_draft_alone(cohort, by):
    mentees = [make_mentee(cohort) for _one in range(3)]
    mentor = make_mentor(cohort)
    _run, draft = done(cohort, by)
    before = list(draft.pairs.values())
    changes = {
        "weights": {"topics": 50},
        "capacities": {str(mentor.pk): 3},
        "left_out": [str(mentees[0].pk)],
    }
    run, plan = done(cohort, by, changes=changes, base_plan=draft)
    assert {pair.mentee for pair in plan.pairs.all()} == set(mentees[1:])
    assert run.total == 2 * (28 + 40)
    assert list(draft.pairs.values()) == before
    assert criteria.of(cohort).table == table_of(BALANCED)


def test_one_log_line_a_run(cohort, by):
    for _one in range(3):
        give_answers(make_mentee(cohort).subject, Purpose.MATCHING)
        make_mentor(cohort)
    run, _plan = done(cohort, by)
    assert run.with_affiliation_wishes
    row = AccessLog.objects.get()
    assert (row.occasion, row.count, row.actor_user) == (run.pk, 3, by.user)


def test_the_operators_run_does_without_wishes(cohort):
    give_answers(make_mentee(cohort).subject, Purpose.MATCHING)
    make_mentor(cohort)
    run, _plan = done(cohort, Actor.of(make_operator()))
    assert not run.with_affiliation_wishes
    assert run.total == 28
    assert not AccessLog.objects.exists()


def test_the_standing_co_mentor_comes_along_while_there_is_room(cohort, by):
    co_mentor = make_co_mentor(cohort, capacity=1)
    for _one in range(2):
        make_mentee(cohort)
        make_mentor(cohort, standing_co_mentor=co_mentor)
    _run, plan = done(cohort, by)
    assert sorted(pair.co_mentor_id is None for pair in plan.pairs.all()) == [False, True]


def test_what_is_published_stays(cohort, by):
    live = make_partnership(cohort, PartnershipState.ACTIVE)
    mentee, mentor = make_mentee(cohort), make_mentor(cohort)
    _run, plan = done(cohort, by)
    assert [(pair.mentee, pair.mentor) for pair in plan.pairs.all()] == [(mentee, mentor)]
    assert live.mentor not in {pair.mentor for pair in plan.pairs.all()}


@pytest.mark.parametrize("jointly", [False, True])
@given(seed=st.integers(0, 10_000))
@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_no_plan_ever_breaks_a_hard_rule(by, jointly, seed):
    """Random cohorts with blocks, declined pairs and minors; nobody has more than their places."""
    chance = random.Random(seed)  # noqa: S311 - for a test
    cohort = make_cohort(by.user.roles.first().programme)
    crowd = Crowd(chance.randint(1, 12), chance.randint(1, 9), 4, seed=seed, cohort=cohort)
    apart = set()
    for mentee in chance.sample(crowd.mentees, len(crowd.mentees) // 2):
        mentor = chance.choice(crowd.mentors)
        apart.add((mentee.pk, mentor.pk))
        if chance.random() < 0.5:
            fields = {"reason": "x", "made_at": NOW}
            Block.objects.create(cohort=cohort, mentee=mentee, mentor=mentor, **fields)
        else:
            make_partnership(cohort, PartnershipState.DECLINED, mentee=mentee, mentor=mentor)
    criteria.save(cohort, table=table_of({"topics": Setting(Mode.COUNTS, 5, 3)}), version=0)
    run, plan = done(cohort, by, jointly=jointly)
    pairs = list(plan.pairs.select_related("mentee", "mentor", "co_mentor")) if plan else []
    assert plan or run.error == "nobody_allowed"
    assert not apart & {(pair.mentee_id, pair.mentor_id) for pair in pairs}
    for part in ("mentee", "mentor", "co_mentor"):
        people = [getattr(pair, part) for pair in pairs if getattr(pair, part)]
        assert all(people.count(one) <= one.capacity for one in people)
    for pair in pairs:
        if pair.mentee.is_minor(NOW.date()):
            assert hasattr(pair.mentor, "screening")
            assert pair.co_mentor is None or hasattr(pair.co_mentor, "screening")


def test_chosen_jointly_keeps_locks_and_says_how_good_it_is(cohort, by):
    shared = make_co_mentor(cohort, capacity=2)
    mentees = [make_mentee(cohort) for _one in range(2)]
    mentors = [make_mentor(cohort, languages=["de", "en"]) for _one in range(2)]
    base = make_plan(cohort)
    make_pair(base, mentee=mentees[0], mentor=mentors[1], locked=True)
    run, plan = done(cohort, by, jointly=True, base_plan=base)
    assert plan.pairs.get(mentee=mentees[0]).mentor == mentors[1]
    assert {pair.co_mentor for pair in plan.pairs.all()} == {shared}
    assert (run.proven, run.gap) == (True, 0.0)
    assert run.total > 2 * 28


def test_same_people_same_plan(by):
    crowd = Crowd(12, 10, 3, cohort=make_cohort(by.user.roles.first().programme))
    plans = [done(crowd.cohort, by)[1] for _time in range(2)]
    columns = ("mentee", "mentor", "co_mentor")
    assert len({tuple(plan.pairs.order_by("mentee").values_list(*columns)) for plan in plans}) == 1


def test_a_worker_that_runs_a_task(cohort, by):
    make_mentee(cohort), make_mentor(cohort)
    run = start(cohort, by)
    execute_run(str(run.pk))
    assert Plan.objects.count() == 1

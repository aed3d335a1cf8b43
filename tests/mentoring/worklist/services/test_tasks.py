"""Tasks are opened once an occasion, and close with an outcome or a reason."""

import threading
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, models

from mentoring.accounts.states import Role
from mentoring.common.actors import Actor, ActorKind
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.lifecycle import TransitionError
from mentoring.common.registry import Registry
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.models.tasks import TITLE_LENGTH
from mentoring.worklist.presenters import ending, kind_title
from mentoring.worklist.services import tasks
from mentoring.worklist.states import Outcome, Reason, TaskState
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.worklist import CALL, PAPERS, make_task
from tests.threads import Meeting, at_once

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
TODAY = NOW.date()
SYSTEM = Actor.system()


@pytest.fixture
def programme():
    return make_programme()


@pytest.fixture
def manager(programme):
    return make_staff(Role.MANAGER, programme)


@pytest.fixture
def by(manager):
    return Actor.of(manager)


def open_call(programme, **fields):
    usual = {"kind": CALL, "key": "call:7", "title": "Call Mo", "now": NOW}
    return tasks.open_task(programme=programme, **{**usual, **fields})


@pytest.mark.django_db
class TestOpening:
    def test_everything_said_stands_in_the_row(self, programme, manager):
        subject = uuid.uuid4()
        opened = open_call(
            programme,
            title=" Call\nMo  Muster ",
            details=" At home after six.\n",
            about=manager,
            subject_id=subject,
            due_on=date(2026, 12, 1),
            assignee=manager,
        )
        task = Task.objects.get()
        assert task == opened
        assert (task.title, task.details) == ("Call Mo Muster", "At home after six.")
        assert (task.about, task.subject_id, task.assignee) == (manager, subject, manager)
        assert (task.due_on, task.created_at, task.state_since) == (date(2026, 12, 1), NOW, NOW)
        assert (task.programme, task.state, kind_title(task)) == (programme, "open", "Call")

    def test_the_same_occasion_opens_no_second_task(self, programme):
        first = open_call(programme)
        assert open_call(programme, title="Call again") is None
        tasks.close(first, outcome="reached", by=SYSTEM, now=NOW)
        assert open_call(programme) is None
        assert Task.objects.get().title == "Call Mo"

    def test_an_unknown_kind_is_a_mistake(self, programme):
        with pytest.raises(KeyError):
            open_call(programme, kind="nobody_registered_this")

    def test_who_may_not_work_on_it_does_not_get_it(self, programme):
        foreign = make_staff(Role.MANAGER)
        assert open_call(programme, assignee=foreign).assignee is None

    def test_a_long_title_is_cut(self, programme):
        assert len(open_call(programme, title="x" * 600).title) == TITLE_LENGTH


@pytest.mark.django_db(transaction=True)
class TestOpeningAtOnce:
    def test_one_of_eight_opens(self):
        programme, barrier = make_programme(), threading.Barrier(8)

        def work():
            barrier.wait()
            return open_call(programme)

        opened = at_once(*[work] * 8)
        assert sum(isinstance(each, Task) for each in opened) == 1
        assert sum(each is None for each in opened) == 7
        assert Task.objects.count() == 1

    def test_without_the_guard_seven_fail(self):
        """The control: who looks first and then writes sees nothing, and the database refuses."""
        programme, barrier = make_programme(), threading.Barrier(8)

        def work():
            known = Task.objects.filter(key="call:7").exists()
            barrier.wait()
            return known or Task.objects.create(
                kind=CALL, key="call:7", programme=programme, title="Call", created_at=NOW
            )

        opened = at_once(*[work] * 8)
        assert sum(isinstance(each, IntegrityError) for each in opened) == 7


@pytest.mark.django_db
class TestAssigning:
    def test_to_a_manager_and_back_to_nobody(self, programme, manager, by):
        task = make_task(programme)
        tasks.assign(task, manager, by=by, now=NOW)
        assert Task.objects.get().assignee == task.assignee == manager
        tasks.assign(task, None, by=by, now=NOW)
        assert Task.objects.get().assignee is None
        assert [(row.event, row.data) for row in task.transitions.all()] == [
            ("assigned", {"user": manager.pk}),
            ("assigned", {"user": None}),
        ]
        assert {row.actor_user for row in task.transitions.all()} == {manager}

    def test_the_operator_may_look_after_it(self, programme, by):
        operator = make_operator()
        task = make_task(programme)
        tasks.assign(task, operator, by=by, now=NOW)
        assert Task.objects.get().assignee == operator

    @pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.AUDITOR, None])
    def test_nobody_else_of_the_programme(self, programme, by, role):
        task = make_task(programme)
        with pytest.raises(DomainError) as refusal:
            tasks.assign(task, make_staff(role, programme), by=by, now=NOW)
        assert refusal.value.code == "not_a_manager"
        assert Task.objects.get().assignee is None

    def test_no_manager_of_another_programme(self, programme, by):
        with pytest.raises(DomainError):
            tasks.assign(make_task(programme), make_staff(Role.MANAGER), by=by, now=NOW)

    def test_the_same_again_is_not_told(self, programme, manager, by):
        task = make_task(programme, assignee=manager)
        tasks.assign(task, manager, by=by, now=NOW)
        assert not task.transitions.exists()

    def test_who_read_an_older_row_loses(self, programme, manager, by):
        task = make_task(programme)
        late = Task.objects.get()
        tasks.assign(task, manager, by=by, now=NOW)
        with pytest.raises(ConflictError):
            tasks.assign(late, make_staff(Role.MANAGER, programme), by=by, now=NOW)
        assert Task.objects.get().assignee == manager

    def test_a_closed_one_stays_as_it_is(self, programme, manager, by):
        task = make_task(programme, state=TaskState.DONE)
        with pytest.raises(TransitionError):
            tasks.assign(task, manager, by=by, now=NOW)


@pytest.mark.django_db
class TestPuttingOff:
    def test_another_day_and_none(self, programme, by):
        task = make_task(programme, due_on=TODAY)
        tasks.put_off(task, date(2026, 12, 1), by=by, now=NOW)
        assert Task.objects.get().due_on == date(2026, 12, 1)
        tasks.put_off(task, None, by=by, now=NOW)
        tasks.put_off(task, None, by=by, now=NOW)
        assert [row.data for row in task.transitions.all()] == [
            {"due_on": "2026-12-01"},
            {"due_on": None},
        ]

    def test_who_read_an_older_row_loses(self, programme, by):
        task = make_task(programme)
        late = Task.objects.get()
        tasks.put_off(task, TODAY, by=by, now=NOW)
        with pytest.raises(ConflictError):
            tasks.put_off(late, date(2026, 12, 1), by=by, now=NOW)


@pytest.mark.django_db
class TestClosing:
    def test_with_an_outcome_of_the_kind(self, programme, manager, by):
        task = make_task(programme)
        tasks.close(task, outcome="later", note=" After Christmas. ", by=by, now=NOW)
        fresh = Task.objects.get()
        assert (fresh.state, fresh.outcome) == (TaskState.DONE, "later")
        assert (ending(fresh), fresh.closing_note) == (
            "Wants a call later",
            "After Christmas.",
        )
        entry = fresh.transitions.get()
        assert (entry.target, entry.actor_user, entry.note) == ("done", manager, "After Christmas.")

    @pytest.mark.parametrize("outcome", ["", "done", "settled", "nonsense"])
    def test_with_no_other(self, programme, by, outcome):
        with pytest.raises(DomainError) as refusal:
            tasks.close(make_task(programme), outcome=outcome, by=by, now=NOW)
        assert refusal.value.code == "outcome"
        assert Task.objects.get().is_open

    def test_a_kind_without_outcomes_is_just_done(self, programme, by):
        task = make_task(programme, kind=PAPERS)
        tasks.close(task, outcome=Outcome.DONE, by=by, now=NOW)
        assert (task.state, ending(task)) == (TaskState.DONE, Outcome.DONE.label)

    def test_a_kind_that_was_dropped_is_still_closed(self, programme, by):
        task = make_task(programme)
        Task.objects.update(kind="gone")
        task.refresh_from_db()
        tasks.close(task, outcome=Outcome.DONE, by=by, now=NOW)
        assert kind_title(task) == "gone"

    def test_of_two_one_closes(self, programme, by):
        task = make_task(programme)
        late = Task.objects.get()
        tasks.close(task, outcome="reached", by=by, now=NOW)
        with pytest.raises(ConflictError):
            tasks.drop(late, reason="Moved away", by=by, now=NOW)

    def test_dropping_needs_a_reason(self, programme, by):
        task = make_task(programme)
        with pytest.raises(DomainError) as refusal:
            tasks.drop(task, reason="  ", by=by, now=NOW)
        assert refusal.value.code == "reason"
        tasks.drop(task, reason="Moved away", by=by, now=NOW)
        fresh = Task.objects.get()
        assert (fresh.state, fresh.outcome, fresh.closing_note) == ("dropped", "", "Moved away")

    @pytest.mark.parametrize("state", [TaskState.DONE, TaskState.DROPPED])
    def test_reopening_keeps_the_history(self, programme, by, state):
        task = make_task(programme)
        if state == TaskState.DONE:
            tasks.close(task, outcome="reached", by=by, now=NOW)
        else:
            tasks.drop(task, reason="Moved away", by=by, now=NOW)
        tasks.reopen(task, note="Too early", by=by, now=NOW + timedelta(days=1))
        fresh = Task.objects.get()
        assert (fresh.state, fresh.outcome, fresh.closing_note) == ("open", "", "")
        assert [row.target for row in fresh.transitions.all()] == [state, "open"]

    def test_an_open_one_is_not_reopened(self, programme, by):
        with pytest.raises(TransitionError):
            tasks.reopen(make_task(programme), by=by, now=NOW)


@pytest.mark.django_db
class TestWhatAnOutcomeLeadsTo:
    @pytest.fixture
    def phoned(self, monkeypatch):
        """A kind whose outcome "reached" writes down a number, unless there is one."""

        def effect(task, outcome, *, by, now):
            assert not Task.objects.get(pk=task.pk).is_open
            if outcome == "reached" and task.programme.contact_phone:
                raise DomainError("There is a number.", code="number")
            task.programme.contact_phone = f"{by.kind} {now:%H:%M}"
            task.programme.save()

        outcomes = kinds.get(CALL).outcomes
        monkeypatch.setattr(kinds, "_kinds", Registry())
        kinds.register(kinds.Kind(CALL, "Call", outcomes=outcomes, on_outcome=effect))

    def test_it_is_done_with_the_closing(self, phoned, programme, by):
        tasks.close(make_task(programme), outcome="reached", by=by, now=NOW)
        programme.refresh_from_db()
        assert programme.contact_phone == "user 12:00"

    def test_it_is_done_where_a_service_closes_with_an_outcome(self, phoned, programme):
        make_task(programme, about=programme)
        tasks.settle(about=programme, kinds=[CALL], outcome="later", by=SYSTEM, now=NOW)
        programme.refresh_from_db()
        assert programme.contact_phone == "system 12:00"

    def test_what_is_refused_leaves_the_task_open(self, phoned, by):
        task = make_task(make_programme(contact_phone="030 1"))
        with pytest.raises(DomainError) as refusal:
            tasks.close(task, outcome="reached", by=by, now=NOW)
        assert refusal.value.code == "number"
        assert Task.objects.get().is_open
        assert not Task.objects.get().transitions.exists()

    def test_who_drops_a_task_leads_to_nothing(self, phoned, programme, by):
        tasks.drop(make_task(programme), reason="Moved away", by=by, now=NOW)
        programme.refresh_from_db()
        assert not programme.contact_phone


@pytest.mark.django_db
class TestSettling:
    def test_only_open_ones_of_the_kinds_about_the_thing(self, programme, manager):
        other = make_staff()
        due = make_task(programme, about=manager)
        closed = make_task(programme, about=manager, state=TaskState.DROPPED)
        of_other_kind = make_task(programme, about=manager, kind=PAPERS)
        about_other = make_task(programme, about=other)
        about_nothing = make_task(programme)

        assert tasks.settle(about=manager, kinds=[CALL], by=SYSTEM, now=NOW) == 1

        due.refresh_from_db()
        assert (due.state, due.outcome) == (TaskState.DROPPED, Outcome.SETTLED)
        assert due.transitions.get().actor_kind == ActorKind.SYSTEM
        assert (due.transitions.get().event, due.transitions.get().data) == ("settled", {})
        for untouched in (closed, of_other_kind, about_other, about_nothing):
            assert not untouched.transitions.exists()

    def test_why_stands_in_the_history(self, programme, manager):
        make_task(programme, about=manager)
        tasks.settle(about=manager, kinds=[CALL], by=SYSTEM, now=NOW, reason="answered")
        assert Task.objects.get().transitions.get().data == {"reason": "answered"}

    def test_with_an_outcome_it_is_done(self, programme, manager, by):
        make_task(programme, about=manager)
        tasks.settle(about=manager, kinds=[CALL], outcome="reached", by=by, now=NOW)
        assert (Task.objects.get().state, Task.objects.get().outcome) == ("done", "reached")

    def test_twice_does_no_harm(self, programme, manager):
        make_task(programme, about=manager)
        tasks.settle(about=manager, kinds=[CALL], by=SYSTEM, now=NOW)
        assert tasks.settle(about=manager, kinds=[CALL], by=SYSTEM, now=NOW) == 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_guarded", [True, False])
def test_who_closes_a_task_that_is_being_settled_is_told(monkeypatch, is_guarded):
    """The control: without the lock not the colleague fails but what settled the task."""
    programme, settling = make_programme(), Meeting()
    task = make_task(programme, about=programme)
    monkeypatch.setattr(tasks, "_settle", settling.before(tasks._settle))
    if not is_guarded:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda rows, **_: rows.all())

    def close():
        assert settling.begun.wait(timeout=10)
        return tasks.close(task, outcome="reached", by=SYSTEM, now=NOW)

    def settle():
        return tasks.settle(about=programme, kinds=[CALL], by=SYSTEM, now=NOW)

    settled, closed = at_once(settle, close, meetings=(settling,))

    assert isinstance(closed if is_guarded else settled, ConflictError)
    assert (settled if is_guarded else closed) == (1 if is_guarded else None)
    assert Task.objects.get().state == (TaskState.DROPPED if is_guarded else TaskState.DONE)


@pytest.mark.django_db
class TestTheSweep:
    def test_it_closes_what_took_care_of_itself(self, programme):
        needed = make_task(programme, kind=PAPERS, about=programme)
        done = make_programme(contact_phone="030 123")
        settled = make_task(done, kind=PAPERS, about=done)
        by_people = make_task(done, about=done)

        assert tasks.settle_unneeded(NOW) == 1

        settled.refresh_from_db()
        assert (settled.state, settled.outcome) == ("dropped", Outcome.SETTLED)
        entry = settled.transitions.get()
        assert (entry.event, entry.data) == ("settled", {"reason": "phone"})
        assert not needed.transitions.exists()
        assert not by_people.transitions.exists()

    def test_a_thing_that_is_gone_needs_nothing(self, programme):
        gone = make_staff(role=None, mfa=False)
        make_task(programme, about=gone)
        gone.delete()
        assert tasks.settle_unneeded(NOW) == 1
        assert Task.objects.get().transitions.get().data == {"reason": Reason.GONE}

    def test_a_kind_is_told_the_time(self, programme, monkeypatch):
        make_task(programme)
        asked = []

        def verdict(task, now):
            asked.append(now)
            return kinds.KEEP

        monkeypatch.setattr(kinds, "_kinds", Registry())
        kinds.register(kinds.Kind(CALL, "Call", verdict=verdict))
        tasks.settle_unneeded(NOW)
        assert asked == [NOW]

    def test_a_task_about_nothing_stays(self, programme):
        make_task(programme)
        assert tasks.settle_unneeded(NOW) == 0

    def test_what_was_reopened_stays_open(self, by):
        done = make_programme(contact_phone="030 123")
        task = make_task(done, kind=PAPERS, about=done, now=NOW)
        tasks.settle_unneeded(NOW)
        task.refresh_from_db()
        tasks.reopen(task, by=by, now=NOW + timedelta(days=1))
        assert tasks.settle_unneeded(NOW + timedelta(days=2)) == 0

    def test_a_few_in_turns_and_none_twice_an_hour(self, programme, monkeypatch):
        monkeypatch.setattr(tasks, "CHECKED_AT_ONCE", 2)
        waiting = {make_task(programme, about=programme).pk for _ in range(3)}
        asked = []
        for minutes in (0, 1, 2, 61):
            moment = NOW + timedelta(minutes=minutes)
            tasks.settle_unneeded(moment)
            asked.append(set(Task.objects.filter(checked_at=moment).values_list("pk", flat=True)))
        assert [len(each) for each in asked] == [2, 1, 0, 2]
        assert asked[0] | asked[1] == waiting
        assert asked[3] == asked[0]

    def test_a_question_that_fails_stops_no_other(self, programme, monkeypatch, caplog):
        papers = kinds.get(PAPERS)
        broken = make_task(programme, title="Call Mo Muster", now=NOW)
        done = make_programme(contact_phone="030 123")
        make_task(done, kind=PAPERS, about=done)
        failing = kinds.Kind(CALL, "Call", verdict=lambda task, _now: int(task.title))
        monkeypatch.setattr(kinds, "_kinds", Registry())
        kinds.register(failing, papers)

        assert tasks.settle_unneeded(NOW) == 1
        assert str(broken.pk) in caplog.text
        assert "Muster" not in caplog.text

    def test_as_many_queries_for_many(self, django_assert_num_queries, programme):
        for _ in range(30):
            make_task(programme, kind=PAPERS, about=programme)
        with django_assert_num_queries(3):
            tasks.settle_unneeded(NOW)

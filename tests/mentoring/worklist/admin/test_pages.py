"""A task's page: what it says, and what can be done there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.common.registry import Registry
from mentoring.worklist import kinds
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskState
from tests.factories.accounts import make_operator, make_staff
from tests.factories.worklist import CALL, PAPERS, make_task


@pytest.fixture
def task(programme):
    return make_task(programme, title="Call Mo", details="At home after six.\n<b>Please</b>")


@pytest.fixture
def read(as_manager, address):
    def get(task):
        page = as_manager.get(address("change", task))
        assert page.status_code == 200
        return page.content.decode()

    return get


@pytest.fixture
def send(as_manager, address):
    """Posts one of the forms; the answer, and the task as it is then."""

    def post(name, task, **data):
        answer = as_manager.post(address(name, task), data)
        return answer, Task.objects.get(pk=task.pk)

    return post


class TestReading:
    def test_it_says_what_to_do(self, read, task):
        page = read(task)
        for words in ("Call Mo", "At home after six.", "&lt;b&gt;Please", "<strong>both</strong>"):
            assert words in page
        for words in ("Reached", "Wants a call later", "Nobody looks after it yet."):
            assert words in page

    def test_being_late_is_said_in_words(self, read, programme):
        late = localdate(clock.now()) - timedelta(days=2)
        assert "2 days overdue" in read(make_task(programme, due_on=late))

    def test_it_leads_to_the_thing(self, read, programme):
        assert f"/admin/papers/{programme.pk}/" in read(
            make_task(programme, kind=PAPERS, about=programme)
        )

    def test_a_thing_that_is_gone_leads_nowhere(self, read, programme):
        gone = make_staff(role=None, mfa=False)
        task = make_task(programme, kind=PAPERS, about=gone)
        gone.delete()
        assert "/admin/papers/" not in read(task)

    def test_a_kind_that_was_dropped_can_still_be_read(self, read, task):
        Task.objects.update(kind="gone")
        assert "Call Mo" in read(task)

    def test_the_history_names_people_by_their_accounts(
        self, read, task, manager, colleague, programme
    ):
        by = Actor.of(manager)
        leaving = make_staff(programme=programme, name="Lea Schmitt")
        day = clock.now()
        tasks.assign(task, leaving, by=by, now=day)
        tasks.assign(task, colleague, by=by, now=day)
        tasks.assign(task, None, by=by, now=day)
        tasks.put_off(task, day.date().replace(year=2031, month=5, day=4), by=by, now=day)
        tasks.put_off(task, None, by=by, now=day)
        leaving.delete()
        page = read(task)
        assert "Looked after by Jonas Albrecht" in page
        assert "Looked after by A former colleague" in page
        assert "Due on May 4, 2031" in page or "Due on 4\u00a0May\u00a02031" in page
        for words in ("Nobody looks after it any more", "No day is set any more", "Task opened"):
            assert words in page
        assert "Lea Schmitt" not in page

    def test_why_a_task_took_care_of_itself_is_told(self, read, programme):
        programme.contact_phone = "030 123"
        programme.save()
        task = make_task(programme, kind=PAPERS, about=programme)
        tasks.settle_unneeded(clock.now())
        page = read(task)
        assert "Took care of itself" in page
        assert "There is a phone number" in page

    def test_a_closed_one_offers_no_forms(self, read, task, manager):
        tasks.close(task, outcome="later", note="In May", by=Actor.of(manager), now=clock.now())
        page = read(task)
        assert "Wants a call later" in page
        assert "In May" in page
        assert "Open again" in page
        for words in ("Close the task", "It need not be done", "Who and until when"):
            assert words not in page


class TestClosing:
    def test_with_an_outcome_and_a_note(self, send, task, manager):
        answer, after = send("close", task, outcome="reached", note="All is well.")
        assert answer.status_code == 302
        assert (after.state, after.outcome) == (TaskState.DONE, "reached")
        assert after.closing_note == "All is well."
        assert after.transitions.get().actor_user == manager

    @pytest.mark.parametrize("outcome", ["", "forged"])
    def test_without_an_outcome_the_note_is_still_there(self, send, task, outcome):
        answer, after = send("close", task, outcome=outcome, note="All is well.")
        assert answer.status_code == 422
        assert "All is well." in answer.content.decode()
        assert after.is_open

    def test_what_an_outcome_leads_to_may_be_refused(self, send, task, monkeypatch):
        def refuse(_task, _outcome, *, by, now):
            raise DomainError("Please say more.", code="more")

        outcomes = kinds.get(CALL).outcomes
        monkeypatch.setattr(kinds, "_kinds", Registry())
        kinds.register(kinds.Kind(CALL, "Call", outcomes=outcomes, on_outcome=refuse))
        answer, after = send("close", task, outcome="reached", note="All is well.")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "Please say more." in page
        assert "All is well." in page
        assert after.is_open

    def test_a_single_outcome_is_not_asked(self, send, read, programme):
        task = make_task(programme, kind=PAPERS)
        assert 'type="radio"' not in read(task)
        answer, after = send("close", task, outcome="done")
        assert (answer.status_code, after.state) == (302, TaskState.DONE)

    def test_the_slower_of_two_hears_of_the_quicker(self, send, task, colleague):
        tasks.close(task, outcome="reached", by=Actor.of(colleague), now=clock.now())
        answer, after = send("close", task, outcome="later", note="All is well.")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "closed in the meantime (Jonas Albrecht" in page
        assert "All is well." in page
        assert after.outcome == "reached"

    def test_who_loads_the_answer_anew_is_led_to_the_task(self, as_manager, address, task):
        for name in ("close", "drop", "plan"):
            answer = as_manager.get(address(name, task))
            assert (answer.status_code, answer.url) == (302, address("change", task))


class TestDropping:
    def test_with_a_reason(self, send, task):
        answer, after = send("drop", task, reason="Moved away")
        assert answer.status_code == 302
        assert (after.state, after.closing_note) == (TaskState.DROPPED, "Moved away")

    def test_not_without(self, send, task):
        answer, after = send("drop", task, reason=" ")
        assert answer.status_code == 422
        assert "Please give a reason." in answer.content.decode()
        # The link of the summary leads there.
        assert '<details class="staff-more" open>' in answer.content.decode()
        assert after.is_open

    def test_reopening(self, send, task):
        send("drop", task, reason="Moved away")
        answer, after = send("reopen", task)
        assert (answer.status_code, after.state) == (302, TaskState.OPEN)


class TestPlanning:
    def test_who_and_until_when(self, send, task, colleague):
        day = localdate(clock.now()) + timedelta(days=9)
        answer, after = send("plan", task, assignee=colleague.pk, due_on=day.isoformat(), seen="/")
        assert answer.status_code == 302
        assert (after.assignee, after.due_on) == (colleague, day)

    def test_to_nobody_and_without_a_day(self, send, programme, manager):
        day = localdate(clock.now())
        task = make_task(programme, assignee=manager, due_on=day)
        answer, after = send("plan", task, assignee="", due_on="", seen=f"{manager.pk}/{day}")
        assert answer.status_code == 302
        assert (after.assignee, after.due_on) == (None, None)

    def test_not_to_somebody_else(self, send, task):
        for person in (make_staff(), make_operator()):
            answer, after = send("plan", task, assignee=person.pk)
            assert (answer.status_code, after.assignee) == (422, None)

    def test_not_to_yesterday(self, send, task):
        yesterday = localdate(clock.now()) - timedelta(days=1)
        answer, after = send("plan", task, due_on=yesterday.isoformat())
        assert answer.status_code == 422
        assert "Please choose a day from today on." in answer.content.decode()
        assert after.due_on is None

    def test_a_late_task_can_be_handed_over_as_it_is(self, send, programme, colleague):
        late = localdate(clock.now()) - timedelta(days=1)
        task = make_task(programme, due_on=late)
        answer, after = send("plan", task, assignee=colleague.pk, due_on=late.isoformat())
        assert (answer.status_code, after.assignee, after.due_on) == (302, colleague, late)

    def test_what_was_not_seen_is_not_changed(self, send, task, manager, colleague):
        tasks.take(task, colleague, by=Actor.of(colleague), now=clock.now())
        answer, after = send("plan", task, assignee=manager.pk, seen="/")
        assert answer.status_code == 409
        assert "A colleague has changed this in the meantime." in answer.content.decode()
        assert f'name="seen" value="{colleague.pk}/"' in answer.content.decode()
        assert after.assignee == colleague


class TestTaking:
    def test_a_free_one(self, send, task, manager):
        _answer, after = send("take", task)
        assert after.assignee == manager

    def test_not_from_a_colleague(self, as_manager, address, task, colleague):
        tasks.take(task, colleague, by=Actor.of(colleague), now=clock.now())
        answer = as_manager.post(address("take", task), follow=True)
        assert "Jonas Albrecht looks after this task already." in answer.content.decode()
        task.refresh_from_db()
        assert task.assignee == colleague


@pytest.mark.parametrize("name", ["change", "close", "drop", "plan", "take", "reopen"])
def test_tasks_of_other_programmes_do_not_exist(as_manager, address, name):
    foreign = make_task()
    assert as_manager.post(address(name, foreign)).status_code == 404


def test_as_many_queries_however_much_happened(as_manager, address, task, manager, colleague):
    def count():
        with CaptureQueriesContext(connection) as queries:
            as_manager.get(address("change", task))
        return len(queries)

    def hand_over(*people):
        for person in people:
            tasks.assign(task, person, by=Actor.of(manager), now=clock.now())

    hand_over(colleague, manager)
    count()  # what is read once a process
    few = count()
    hand_over(*[colleague, None, manager] * 5)
    assert count() == few

"""Tasks about a person are handed out and erased with the person; closed ones go in time."""

from datetime import timedelta

import pytest

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.common.models import Transition
from mentoring.privacy.services import erasure, export, retention
from mentoring.worklist.models import Task
from mentoring.worklist.services import tasks
from mentoring.worklist.states import TaskEvent, TaskState
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_programme
from tests.factories.privacy import make_subject
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


@pytest.fixture
def subject():
    return make_subject()


def test_a_person_reads_what_tasks_say_about_them(subject):
    programme = make_programme()
    colleague = make_staff(programme=programme, name="Miriam Osei")
    task = make_task(programme, title="Call Mo", subject_id=subject.pk, assignee=colleague)
    make_task(title="Call Lea", subject_id=make_subject().pk)
    tasks.close(task, outcome="later", note="In May", by=Actor.of(colleague), now=clock.now())

    told = export.export(subject, by=Actor.system(), now=clock.now())["data"]["worklist.task"]

    assert [row["title"] for row in told] == ["Call Mo"]
    assert told[0]["history"][0]["target"] == "done"
    # What a colleague wrote for colleagues, and who it was, is not about the person.
    assert "In May" not in str(told)
    assert "Osei" not in str(told)


def test_events_are_told_in_words():
    subject = make_subject()
    task = make_task(subject_id=subject.pk)
    tasks.put_off(task, None, by=Actor.system(), now=clock.now())
    tasks.put_off(task, clock.now().date(), by=Actor.system(), now=clock.now())

    told = export.export(subject, by=Actor.system(), now=clock.now())["data"]["worklist.task"]

    assert [row["event"] for row in told[0]["history"]] == [TaskEvent.DUE_CHANGED.label]


def test_erasure_takes_the_tasks_and_their_history(subject):
    task = make_task(title="Call Mo", details="At home after six", subject_id=subject.pk)
    tasks.drop(task, reason="Mo moved away", by=Actor.system(), now=clock.now())
    other = make_task(subject_id=make_subject().pk)

    erasure.erase(subject, by=Actor.system(), now=clock.now())

    assert list(Task.objects.all()) == [other]
    assert not Transition.objects.exists()


@pytest.mark.parametrize(("state", "left"), [("done", 0), ("dropped", 0), (None, 1)])
def test_closed_tasks_go_after_three_years(state, left):
    long_ago = clock.now() - timedelta(days=3 * 365 + 1)
    make_task(now=long_ago, state=state and TaskState(state))
    recent = make_task(now=long_ago, state=TaskState.DONE)
    Task.objects.filter(pk=recent.pk).update(state_since=clock.now())

    retention.run(clock.now())

    assert Task.objects.exclude(pk=recent.pk).count() == left
    assert Task.objects.filter(pk=recent.pk).exists()

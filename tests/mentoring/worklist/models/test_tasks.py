"""What the database itself refuses, who sees which tasks, and what is due."""

from datetime import date, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection

from mentoring.accounts.states import Role
from mentoring.common.models.search import having_all
from mentoring.worklist.models import Task
from mentoring.worklist.states import TaskState
from tests.constraints import refused_by
from tests.factories.accounts import make_operator, make_staff
from tests.factories.cohorts import make_programme
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("constraint", "columns"),
    [
        ("task_closed_with_outcome", {"state": TaskState.DONE}),
        ("task_closed_with_outcome", {"state": TaskState.DROPPED}),
        ("task_closed_with_outcome", {"outcome": "reached"}),
        ("task_closed_with_outcome", {"closing_note": "Moved away"}),
        ("task_about_whole", {"object_id": "7"}),
        ("task_key_once", {"key": "taken"}),
    ],
)
def test_the_database_refuses(constraint, columns):
    make_task(key="taken")
    task = make_task()
    with refused_by(constraint):
        Task.objects.filter(pk=task.pk).update(**columns)


def test_the_database_refuses_a_kind_of_thing_without_a_thing():
    task, kind = make_task(), ContentType.objects.get_for_model(Task)
    with refused_by("task_about_whole"):
        Task.objects.filter(pk=task.pk).update(content_type=kind)


def test_managers_see_the_tasks_of_their_programmes():
    programme = make_programme()
    own, foreign = make_task(programme), make_task()
    seen = {
        role: set(Task.objects.visible_to(make_staff(role, programme)))
        for role in (Role.MANAGER, Role.INTERVIEWER, Role.SAFEGUARDING, Role.AUDITOR)
    }
    assert seen[Role.MANAGER] == {own}
    assert not any(seen[role] for role in seen if role != Role.MANAGER)
    assert set(Task.objects.visible_to(make_operator())) == {own, foreign}


def test_what_is_due_and_what_is_overdue():
    late = make_task(due_on=TODAY - timedelta(days=1))
    today = make_task(due_on=TODAY)
    make_task(due_on=TODAY + timedelta(days=1))
    make_task()
    make_task(due_on=TODAY - timedelta(days=1), state=TaskState.DONE)

    assert set(Task.objects.due(TODAY)) == {late, today}
    assert set(Task.objects.overdue(TODAY)) == {late}
    assert [task.days_late(TODAY) for task in (late, today)] == [1, 0]


def test_the_urgent_come_first_and_those_without_a_day_last():
    without, later, late = make_task(), make_task(due_on=TODAY), make_task(due_on=date(2026, 1, 1))
    assert list(Task.objects.urgent_first()) == [late, later, without]


def test_mine_and_nobodys():
    manager, programme = make_staff(), make_programme()
    me = make_staff(Role.MANAGER, programme)
    mine, free = make_task(programme, assignee=me), make_task(programme)
    assert list(Task.objects.mine(me)) == [mine]
    assert list(Task.objects.free()) == [free]
    assert not Task.objects.mine(manager)


def test_who_leaves_leaves_the_task_behind():
    programme = make_programme()
    me = make_staff(Role.MANAGER, programme)
    task = make_task(programme, assignee=me)
    me.delete()
    task.refresh_from_db()
    assert task.assignee is None


def test_the_search_does_without_accents():
    found = make_task(title="Zoë Yılmaz anrufen")
    make_task()
    assert list(Task.objects.search("yilmaz zoe")) == [found]


@pytest.mark.parametrize("index", ["task_search", "task_urgent", "task_unchecked", "task_newest"])
def test_an_index_serves_each_list(index):
    now = make_task().created_at
    asked = {
        "task_search": Task.objects.filter(having_all("yilmaz", "search_text")).order_by(),
        "task_urgent": Task.objects.open().urgent_first(),
        "task_unchecked": Task.objects.open().filter(checked_at__lt=now).order_by(),
        "task_newest": Task.objects.filter(state=TaskState.DONE).order_by("-state_since", "-id"),
    }
    with connection.cursor() as cursor:
        # A table of a few rows needs no index.
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute("SET LOCAL enable_sort = off")
        assert index in asked[index].explain()

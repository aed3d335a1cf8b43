"""The list of tasks: what stands in it, in which order, how it is narrowed, what it costs."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import localdate

from mentoring.accounts.states import Role
from mentoring.common import clock
from mentoring.worklist.models import Task
from mentoring.worklist.states import TaskState
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_programme
from tests.factories.worklist import CALL, PAPERS, make_task


@pytest.fixture
def today(db):
    return localdate(clock.now())


@pytest.fixture
def shown(as_manager, address):
    """The titles in the list, narrowed by a query string, in their order."""

    def read(query=""):
        page = as_manager.get(address("changelist") + query)
        assert page.status_code == 200
        return [task.title for task in page.context["cl"].result_list]

    return read


@pytest.fixture
def page(as_manager, address):
    def read(query=""):
        return as_manager.get(address("changelist") + query).content.decode()

    return read


@pytest.fixture
def all_sorts(programme, manager, colleague, today):
    """One of each, named after what it is."""
    late, soon = today - timedelta(days=3), today + timedelta(days=5)
    make_task(programme, title="mine late", assignee=manager, due_on=late)
    make_task(programme, title="free today", due_on=today)
    make_task(programme, title="theirs soon", assignee=colleague, due_on=soon)
    make_task(programme, title="free papers", kind=PAPERS)
    make_task(programme, title="done", state=TaskState.DONE, assignee=manager)
    make_task(programme, title="dropped", state=TaskState.DROPPED)


def test_it_shows_what_is_to_do_the_most_urgent_first(all_sorts, shown):
    assert shown() == ["mine late", "free today", "theirs soon", "free papers"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?assignee=me", {"mine late"}),
        ("?assignee=nobody", {"free today", "free papers"}),
        ("?assignee=ours", {"mine late", "free today", "free papers"}),
        ("?due=overdue", {"mine late"}),
        ("?due=today", {"mine late", "free today"}),
        ("?due=week", {"mine late", "free today", "theirs soon"}),
        ("?due=none", {"free papers"}),
        (f"?kind={PAPERS}", {"free papers"}),
        ("?state=closed", {"done", "dropped"}),
        ("?state=done", {"done"}),
        ("?state=dropped&assignee=me", set()),
        ("?state=&assignee=&due=&kind=", {"mine late", "free today", "theirs soon", "free papers"}),
        ("?q=papers", {"free papers"}),
        ("?state=all&q=d", {"done", "dropped"}),
        ("?kind=forged", set()),
    ],
)
def test_it_is_narrowed(all_sorts, shown, query, found):
    assert set(shown(query)) == found


def test_all_are_six(all_sorts, shown):
    assert len(shown("?state=all")) == 6


def test_the_latest_closed_come_first(programme, shown):
    for title in ("first", "second"):
        task = make_task(programme, title=title, state=TaskState.DONE)
        Task.objects.filter(pk=task.pk).update(state_since=clock.now())
    assert shown("?state=closed") == ["second", "first"]


def test_nobody_sees_tasks_of_other_programmes(programme, shown):
    make_task(programme, title="own")
    make_task(title="foreign")
    assert shown() == ["own"]


def test_who_manages_several_programmes_sees_which(programme, manager, page, shown):
    other = make_programme(name="Anderswo")
    make_task(other, title="over there")
    assert "Anderswo" not in page()
    manager.roles.create(programme=other, role=Role.MANAGER)
    assert "Anderswo" in page()
    assert shown(f"?programme={programme.pk}") == []
    assert shown(f"?programme={make_programme().pk}") == []


def test_days_are_told_in_words(programme, today, page):
    for days in (-3, -1, 0, 1):
        make_task(programme, due_on=today + timedelta(days=days))
    for words in ("3 days overdue", "1 day overdue", "due today", "due tomorrow"):
        assert words in page()


def test_tabs_count_and_mark_where_one_is(all_sorts, as_manager, address):
    tabs = as_manager.get(address("changelist") + "?assignee=me&due=").context["tabs"]
    assert [tab["count"] for tab in tabs] == [4, 1, 2, 1, None]
    assert [tab["active"] for tab in tabs] == [False, True, False, False, False]


def test_closed_ones_tell_their_outcome(programme, page):
    task = make_task(programme)
    Task.objects.filter(pk=task.pk).update(state=TaskState.DONE, outcome="later", closing_note="")
    assert "Wants a call later" in page("?state=closed")


def test_an_empty_list_says_what_comes_next(page):
    assert "New tasks come by themselves" in page()
    assert "Nothing in this list fits" in page("?assignee=me")


@pytest.mark.parametrize("role", [Role.INTERVIEWER, Role.SAFEGUARDING, Role.AUDITOR, None])
def test_others_have_no_list(client, address, programme, role):
    client.force_login(make_staff(role, programme))
    assert client.get(address("changelist")).status_code == 403


@pytest.mark.parametrize("query", ["", "?state=closed", "?assignee=me"])
def test_as_many_queries_for_many_rows(shown, programme, manager, today, query):
    def count():
        with CaptureQueriesContext(connection) as queries:
            rows = shown(query)
        return len(queries), len(rows)

    state = TaskState.DONE if "closed" in query else None
    make_task(programme, assignee=manager, due_on=today, about=programme, state=state)
    count()  # what is read once a process
    few, one = count()
    for number in range(29):
        who = make_staff(Role.MANAGER, programme) if number % 2 and "me" not in query else manager
        make_task(programme, assignee=who, due_on=today, about=programme, state=state)
    many, thirty = count()
    assert (one, thirty) == (1, 30)
    assert many == few


class TestTakingMany:
    def take(self, client, address, *rows):
        data = {"action": "take_them", "_selected_action": [row.pk for row in rows]}
        return client.post(address("changelist"), data, follow=True).content.decode()

    def test_those_that_nobody_has(self, as_manager, address, programme, manager, colleague):
        free, taken = make_task(programme), make_task(programme, title="His", assignee=colleague)
        page = self.take(as_manager, address, free, taken)
        assert "1 task is yours now." in page
        assert "His: Jonas Albrecht looks after this task already." in page
        free.refresh_from_db()
        taken.refresh_from_db()
        assert (free.assignee, taken.assignee) == (manager, colleague)

    def test_none_of_another_programme(self, as_manager, address):
        foreign = make_task(kind=CALL)
        self.take(as_manager, address, foreign)
        foreign.refresh_from_db()
        assert foreign.assignee is None

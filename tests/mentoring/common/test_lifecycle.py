"""States change through one door, once, and leave a trace."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connections

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from mentoring.common.errors import ConflictError
from mentoring.common.models import Transition
from mentoring.common.states import NoteFor
from mentoring.worklist.states import TaskEvent, TaskState
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState as State
from tests.constraints import refused_by
from tests.factories.accounts import make_user
from tests.factories.applications import make_application
from tests.factories.worklist import make_task

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.mark.django_db
class TestMove:
    def test_it_changes_the_row_and_writes_the_log(self):
        application, user = make_application(), make_user()
        entry = lifecycle.move(
            application, State.DECLINED, by=Actor.of(user), now=NOW, note="no place", link_version=4
        )
        fresh = Application.objects.get()
        assert (fresh.state, fresh.link_version) == (State.DECLINED, 4)
        assert (application.state, application.link_version) == (State.DECLINED, 4)
        assert list(application.transitions.all()) == [entry]
        assert (entry.source, entry.target) == (State.SUBMITTED, State.DECLINED)
        assert (entry.actor_user, entry.actor_kind, entry.note) == (user, "user", "no place")
        assert entry.at == NOW

    @pytest.mark.parametrize("target", [State.ACCEPTED, State.SUBMITTED, State.DRAFT, "nonsense"])
    def test_it_refuses_what_the_table_does_not_list(self, target):
        application = make_application()
        with pytest.raises(lifecycle.TransitionError):
            lifecycle.move(application, target, by=Actor.system(), now=NOW)
        assert Application.objects.get().state == application.state == State.SUBMITTED
        assert not Transition.objects.exists()

    def test_who_read_an_older_state_loses(self):
        application = make_application()
        late = Application.objects.get()
        lifecycle.move(application, State.WITHDRAWN, by=Actor.holder("applicant"), now=NOW)
        with pytest.raises(ConflictError):
            lifecycle.move(late, State.DECLINED, by=Actor.system(), now=NOW)
        assert late.state == State.SUBMITTED
        assert Application.objects.get().state == State.WITHDRAWN
        assert Transition.objects.count() == 1

    def test_an_error_of_the_database_leaves_object_and_row_alone(self):
        application = make_application()
        with pytest.raises(DatabaseError):
            lifecycle.move(application, State.DECLINED, by=Actor.holder("x" * 99), now=NOW)
        assert application.state == State.SUBMITTED


@pytest.mark.django_db
def test_the_log_goes_with_what_it_tells_of():
    application = make_application()
    lifecycle.move(application, State.DECLINED, by=Actor.system(), now=NOW)
    application.delete()
    assert not Transition.objects.exists()


@pytest.mark.django_db
class TestEvents:
    def test_what_does_not_change_the_state_is_recorded_with_its_details(self):
        task = make_task()
        lifecycle.record(
            task,
            by=Actor.system(),
            now=NOW,
            event=TaskEvent.DUE_CHANGED,
            data={"due_on": None},
            note="As agreed.",
            note_for=NoteFor.PERSON,
        )
        entry = task.transitions.get()
        assert (entry.source, entry.target) == ("open", "open")
        assert (entry.event, entry.data) == ("due_changed", {"due_on": None})
        assert (entry.note, entry.note_for) == ("As agreed.", "person")

    def test_a_move_may_say_more_than_its_states(self):
        task = make_task()
        entry = lifecycle.move(
            task,
            TaskState.DROPPED,
            by=Actor.system(),
            now=NOW,
            event=TaskEvent.ASSIGNED,
            data={"user": 1},
            closing_note="Gone",
        )
        entry.refresh_from_db()
        assert (entry.event, entry.data, entry.note_for) == ("assigned", {"user": 1}, "staff")

    def test_a_model_knows_its_events(self):
        task = make_task()
        with pytest.raises(ValueError, match="phone_changed"):
            lifecycle.record(task, by=Actor.system(), now=NOW, event="phone_changed")
        with pytest.raises(ValueError, match="nonsense"):
            lifecycle.move(
                task,
                TaskState.DROPPED,
                by=Actor.system(),
                now=NOW,
                event="nonsense",
                closing_note="Gone",
            )
        assert not Transition.objects.exists()

    @pytest.mark.parametrize(
        ("wrong", "guard"),
        [
            ({"data": {"user": 1}}, "transition_data_of_an_event"),
            ({"note_for": "everybody"}, "transition_note_for_somebody"),
        ],
    )
    def test_the_database_refuses(self, wrong, guard):
        entry = lifecycle.record(make_task(), by=Actor.system(), now=NOW)
        with refused_by(guard):
            Transition.objects.filter(pk=entry.pk).update(**wrong)


def decline_at_once(application: Application, move) -> list[str]:
    """Eight callers that have all read the same state."""
    readers = [Application.objects.get(pk=application.pk) for _ in range(8)]
    start = threading.Barrier(len(readers))

    def decide(mine: Application) -> str:
        start.wait()
        try:
            move(mine, State.DECLINED, by=Actor.system(), now=NOW)
        except ConflictError:
            return "stale"
        finally:
            connections.close_all()
        return "moved"

    with ThreadPoolExecutor(len(readers)) as pool:
        return sorted(pool.map(decide, readers))


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_one_moves():
    application = make_application()
    assert decline_at_once(application, lifecycle.move) == ["moved"] + ["stale"] * 7
    assert Transition.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_control_without_compare_and_swap_all_eight_move():
    def move_without_guard(mine, target, *, by, now):
        """The usual way: look at what was read, then save."""
        assert target in mine.MOVES[mine.state]
        source, mine.state = mine.state, target
        mine.save(update_fields=["state"])
        Transition.objects.create(
            subject=mine, source=source, target=target, actor_kind=by.kind, at=now
        )

    application = make_application()
    assert decline_at_once(application, move_without_guard) == ["moved"] * 8
    assert Transition.objects.count() == 8

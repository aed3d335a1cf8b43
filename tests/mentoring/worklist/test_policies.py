"""Tasks are their programme's managers', all alike."""

import pytest

from mentoring.accounts.states import Role
from mentoring.worklist import policies
from tests.factories.accounts import make_operator, make_staff, make_user
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db


def test_managers_of_the_programme_work_on_a_task():
    task = make_task()
    manager = make_staff(Role.MANAGER, task.programme)
    assert policies.can_work_on(manager, task)
    assert policies.can_work_on(manager, None)
    for user in (make_staff(Role.MANAGER), make_staff(Role.INTERVIEWER, task.programme)):
        assert not policies.can_work_on(user, task)
    assert not policies.can_work_on(make_user(), None)


def test_whom_a_task_can_be_given_to():
    task = make_task()
    manager = make_staff(Role.MANAGER, task.programme)
    make_staff(Role.MANAGER, task.programme, is_active=False)
    operator, stranger = make_operator(), make_staff(Role.MANAGER)
    assert list(policies.who_can_work_on(task)) == [manager]
    asked = policies.who_can_work_on(task, operator, stranger, None)
    assert set(asked) == {manager, operator}

"""What is done with each tick."""

import pytest

from mentoring.common import clock
from mentoring.notifications.services import tick
from tests.factories.cohorts import make_programme
from tests.factories.worklist import PAPERS, make_task


@pytest.mark.django_db
def test_each_tick_closes_tasks_that_took_care_of_themselves():
    programme = make_programme(contact_phone="030 123")
    task = make_task(programme, kind=PAPERS, about=programme)

    assert tick.look(clock.now())["unneeded_tasks"] == 1

    task.refresh_from_db()
    assert task.state == "dropped"

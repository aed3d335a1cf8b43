"""What Celery's workers are told, and that it may be told twice or not at all."""

from datetime import timedelta

import pytest
from django.conf import settings

from mentoring.celery import app
from mentoring.common import clock
from mentoring.notifications import tasks
from mentoring.notifications.models import Heartbeat, Mail
from mentoring.notifications.services import wake_worker
from mentoring.notifications.states import State
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db(transaction=True)


def test_each_tick_leaves_a_trace_and_wakes_the_relay_where_mail_is_due(monkeypatch):
    woken = []
    monkeypatch.setattr(wake_worker, "wake", lambda: woken.append(True))
    tasks.tick()
    assert woken == []
    make_mail()
    make_mail(next_attempt_at=clock.now() + timedelta(hours=1))
    tasks.tick()
    tasks.tick()
    assert woken == [True, True]
    assert clock.now() - Heartbeat.objects.get(name=Heartbeat.TICK).at < timedelta(minutes=1)


def test_being_told_twice_sends_once(sink):
    make_mail()
    tasks.relay()
    tasks.relay()
    assert len(sink.mails) == 1
    assert Mail.objects.get().state == State.SENT


def test_the_names_in_the_schedule_and_in_the_wake_up_call_are_tasks():
    names = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()} | {
        wake_worker.RELAY
    }
    app.loader.import_default_modules()
    assert names <= set(app.tasks)

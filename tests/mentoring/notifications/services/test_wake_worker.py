"""Telling a worker to look: quick where there is a broker, harmless where there is none."""

import base64
import json
import socket
import time
import uuid
from datetime import timedelta

import pytest
import redis
from django.conf import settings as configured
from django.db import transaction

from mentoring.common import clock
from mentoring.notifications.models import Mail
from mentoring.notifications.services import outbox, relay, wake_worker
from tests.factories.mails import make_mail
from tests.mentoring.notifications.services.test_outbox import NOTICE


def post(key="k", **fields):
    return outbox.post(**{**NOTICE, "key": key, "now": clock.now(), **fields})


@pytest.fixture
def broker(settings, monkeypatch, broker_allowed):
    """Names a broker for this test alone."""

    def use(url):
        settings.CELERY_BROKER_URL = url
        wake_worker._client.cache_clear()
        monkeypatch.setattr(wake_worker, "_local", wake_worker.threading.local())
        return url

    yield use
    wake_worker._client.cache_clear()


class Queue:
    """What lies in the broker; under a prefix, so that nobody else's messages are touched."""

    def __init__(self, client, prefix):
        self.client, self.prefix = client, prefix

    def __len__(self):
        return self.client.llen(f"{self.prefix}celery")

    def flush(self):
        for key in self.client.scan_iter(f"{self.prefix}*"):
            self.client.delete(key)


@pytest.fixture
def queue(broker, settings):
    prefix = f"test-{uuid.uuid4()}:"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {"global_keyprefix": prefix}
    with redis.Redis.from_url(broker(configured.REDIS_URL)) as client:
        yield Queue(client, prefix)
        Queue(client, prefix).flush()
    wake_worker._connection().release()


@pytest.mark.django_db(transaction=True)
def test_a_commit_tells_one_worker_once(queue):
    with transaction.atomic():
        post("a")
        post("b")
        assert len(queue) == 0
    assert len(queue) == 1


@pytest.mark.django_db(transaction=True)
def test_a_rollback_tells_nobody(queue):
    with transaction.atomic():
        post()
        transaction.set_rollback(True)
    assert len(queue) == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_due_later_wakes_nobody(queue):
    post(due_at=clock.now() + timedelta(hours=1))
    assert len(queue) == 0


@pytest.mark.django_db(transaction=True)
def test_a_flushed_queue_loses_no_mail(queue, sink):
    for number in range(30):
        post(str(number))
    queue.flush()
    relay.deliver(now=clock.now())
    assert len({mail["Message-ID"] for mail in sink.mails}) == len(sink.mails) == 30


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("answers", [False, True])
def test_a_dead_broker_costs_a_moment_once_and_no_mail(broker, sink, answers):
    """Refusing connections, or taking them and never saying a word."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        port = mute.getsockname()[1] if answers else 1
        broker(f"redis://127.0.0.1:{port}/0")
        assert seconds(wake_worker.wake) < 2
        assert seconds(wake_worker.wake) < 0.1
        assert post() is not None
    assert relay.deliver(now=clock.now()) == {"sent": 1}


def seconds(act):
    begun = time.monotonic()
    act()
    return time.monotonic() - begun


@pytest.mark.django_db
def test_waking_never_raises(broker):
    broker("redis://127.0.0.1:1/0")
    assert wake_worker.wake() is False
    assert make_mail() in Mail.objects.all()


def test_other_work_is_told_by_its_number_only(queue):
    assert wake_worker.tell("matching.tasks.execute_run", "b4f1")
    (message,) = (json.loads(raw) for raw in queue.client.lrange(f"{queue.prefix}celery", 0, -1))
    args, named, _more = json.loads(base64.b64decode(message["body"]))
    assert (message["headers"]["task"], args, named) == ("matching.tasks.execute_run", ["b4f1"], {})

"""Telling a worker to look now. It may fail: the tick looks every minute anyway."""

import functools
import logging
import threading
import time

from celery import Celery
from django.db import connection, transaction
from kombu import Connection

RELAY = "mentoring.notifications.tasks.relay"
# After a failure Redis is left alone for a while: each request would pay its timeout.
QUIET_SECONDS = 30
SOCKET_SECONDS = 0.4

logger = logging.getLogger(__name__)
_local = threading.local()
_quiet_until = 0.0


def wake_on_commit() -> None:
    """Wake the relay once this transaction is committed; once, however many mails it posts."""
    waiting: list[object] = [entry[1] for entry in connection.run_on_commit]
    if wake not in waiting:
        transaction.on_commit(wake, robust=True)


def wake() -> bool:
    """Whether a worker was told to look for mail; never raises."""
    return tell(RELAY, expires=55)


def tell(task: str, *args: str, expires: int | None = None) -> bool:
    """Whether a worker was told; never raises, and never takes much more than a second.

    `args` are ids. Whoever calls this has a sweep that finds what no worker was told of.
    """
    global _quiet_until  # noqa: PLW0603 - the circuit is one per process
    if time.monotonic() < _quiet_until:
        return False
    try:
        _client().send_task(task, args, retry=False, expires=expires, connection=_connection())
    except Exception as error:
        _quiet_until = time.monotonic() + QUIET_SECONDS
        logger.warning("No worker could be told about new work: %s", type(error).__name__)
        return False
    return True


@functools.cache
def _client() -> Celery:
    """A client that knows the broker but no tasks: services import none."""
    client = Celery("mentoring.outbox", set_as_current=False)
    client.config_from_object("django.conf:settings", namespace="CELERY")
    return client


def _connection() -> Connection:
    """This thread's connection to the broker; unlike Celery's own it never tries again."""
    if not hasattr(_local, "connection"):
        options = dict(_client().conf.broker_transport_options)
        options |= {
            "max_retries": 0,
            "socket_timeout": SOCKET_SECONDS,
            "socket_connect_timeout": SOCKET_SECONDS,
        }
        _local.connection = _client().connection_for_write(transport_options=options)
    ready: Connection = _local.connection
    return ready

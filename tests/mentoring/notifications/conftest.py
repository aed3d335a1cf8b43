"""A mail server that listens, and a broker that does not."""

import pytest

from mentoring.notifications.services import wake_worker
from tests.mentoring.notifications.sink import Sink


@pytest.fixture
def sink(settings):
    """A mail server on a free port, which the relay uses."""
    sink = Sink()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    settings.EMAIL_HOST_USER, settings.EMAIL_TIMEOUT = "", 5
    yield sink
    sink.stop()


@pytest.fixture(autouse=True)
def no_broker(monkeypatch):
    """No worker is told anything, unless a test says otherwise."""
    monkeypatch.setattr(wake_worker, "_quiet_until", float("inf"))


@pytest.fixture
def broker_allowed(monkeypatch, no_broker):
    monkeypatch.setattr(wake_worker, "_quiet_until", 0.0)

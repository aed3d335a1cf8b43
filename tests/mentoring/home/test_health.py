"""What the health pages tell, and to whom."""

from datetime import timedelta

import pytest
from django.db import OperationalError

from mentoring.common import clock
from mentoring.home.views import health
from mentoring.notifications.models import Heartbeat
from tests.factories.mails import make_mail

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def tick(monkeypatch):
    """A beat that is alive; whether Redis answers is told by each test."""
    monkeypatch.setattr(health.Queue, "run", lambda _self: None)
    Heartbeat.beat(Heartbeat.TICK, clock.now())


def test_all_is_well(client):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json() == {"database": "OK", "queue": "OK", "outbox": "OK", "beat": "OK"}
    assert "no-store" in response.headers["Cache-Control"]
    assert not response.cookies


def test_a_backlog_shows_without_a_word_about_persons(client):
    make_mail(now=clock.now() - timedelta(minutes=6))
    make_mail(next_attempt_at=clock.now() + timedelta(days=1))
    response = client.get("/health/")
    assert response.status_code == 503
    assert response.json()["outbox"] == "Warning: 1 mails are late"


def test_a_beat_that_stopped_shows(client):
    Heartbeat.beat(Heartbeat.TICK, clock.now() - timedelta(minutes=10))
    assert client.get("/health/").json()["beat"] == "Unavailable: last tick 600 seconds ago"
    Heartbeat.objects.all().delete()
    assert client.get("/health/").json()["beat"] == "Unavailable: no tick yet"


def test_a_dead_redis_shows_but_the_site_stays_ready(client, settings, monkeypatch):
    monkeypatch.undo()
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    response = client.get("/health/")
    assert (response.status_code, response.json()["queue"]) == (503, "Unavailable: no answer")
    assert client.get("/health/ready/").status_code == 200


def test_a_dead_database_makes_it_unready_but_not_dead(client, monkeypatch):
    def broken(*_args):
        raise OperationalError("password for postgres@10.0.0.1 refused")

    monkeypatch.setattr(health.Database, "run", broken)
    response = client.get("/health/ready/")
    assert (response.status_code, response.json()) == (
        503,
        {"database": "Unavailable: no database"},
    )
    assert client.get("/health/live/").status_code == 200


def test_only_reading(client):
    assert client.post("/health/").status_code == 405

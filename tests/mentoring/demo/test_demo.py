"""Filling the demo: the same each time, on any day, and never where it does harm."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from mentoring.demo import scenarios
from mentoring.demo.season import CURRENT, OPENING, RUNNING
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.cohorts.models import Programme

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 18, 9, tzinfo=UTC)
SHORT = len(RUNNING[::5] + OPENING[::5] + CURRENT[::5])


@pytest.fixture
def short(monkeypatch):
    """A season of a few people, for those who look at the filling itself."""
    monkeypatch.setattr(scenarios, "RUNNING", RUNNING[::5])
    monkeypatch.setattr(scenarios, "OPENING", OPENING[::5])
    monkeypatch.setattr(scenarios, "CURRENT", CURRENT[::5])
    monkeypatch.setattr(scenarios, "RECRUITED", ((10, 4), (9, 3)))


@pytest.mark.usefixtures("short")
def test_the_same_seed_gives_the_same_people():
    assert people() == people()


def people():
    """Who is in a fresh demo; it is gone again afterwards."""
    facts = ("given_name", "family_name", "state", "birth_date", "region", "hope", "saved_at")
    with transaction.atomic():
        scenarios.whole_season(NOW)
        rows = list(Application.objects.order_by("created_at", "email").values_list(*facts))
        times = sorted(Interview.objects.values_list("starts_at", "channel"))
        transaction.set_rollback(True)
    return rows, times


@pytest.mark.usefixtures("short")
@pytest.mark.parametrize("now", ["2026-10-25T00:30", "2027-12-31T23:30", "2028-02-29T12:00"])
def test_it_can_be_filled_on_any_day_of_the_year(now):
    scenarios.whole_season(datetime.fromisoformat(f"{now}+00:00"))
    assert Application.objects.count() == SHORT


def test_it_is_never_filled_in_production(settings):
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG"):
        call_command("demo", "--reset")
    assert not Programme.objects.exists()


@pytest.mark.usefixtures("short")
def test_it_fills_an_empty_database_only_unless_told_to_empty_it(settings, capsys):
    settings.DEBUG = True
    call_command("demo")
    with pytest.raises(CommandError, match="--reset"):
        call_command("demo")
    call_command("demo", "--if-empty")
    assert Application.objects.count() == SHORT
    call_command("demo", "--people")
    assert "miriam@weitwinkel.example.org" in capsys.readouterr().out

"""Notes of earlier versions become events."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from tests.factories.applications import NOW, make_application, make_interview, make_interviewer

pytestmark = pytest.mark.django_db
events = import_module("programmes.applications.migrations.0006_events")


def record(row: Model, note: str, **more):
    return lifecycle.record(row, by=Actor.system(), now=NOW, note=note, **more)


def told(change):
    change.refresh_from_db()
    return change.event, change.data, change.note


@pytest.fixture
def talk():
    application = make_application()
    interviewer = make_interviewer(application.cohort.programme)
    return make_interview(application, interviewer, NOW)


def convert():
    """As the migration runs: interviews belonged to applications then."""
    of_interviews = ContentType.objects.filter(model="interview")
    of_interviews.update(app_label="applications")
    events.convert(apps, None)
    of_interviews.update(app_label="admissions")


TIMES = {"before": "2026-11-23T09:00:00+00:00", "after": "2026-07-01T08:30:00+00:00"}
LOCAL = "2026-11-23 10:00 → 2026-07-01 10:30"


@pytest.mark.parametrize(
    ("note", "becomes"),
    [
        (LOCAL, ("moved", TIMES, "")),
        (
            f"{LOCAL}\nSie ist krank.\nGute Besserung!",
            ("moved", TIMES, "Sie ist krank.\nGute Besserung!"),
        ),
        ("+49 (0)30 2002-17", ("phone_changed", {}, "")),
        ("war am Montag", ("moved", {}, "war am Montag")),
        ("", ("moved", {}, "")),
    ],
)
def test_moves_and_new_numbers_become_events(talk, note, becomes):
    change = record(talk, note)
    convert()
    assert told(change) == becomes


def test_reasons_of_other_changes_stay(talk):
    cancelled = record(talk, "030 2002", source="booked", target="cancelled")
    sent = record(talk.application, "030 2002")
    convert()
    assert told(cancelled) == told(sent) == ("", {}, "030 2002")

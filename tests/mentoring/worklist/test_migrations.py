"""Notes of earlier versions become events, and notes again."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Model

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from tests.factories.applications import NOW
from tests.factories.worklist import make_task

pytestmark = pytest.mark.django_db
events = import_module("mentoring.worklist.migrations.0002_events")


def record(row: Model, note: str, **more):
    return lifecycle.record(row, by=Actor.system(), now=NOW, note=note, **more)


def told(change):
    change.refresh_from_db()
    return change.event, change.data, change.note


@pytest.mark.parametrize(
    ("note", "event", "data"),
    [
        ("assignee:7", "assigned", {"user": 7}),
        ("assignee:", "assigned", {"user": None}),
        ("due:2026-12-01", "due_changed", {"due_on": "2026-12-01"}),
        ("due:", "due_changed", {"due_on": None}),
    ],
)
def test_code_becomes_an_event_and_code_again(note, event, data):
    change = record(make_task(), note)
    events.convert(apps, None)
    assert told(change) == (event, data, "")
    events.convert_back(apps, None)
    assert told(change) == ("", {}, note)


def test_what_people_wrote_stays():
    words = record(make_task(), "assignee: please ask Miriam")
    closing = record(make_task(), "due:", source="open", target="done")
    events.convert(apps, None)
    assert told(words) == ("", {}, "assignee: please ask Miriam")
    assert told(closing) == ("", {}, "due:")

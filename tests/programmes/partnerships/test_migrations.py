"""Notes of earlier versions become events, and notes again."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db.models import Model

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from tests.factories.applications import NOW
from tests.factories.partnerships import make_partnership

pytestmark = pytest.mark.django_db
events = import_module("programmes.partnerships.migrations.0003_events")


def record(row: Model, note: str, **more):
    return lifecycle.record(row, by=Actor.system(), now=NOW, note=note, **more)


def told(change):
    change.refresh_from_db()
    return change.event, change.data, change.note


def test_another_co_mentor_becomes_an_event_and_a_note_again():
    change = record(make_partnership(), "co_mentor")
    events.convert(apps, None)
    assert told(change) == ("co_mentor_changed", {}, "")
    events.convert_back(apps, None)
    assert told(change) == ("", {}, "co_mentor")


def test_the_same_word_as_a_reason_stays_a_reason():
    change = record(make_partnership(), "co_mentor", source="active", target="ended")
    events.convert(apps, None)
    assert told(change) == ("", {}, "co_mentor")

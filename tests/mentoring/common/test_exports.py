"""The note of who took a list along, and columns that apps above add."""

import json

import pytest
from django.contrib.admin.models import LogEntry

from mentoring.common import exports
from mentoring.common.actors import Actor
from programmes.applications.models import Application
from tests.factories.accounts import make_staff

pytestmark = pytest.mark.django_db


def test_the_log_says_who_took_what_but_not_whom_they_searched():
    manager = make_staff()
    asked = {"state": ["interview", "accepted"], "hint": [""], "q": ["Amina"], "o": ["1"]}
    exports.record(Application, by=Actor.of(manager), form="csv", count=7, asked=asked)
    entry = LogEntry.objects.get()
    assert entry.user == manager
    assert json.loads(entry.change_message) == {
        "export": {
            "format": "csv",
            "count": 7,
            "filters": {"state": ["interview", "accepted"]},
            "searched": True,
        }
    }

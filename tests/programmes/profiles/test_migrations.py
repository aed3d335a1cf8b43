"""Notes of earlier versions are for whom they are from."""

from importlib import import_module

import pytest
from django.apps import apps

from mentoring.common import lifecycle
from mentoring.common.actors import Actor
from tests.factories.applications import NOW
from tests.factories.profiles import make_enrolment

pytestmark = pytest.mark.django_db
own_words = import_module("programmes.profiles.migrations.0006_own_words")


def test_only_who_said_no_gets_the_own_words():
    enrolment = make_enrolment()

    def change(target):
        return lifecycle.record(
            enrolment, by=Actor.system(), now=NOW, note="Keine Zeit", target=target
        )

    said_no, declined = change("withdrawn"), change("declined")
    own_words.give(apps, None)
    said_no.refresh_from_db()
    declined.refresh_from_db()
    assert (said_no.note_for, declined.note_for) == ("person", "staff")

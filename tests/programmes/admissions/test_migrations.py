"""An installation from before the rooms were parted comes along, and what points at its rows."""

import uuid
from datetime import UTC, datetime, time, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from mentoring.common.models import Transition
from mentoring.notifications.models import CalendarFeed
from programmes.admissions.models import Interview, TimeRequest
from programmes.scheduling.models import AvailabilityRule
from tests.factories.accounts import make_user
from tests.factories.applications import NOW, make_application

BEFORE = [("applications", "0006_events"), ("profiles", "0008_facts_of_tasks")]
SECRET = uuid.UUID("6f0a5b5e-7a6e-4f0e-9a44-0d7e3f0f3c11")
STARTS_AT = datetime(2026, 3, 12, 15, tzinfo=UTC)
ENDS_AT = STARTS_AT + timedelta(minutes=30)


def migrate(targets):
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    ContentType.objects.clear_cache()
    return executor.loader.project_state(targets).apps


@pytest.fixture
def before(transactional_db):
    """The models of then; whatever a test does, the next one finds those of now."""
    now = MigrationExecutor(connection).loader.graph.leaf_nodes()
    application, user = make_application(), make_user()
    yield migrate(BEFORE), application.pk, user.pk
    migrate(now)


def fill(apps, application, user):
    """An interview by phone with its history, hours, a wish for a time, and a calendar feed."""
    person = apps.get_model("applications", "Interviewer").objects.create(
        user_id=user, places=["phone"], feed_secret=SECRET
    )
    talk = apps.get_model("applications", "Interview").objects.create(
        application_id=application,
        interviewer=person,
        starts_at=STARTS_AT,
        ends_at=ENDS_AT,
        busy=(STARTS_AT, ENDS_AT),
        place="phone",
        phone="030 1234",
    )
    apps.get_model("applications", "TimeWish").objects.create(
        application_id=application, text="Sonntags", left_at=NOW
    )
    apps.get_model("profiles", "AvailabilityRule").objects.create(
        user_id=user, weekday=1, starts=time(9), ends=time(12)
    )
    types = apps.get_model("contenttypes", "ContentType").objects
    kind, _made = types.get_or_create(app_label="applications", model="interview")
    apps.get_model("common", "Transition").objects.create(
        content_type=kind,
        object_id=talk.pk,
        source="booked",
        target="booked",
        actor_kind="system",
        event="phone_changed",
        at=NOW,
    )


def test_rows_their_history_and_the_feed_come_along(before):
    apps, application, user = before
    fill(apps, application, user)
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())

    talk = Interview.objects.select_related("interviewer").get()
    assert (talk.application_id, talk.channel, talk.interviewer.channels) == (
        application,
        "phone",
        ["phone"],
    )
    assert Transition.objects.get(event="phone_changed").subject == talk
    assert TimeRequest.objects.open().get().text == "Sonntags"
    assert AvailabilityRule.objects.get().user_id == user
    assert CalendarFeed.objects.get(user=user).secret == SECRET

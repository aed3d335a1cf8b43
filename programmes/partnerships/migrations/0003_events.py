"""Another co-mentor stood as code in notes for people; it becomes an event."""

from django.db import migrations
from django.db.models import F


def convert(apps, schema_editor):
    """Only where the state stayed: staff may have given the same word as a reason of an end."""
    rows = _rows(apps).filter(note="co_mentor", source=F("target"))
    rows.update(event="co_mentor_changed", note="")


def convert_back(apps, schema_editor):
    _rows(apps).filter(event="co_mentor_changed").update(event="", note="co_mentor")


def _rows(apps):
    return apps.get_model("common", "Transition").objects.filter(
        content_type__app_label="partnerships", content_type__model="partnership"
    )


class Migration(migrations.Migration):
    dependencies = (
        ("partnerships", "0002_did_not_come_about"),
        ("common", "0002_transition_events"),
    )
    operations = (migrations.RunPython(convert, convert_back),)

"""Moves of an interview and new phone numbers looked alike; they become events of their own."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import migrations

# As the note of a move was written: two times in the programme's zone, then what staff said.
MOVED = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d) → (\d{4}-\d\d-\d\d \d\d:\d\d)(?:\n(.*))?", re.DOTALL)
PHONE = re.compile(r"\+?[\d\s()/.\-]{4,40}")


def convert(apps, schema_editor):
    Transition = apps.get_model("common", "Transition")
    rows = Transition.objects.filter(
        content_type__app_label="applications",
        content_type__model="interview",
        source="booked",
        target="booked",
        event="",
    )
    for row in rows.iterator():
        _convert(row)
        row.save(update_fields=["event", "data", "note"])


def _convert(row):
    if found := MOVED.fullmatch(row.note):
        before, after, row.note = found[1], found[2], found[3] or ""
        row.event, row.data = "moved", {"before": _moment(before), "after": _moment(after)}
    elif PHONE.fullmatch(row.note):
        # The number stands in the interview.
        row.event, row.note = "phone_changed", ""
    else:
        row.event = "moved"


def _moment(local):
    zone = ZoneInfo(settings.TIME_ZONE)
    return datetime.strptime(local, "%Y-%m-%d %H:%M").replace(tzinfo=zone).astimezone(UTC).isoformat()


class Migration(migrations.Migration):
    dependencies = (
        ("applications", "0005_new_address"),
        ("common", "0002_transition_events"),
    )
    operations = (migrations.RunPython(convert, migrations.RunPython.noop),)

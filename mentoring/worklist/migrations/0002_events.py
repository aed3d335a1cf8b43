"""What happened to a task stood as code in notes for people; it becomes events with data."""

from django.db import migrations


def convert(apps, schema_editor):
    Transition = apps.get_model("common", "Transition")
    rows = Transition.objects.filter(
        content_type__app_label="worklist", content_type__model="task", event=""
    )
    for row in rows.filter(note__startswith="assignee:").iterator():
        number = row.note.removeprefix("assignee:")
        if row.source == row.target and (not number or number.isdecimal()):
            row.event, row.data, row.note = "assigned", {"user": int(number or 0) or None}, ""
            row.save(update_fields=["event", "data", "note"])
    for row in rows.filter(note__startswith="due:").iterator():
        if row.source == row.target:
            row.data = {"due_on": row.note.removeprefix("due:") or None}
            row.event, row.note = "due_changed", ""
            row.save(update_fields=["event", "data", "note"])


def convert_back(apps, schema_editor):
    Transition = apps.get_model("common", "Transition")
    rows = Transition.objects.filter(
        content_type__app_label="worklist", content_type__model="task"
    )
    for row in rows.filter(event="assigned").iterator():
        row.note = f"assignee:{row.data['user'] or ''}"
        row.event, row.data = "", {}
        row.save(update_fields=["event", "data", "note"])
    for row in rows.filter(event="due_changed").iterator():
        row.note = f"due:{row.data['due_on'] or ''}"
        row.event, row.data = "", {}
        row.save(update_fields=["event", "data", "note"])


class Migration(migrations.Migration):
    dependencies = (
        ("worklist", "0001_tasks"),
        ("common", "0002_transition_events"),
    )
    operations = (migrations.RunPython(convert, convert_back),)

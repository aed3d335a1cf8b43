"""What somebody wrote when they said no are their own words: a copy of their data holds them."""

from django.db import migrations


def give(apps, schema_editor):
    rows = apps.get_model("common", "Transition").objects.filter(
        content_type__app_label="profiles", content_type__model="enrolment", target="withdrawn"
    )
    rows.exclude(note="").update(note_for="person")


class Migration(migrations.Migration):
    dependencies = (
        ("profiles", "0005_good_times"),
        ("common", "0002_transition_events"),
    )
    operations = (migrations.RunPython(give, migrations.RunPython.noop),)

"""Office hours belong to scheduling; no table changes."""

from django.db import migrations

MOVED = ("AvailabilityRule", "AvailabilityException")


class Migration(migrations.Migration):
    dependencies = [
        ("profiles", "0009_scheduling_tables"),
        ("scheduling", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name) for name in MOVED]
        ),
    ]

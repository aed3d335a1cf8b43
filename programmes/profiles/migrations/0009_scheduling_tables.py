"""The tables of office hours get the names of their new app."""

from django.db import migrations

MOVED = ("AvailabilityRule", "AvailabilityException")


class Migration(migrations.Migration):
    dependencies = [("profiles", "0008_facts_of_tasks")]

    operations = [
        migrations.AlterModelTable(name, f"scheduling_{name.lower()}") for name in MOVED
    ]

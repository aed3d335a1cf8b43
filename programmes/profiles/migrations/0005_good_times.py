from datetime import time

from django.db import migrations

# What the parts of the week meant when this was written.
WEEKDAYS, WEEKEND = range(5), range(5, 7)
MEANT = {
    "mornings": (WEEKDAYS, time(8), time(12)),
    "afternoons": (WEEKDAYS, time(12), time(17)),
    "evenings": (WEEKDAYS, time(17), time(21)),
    "weekend": (WEEKEND, time(10), time(18)),
}


def to_rules(apps, schema_editor):
    Profile, GoodTime = (apps.get_model("profiles", name) for name in ("Profile", "GoodTime"))
    for profile in Profile.objects.exclude(times=[]).iterator():
        GoodTime.objects.bulk_create(
            GoodTime(profile=profile, weekday=day, starts=starts, ends=ends)
            for part in profile.times
            for days, starts, ends in [MEANT[part]]
            for day in days
        )


class Migration(migrations.Migration):

    dependencies = [
        ("profiles", "0004_mentors"),
    ]

    operations = [
        migrations.RunPython(to_rules, migrations.RunPython.noop, elidable=True),
        # Foreign keys are checked at the end, and a table with checks pending cannot be altered.
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.RemoveField(model_name="profile", name="times"),
    ]

"""Calendars learn that an interviewer's room or address has changed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("admissions", "0004_names"),)
    operations = (
        migrations.AddField(
            model_name="interviewer",
            name="where_changed_at",
            field=models.DateTimeField(editable=False, null=True),
        ),
    )

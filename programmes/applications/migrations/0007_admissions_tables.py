"""The tables of the way from sending to the decision get the names of their new app."""

from django.db import migrations, models

MOVED = ("Interviewer", "Interview", "InterviewSheet", "OfferedTime", "SavedView", "TimeRequest")


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("applications", "0006_events"),
    ]

    operations = [
        migrations.RenameModel("TimeWish", "TimeRequest"),
        migrations.AlterField(
            "TimeRequest",
            "application",
            models.ForeignKey(
                on_delete=models.CASCADE,
                related_name="time_requests",
                to="applications.application",
            ),
        ),
        migrations.RemoveConstraint("TimeRequest", "time_wish_one_open_per_application"),
        migrations.AddConstraint(
            "TimeRequest",
            models.UniqueConstraint(
                fields=("application",),
                condition=models.Q(answered_at__isnull=True),
                name="time_request_one_open_per_application",
            ),
        ),
        migrations.RenameIndex(
            "Interview",
            old_name="application_state_b73e9c_idx",
            new_name="admissions__state_5dbc95_idx",
        ),
        *(migrations.AlterModelTable(name, f"admissions_{name.lower()}") for name in MOVED),
    ]

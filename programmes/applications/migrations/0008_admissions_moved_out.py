"""What happens after sending belongs to admissions; no table changes."""

from django.db import migrations

MOVED = ("InterviewSheet", "Interview", "OfferedTime", "Interviewer", "SavedView", "TimeRequest")


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0007_admissions_tables"),
        ("admissions", "0001_initial"),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.DeleteModel(name) for name in MOVED]
        ),
    ]

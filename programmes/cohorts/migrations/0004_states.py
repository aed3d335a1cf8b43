"""Cohorts get a state: what was public stays public, what is over is closed."""

import django.utils.timezone
from django.db import migrations, models

import mentoring.common.clock


def take_over(apps, schema_editor):
    """From the dates and from what stands: without needs to choose from nobody could apply."""
    Cohort = apps.get_model("cohorts", "Cohort")
    SupportNeed = apps.get_model("cohorts", "SupportNeed")
    now = django.utils.timezone.now()
    past = Cohort.objects.filter(closes_at__lte=now)
    past.update(state="closed", state_since=models.F("closes_at"))
    ahead = Cohort.objects.filter(closes_at__gt=now)
    ahead.filter(pk__in=SupportNeed.objects.values("cohort")).update(state="open")


class Migration(migrations.Migration):
    dependencies = [("cohorts", "0003_mentors")]

    operations = [
        migrations.AddField(
            model_name="cohort",
            name="state",
            field=models.CharField(
                choices=[("draft", "Draft"), ("open", "Open"), ("closed", "Closed")],
                default="draft",
                editable=False,
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.AddField(
            model_name="cohort",
            name="state_since",
            field=models.DateTimeField(
                default=mentoring.common.clock.now,
                editable=False,
                verbose_name="in this state since",
            ),
        ),
        migrations.AlterField(
            model_name="programme",
            name="slug",
            field=models.SlugField(
                help_text="Small letters, digits and hyphens: the public page is found under it."
                " It stands on posters, so it stays as it is.",
                unique=True,
                verbose_name="name in the web address",
            ),
        ),
        migrations.RunPython(take_over, migrations.RunPython.noop),
    ]

"""Answers that somebody told staff on the phone."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = (
        ("partnerships", "0005_of_several_people"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    )
    operations = (
        migrations.AddField(
            "answer", "by_phone", models.BooleanField(default=False, verbose_name="told on the phone")
        ),
        migrations.AddField(
            "answer",
            "noted_by",
            models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=Q(by_phone=True) | Q(noted_by__isnull=True),
                name="answer_noted_was_told",
            ),
        ),
    )

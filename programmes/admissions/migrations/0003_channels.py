"""A place is a seat; by what one talks is a channel."""

import django.contrib.postgres.fields
from django.db import migrations, models

import programmes.admissions.models.interviewers

CHANNELS = [("video", "Video"), ("phone", "Phone"), ("address", "On site")]


class Migration(migrations.Migration):
    dependencies = (("admissions", "0002_feeds_of_persons"),)
    operations = (
        migrations.RemoveConstraint("Interview", "interview_phone_has_number"),
        migrations.RemoveConstraint("Interviewer", "interviewer_has_a_place"),
        migrations.RenameField("Interview", "place", "channel"),
        migrations.RenameField("Interviewer", "places", "channels"),
        migrations.AddConstraint(
            "Interview",
            models.CheckConstraint(
                condition=~models.Q(channel="phone") | ~models.Q(phone=""),
                name="interview_phone_has_number",
            ),
        ),
        migrations.AddConstraint(
            "Interviewer",
            models.CheckConstraint(
                condition=models.Q(channels__len__gt=0),
                name="interviewer_has_a_channel",
                violation_error_message="Please choose at least one way to talk.",
            ),
        ),
        migrations.AlterField(
            "Interview",
            "channel",
            models.CharField(
                choices=CHANNELS, default="video", max_length=10, verbose_name="channel"
            ),
        ),
        migrations.AlterField(
            "Interviewer",
            "channels",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(choices=CHANNELS, max_length=10),
                default=programmes.admissions.models.interviewers.usual_channels,
                size=None,
                verbose_name="ways to talk",
            ),
        ),
    )

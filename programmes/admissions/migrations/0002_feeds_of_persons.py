"""A calendar feed is a person's, not an interviewer's; its address stays."""

from django.db import migrations


def there(apps, schema_editor):
    CalendarFeed = apps.get_model("notifications", "CalendarFeed")
    known = apps.get_model("admissions", "Interviewer").objects.exclude(feed_secret=None)
    CalendarFeed.objects.bulk_create(
        CalendarFeed(user_id=user, secret=secret)
        for user, secret in known.values_list("user", "feed_secret")
    )


def back(apps, schema_editor):
    Interviewer = apps.get_model("admissions", "Interviewer")
    for feed in apps.get_model("notifications", "CalendarFeed").objects.all():
        Interviewer.objects.filter(user=feed.user_id).update(feed_secret=feed.secret)


class Migration(migrations.Migration):
    dependencies = (
        ("admissions", "0001_initial"),
        ("notifications", "0008_calendar_feeds"),
    )
    operations = (
        migrations.RunPython(there, back),
        migrations.RemoveField("Interviewer", "feed_secret"),
    )

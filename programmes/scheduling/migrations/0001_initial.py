"""Office hours, which more than interviews may rest on; their tables stand already."""

import django.db.models.deletion
import programmes.scheduling.models.availability
from django.conf import settings
from django.db import migrations, models


MOVED = ("availabilityrule", "availabilityexception")


def _move(apps, source, target):
    types = apps.get_model("contenttypes", "ContentType").objects
    types.filter(app_label=source, model__in=MOVED).update(app_label=target)


def there(apps, schema_editor):
    """History, mails and tasks point at rows through their content type."""
    _move(apps, "profiles", "scheduling")


def back(apps, schema_editor):
    _move(apps, "scheduling", "profiles")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("profiles", "0009_scheduling_tables"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='AvailabilityException',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('kind', models.CharField(choices=[('off', 'Off'), ('extra', 'Extra hours')], default='off', max_length=10, verbose_name='kind')),
                        ('first_day', models.DateField(verbose_name='first day')),
                        ('last_day', models.DateField(verbose_name='last day')),
                        ('starts', models.TimeField(blank=True, null=True, verbose_name='from')),
                        ('ends', models.TimeField(blank=True, null=True, verbose_name='until')),
                        ('zone', models.CharField(default='Europe/Berlin', max_length=64, validators=[programmes.scheduling.models.availability.validate_zone], verbose_name='time zone')),
                        ('reason', models.CharField(blank=True, max_length=80, verbose_name='reason')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability_exceptions', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'day off',
                        'verbose_name_plural': 'days off',
                        'ordering': ('user', 'first_day', 'starts'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('last_day__gte', models.F('first_day'))), name='exception_days_in_order', violation_error_message='The last day must not be before the first.'), models.CheckConstraint(condition=models.Q(models.Q(('ends__isnull', True), ('kind', 'off'), ('starts__isnull', True)), models.Q(('ends__isnull', False), ('starts__isnull', False)), _connector='OR'), name='exception_hours_complete', violation_error_message='Please give both times, or none for the whole day.'), models.CheckConstraint(condition=models.Q(('starts__isnull', True), ('ends__gt', models.F('starts')), _connector='OR'), name='exception_ends_after_start', violation_error_message='“Until” must be later than “from”.')],
                    },
                ),
                migrations.CreateModel(
                    name='AvailabilityRule',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('weekday', models.PositiveSmallIntegerField(choices=[(0, 'Monday'), (1, 'Tuesday'), (2, 'Wednesday'), (3, 'Thursday'), (4, 'Friday'), (5, 'Saturday'), (6, 'Sunday')], verbose_name='weekday')),
                        ('starts', models.TimeField(verbose_name='from')),
                        ('ends', models.TimeField(verbose_name='until')),
                        ('zone', models.CharField(default='Europe/Berlin', max_length=64, validators=[programmes.scheduling.models.availability.validate_zone], verbose_name='time zone')),
                        ('first_day', models.DateField(blank=True, null=True, verbose_name='first day')),
                        ('last_day', models.DateField(blank=True, null=True, verbose_name='last day')),
                        ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='availability_rules', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'office hours',
                        'verbose_name_plural': 'office hours',
                        'ordering': ('user', 'weekday', 'starts'),
                        'constraints': [models.CheckConstraint(condition=models.Q(('ends__gt', models.F('starts'))), name='availability_ends_after_start', violation_error_message='“Until” must be later than “from”.'), models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='availability_days_in_order', violation_error_message='The last day must not be before the first.')],
                    },
                ),
            ],
        ),
        migrations.RunPython(there, back),
    ]

"""The models of the way from sending to the decision; their tables stand already."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import mentoring.common.clock
import programmes.admissions.models.interviewers
import programmes.scheduling.models.availability
import uuid
from django.conf import settings
from django.db import migrations, models


MOVED = ("interviewer", "interview", "interviewsheet", "offeredtime", "savedview", "timerequest")


def _move(apps, source, target):
    types = apps.get_model("contenttypes", "ContentType").objects
    types.filter(app_label=source, model__in=MOVED).update(app_label=target)


def there(apps, schema_editor):
    """History, mails and tasks point at rows through their content type."""
    _move(apps, "applications", "admissions")


def back(apps, schema_editor):
    _move(apps, "admissions", "applications")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("applications", "0007_admissions_tables"),
        ("cohorts", "0003_mentors"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.CreateModel(
                    name='Interviewer',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('is_bookable', models.BooleanField(default=True, verbose_name='takes bookings')),
                        ('buffer_before_minutes', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='free before each interview (minutes)')),
                        ('buffer_minutes', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(120)], verbose_name='break after each interview (minutes)')),
                        ('most_a_day', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(20)], verbose_name='most interviews a day')),
                        ('notice_hours', models.PositiveSmallIntegerField(default=24, validators=[django.core.validators.MaxValueValidator(336)], verbose_name='shortest notice (hours)')),
                        ('horizon_days', models.PositiveSmallIntegerField(default=28, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(180)], verbose_name='bookable ahead (days)')),
                        ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('video', 'Video'), ('phone', 'Phone'), ('address', 'On site')], max_length=10), default=programmes.admissions.models.interviewers.usual_channels, size=None, verbose_name='ways to talk')),
                        ('video_link', models.URLField(blank=True, verbose_name='video room')),
                        ('address', models.CharField(blank=True, max_length=200, verbose_name='address')),
                        ('holidays_off', models.BooleanField(default=True, verbose_name='public holidays are off')),
                        ('region', models.CharField(choices=[('BW', 'Baden-Württemberg'), ('BY', 'Bavaria'), ('BE', 'Berlin'), ('BB', 'Brandenburg'), ('HB', 'Bremen'), ('HH', 'Hamburg'), ('HE', 'Hesse'), ('MV', 'Mecklenburg-Western Pomerania'), ('NI', 'Lower Saxony'), ('NW', 'North Rhine-Westphalia'), ('RP', 'Rhineland-Palatinate'), ('SL', 'Saarland'), ('SN', 'Saxony'), ('ST', 'Saxony-Anhalt'), ('SH', 'Schleswig-Holstein'), ('TH', 'Thuringia'), ('XX', 'Outside Germany')], default='BE', max_length=2, verbose_name='public holidays of')),
                        ('feed_secret', models.UUIDField(editable=False, null=True, unique=True)),
                        ('user', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='interviewer', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                    ],
                    options={
                        'verbose_name': 'interviewer',
                        'verbose_name_plural': 'interviewers',
                        'ordering': ('user__name',),
                    },
                ),
                migrations.CreateModel(
                    name='Interview',
                    fields=[
                        ('state_since', models.DateTimeField(default=mentoring.common.clock.now, editable=False, verbose_name='in this state since')),
                        ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                        ('state', models.CharField(choices=[('booked', 'Booked'), ('held', 'Held'), ('no_show', 'Nobody came'), ('cancelled', 'Cancelled')], default='booked', editable=False, max_length=20, verbose_name='state')),
                        ('starts_at', models.DateTimeField(editable=False, verbose_name='start')),
                        ('ends_at', models.DateTimeField(editable=False, verbose_name='end')),
                        ('busy', django.contrib.postgres.fields.ranges.DateTimeRangeField(editable=False, help_text='The interview with the time kept free before and after it.')),
                        ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                        ('zone', models.CharField(default='Europe/Berlin', editable=False, max_length=64, validators=[programmes.scheduling.models.availability.validate_zone], verbose_name="applicant's time zone")),
                        ('place', models.CharField(choices=[('video', 'Video'), ('phone', 'Phone'), ('address', 'On site')], default='video', max_length=10, verbose_name='place')),
                        ('phone', models.CharField(blank=True, max_length=40, verbose_name='phone number')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='interviews', to='applications.application', verbose_name='application')),
                        ('interviewer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='interviews', to='admissions.interviewer', verbose_name='interviewer')),
                    ],
                    options={
                        'verbose_name': 'interview',
                        'verbose_name_plural': 'interviews',
                        'ordering': ('starts_at',),
                    },
                ),
                migrations.CreateModel(
                    name='OfferedTime',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('starts_at', models.DateTimeField(verbose_name='start')),
                        ('offered_at', models.DateTimeField(editable=False, verbose_name='offered')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered_times', to='applications.application')),
                        ('interviewer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offered_times', to='admissions.interviewer')),
                        ('offered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'offered time',
                        'verbose_name_plural': 'offered times',
                        'ordering': ('starts_at',),
                    },
                ),
                migrations.CreateModel(
                    name='SavedView',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('name', models.CharField(max_length=60, verbose_name='name')),
                        ('query', models.CharField(editable=False, max_length=500, verbose_name='filters')),
                        ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_views', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'verbose_name': 'saved view',
                        'verbose_name_plural': 'saved views',
                        'ordering': ('name',),
                    },
                ),
                migrations.CreateModel(
                    name='TimeRequest',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('times', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('mornings', 'Weekdays, mornings'), ('afternoons', 'Weekdays, afternoons'), ('evenings', 'Weekdays, evenings'), ('weekend', 'At the weekend')], max_length=10), blank=True, default=list, size=None, verbose_name='good times')),
                        ('text', models.CharField(blank=True, max_length=500, verbose_name='in your own words')),
                        ('zone', models.CharField(default='Europe/Berlin', max_length=64, validators=[programmes.scheduling.models.availability.validate_zone], verbose_name='time zone')),
                        ('left_at', models.DateTimeField(editable=False, verbose_name='left')),
                        ('answered_at', models.DateTimeField(editable=False, null=True, verbose_name='answered')),
                        ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='time_requests', to='applications.application')),
                    ],
                    options={
                        'verbose_name': 'wish for a time',
                        'verbose_name_plural': 'wishes for a time',
                        'ordering': ('left_at',),
                    },
                ),
                migrations.CreateModel(
                    name='InterviewSheet',
                    fields=[
                        ('interview', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='sheet', serialize=False, to='admissions.interview')),
                        ('notes', models.TextField(blank=True, max_length=10000, verbose_name='notes')),
                        ('motivation', models.PositiveSmallIntegerField(blank=True, choices=[(1, '1 – hardly visible'), (2, '2 – visible'), (3, '3 – clear'), (4, '4 – very strong')], null=True, verbose_name='motivation')),
                        ('motivation_reason', models.TextField(blank=True, max_length=2000, verbose_name='why')),
                        ('recommendation', models.CharField(blank=True, choices=[('accept', 'Accept'), ('unsure', 'Not sure'), ('decline', 'Decline')], max_length=10, verbose_name='recommendation')),
                        ('saved_at', models.DateTimeField(editable=False, verbose_name='saved')),
                        ('version', models.PositiveIntegerField(default=0, editable=False)),
                        ('needs', models.ManyToManyField(blank=True, to='cohorts.supportneed', verbose_name='support needs')),
                    ],
                    options={
                        'verbose_name': 'interview sheet',
                        'verbose_name_plural': 'interview sheets',
                    },
                ),
                migrations.AddConstraint(
                    model_name='interviewer',
                    constraint=models.CheckConstraint(condition=models.Q(('places__len__gt', 0)), name='interviewer_has_a_place', violation_error_message='Please choose at least one way to talk.'),
                ),
                migrations.AddIndex(
                    model_name='interview',
                    index=models.Index(fields=['state', 'starts_at'], name='admissions__state_5dbc95_idx'),
                ),
                migrations.AddConstraint(
                    model_name='interview',
                    constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state__in', ('booked', 'held'))), expressions=[('interviewer', '='), ('busy', '&&')], name='interview_no_overlap'),
                ),
                migrations.AddConstraint(
                    model_name='interview',
                    constraint=models.UniqueConstraint(condition=models.Q(('state', 'booked')), fields=('application',), name='interview_one_booked_per_application'),
                ),
                migrations.AddConstraint(
                    model_name='interview',
                    constraint=models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='interview_ends_after_start'),
                ),
                migrations.AddConstraint(
                    model_name='interview',
                    constraint=models.CheckConstraint(condition=models.Q(('busy__endswith__gte', models.F('ends_at')), ('busy__startswith__lte', models.F('starts_at'))), name='interview_busy_covers_it'),
                ),
                migrations.AddConstraint(
                    model_name='interview',
                    constraint=models.CheckConstraint(condition=models.Q(models.Q(('place', 'phone'), _negated=True), models.Q(('phone', ''), _negated=True), _connector='OR'), name='interview_phone_has_number'),
                ),
                migrations.AddConstraint(
                    model_name='offeredtime',
                    constraint=models.UniqueConstraint(fields=('application', 'interviewer', 'starts_at'), name='offered_time_once'),
                ),
                migrations.AddConstraint(
                    model_name='offeredtime',
                    constraint=models.CheckConstraint(condition=models.Q(('starts_at__gt', models.F('offered_at'))), name='offered_time_ahead'),
                ),
                migrations.AddConstraint(
                    model_name='savedview',
                    constraint=models.UniqueConstraint(fields=('owner', 'name'), name='saved_view_name_once'),
                ),
                migrations.AddConstraint(
                    model_name='timerequest',
                    constraint=models.UniqueConstraint(condition=models.Q(('answered_at__isnull', True)), fields=('application',), name='time_request_one_open_per_application'),
                ),
                migrations.AddConstraint(
                    model_name='interviewsheet',
                    constraint=models.CheckConstraint(condition=models.Q(('motivation__isnull', True), ('motivation__range', (1, 4)), _connector='OR'), name='sheet_motivation_in_range'),
                ),
            ],
        ),
        migrations.RunPython(there, back),
    ]

"""Lists on their way in, and what their headings and words mean."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cohorts', '0003_mentors'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Upload',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('part', models.CharField(choices=[('mentee', 'Mentee'), ('mentor', 'Mentor'), ('co_mentor', 'Co-mentor')], default='mentor', max_length=10, verbose_name='part')),
                ('created_at', models.DateTimeField(verbose_name='uploaded')),
                ('encoding', models.CharField(max_length=20)),
                ('rows', models.JSONField(default=list)),
                ('header_spot', models.PositiveSmallIntegerField(default=0)),
                ('columns', models.JSONField(default=dict)),
                ('meanings', models.JSONField(default=dict)),
                ('left_out', models.JSONField(default=list)),
                ('cohort', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.cohort')),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'list',
                'verbose_name_plural': 'lists',
                'ordering': ('-created_at',),
            },
        ),
        migrations.CreateModel(
            name='RememberedColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.CharField(max_length=200, verbose_name='heading')),
                ('field', models.CharField(blank=True, max_length=40, verbose_name='field')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.programme')),
            ],
            options={
                'verbose_name': 'remembered column',
                'verbose_name_plural': 'remembered columns',
                'ordering': ('programme', 'heading'),
                'constraints': [models.UniqueConstraint(fields=('programme', 'heading'), name='remembered_column_once')],
            },
        ),
        migrations.CreateModel(
            name='RememberedValue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('field', models.CharField(max_length=40, verbose_name='field')),
                ('cell', models.CharField(max_length=200, verbose_name='cell')),
                ('meaning', models.CharField(blank=True, max_length=200, verbose_name='meaning')),
                ('programme', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='cohorts.programme')),
            ],
            options={
                'verbose_name': 'remembered value',
                'verbose_name_plural': 'remembered values',
                'ordering': ('programme', 'field', 'cell'),
                'constraints': [models.UniqueConstraint(fields=('programme', 'field', 'cell'), name='remembered_value_once')],
            },
        ),
    ]

"""What a tandem has agreed on for itself; blank is as usual."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('partnerships', '0003_events'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnership',
            name='rhythm_days',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='contact every (days)'),
        ),
        migrations.AddConstraint(
            model_name='partnership',
            constraint=models.CheckConstraint(condition=models.Q(('rhythm_days__range', (1, 366))), name='partnership_rhythm_in_bounds'),
        ),
    ]

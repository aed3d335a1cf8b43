"""When a certificate was seen must be known; a check lets pass what it cannot compare."""

from django.conf import settings
from django.db import migrations, models


def forget_unseen(apps, schema_editor):
    """What nobody noted to have seen does not count: staff are asked to look again."""
    rows = apps.get_model("profiles", "Screening").objects.filter(certificate_seen_on=None)
    rows.update(certificate_issued_on=None, certificate_seen_by=None)


class Migration(migrations.Migration):

    dependencies = [
        ('profiles', '0010_scheduling_moved_out'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(forget_unseen, migrations.RunPython.noop),
        migrations.RemoveConstraint(
            model_name='screening',
            name='screening_certificate_complete',
        ),
        migrations.AddConstraint(
            model_name='screening',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('certificate_issued_on__isnull', True), ('certificate_seen_by__isnull', True), ('certificate_seen_on__isnull', True)), models.Q(('certificate_issued_on__isnull', False), ('certificate_seen_by__isnull', False), ('certificate_seen_on__gte', models.F('certificate_issued_on')), ('certificate_seen_on__isnull', False)), _connector='OR'), name='screening_certificate_complete', violation_error_message='Please give both dates of the certificate; it is seen after it was issued.'),
        ),
    ]

from django.conf import settings
from django.db import migrations, models


# The words in which a programme now names what had a code in common.
NAMES = {
    'cdu': 'CDU', 'csu': 'CSU', 'spd': 'SPD', 'greens': 'Grüne', 'fdp': 'FDP', 'left': 'Die Linke',
    'other': 'Eine andere demokratische Partei',
}


def name_affiliations(apps, schema_editor):
    """In profiles, and in what somebody has answered on the way to one."""
    profiles = apps.get_model('profiles', 'Profile').objects
    for code, name in NAMES.items():
        profiles.filter(affiliation=code).update(affiliation=name)
    for enrolment in apps.get_model('profiles', 'Enrolment').objects.filter(answers__has_key='party'):
        code = enrolment.answers.pop('party')
        enrolment.answers['affiliation'] = NAMES.get(code, code)
        enrolment.save(update_fields=('answers',))


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0005_affiliations'),
        ('privacy', '0005_affiliations'),
        ('profiles', '0012_names'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='profile',
            name='profile_party_of_politicians',
        ),
        migrations.RenameField(
            model_name='profile',
            old_name='party',
            new_name='affiliation',
        ),
        migrations.AlterField(
            model_name='profile',
            name='affiliation',
            field=models.CharField(blank=True, max_length=80, verbose_name='affiliation'),
        ),
        migrations.AlterField(
            model_name='profile',
            name='function',
            field=models.CharField(blank=True, max_length=120, verbose_name='profession or task'),
        ),
        migrations.RunPython(name_affiliations, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='profile',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('part', 'mentee'), _negated=True), ('affiliation', ''), _connector='OR'), name='profile_affiliation_of_mentors'),
        ),
    ]

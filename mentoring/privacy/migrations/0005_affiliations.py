from django.db import migrations, models


# The words in which a programme now names what had a code in common.
NAMES = {
    'cdu': 'CDU', 'csu': 'CSU', 'spd': 'SPD', 'greens': 'Grüne', 'fdp': 'FDP', 'left': 'Die Linke',
    'other': 'Eine andere demokratische Partei',
}
QUESTIONS = {'party_leaning': 'affiliation', 'mentor_party_wish': 'affiliation_wish'}


def named(value):
    if isinstance(value, list):
        return [named(each) for each in value]
    return NAMES.get(value, value)


def name_affiliations(apps, schema_editor):
    answers = apps.get_model('privacy', 'VoluntaryAnswer').objects
    for answer in answers.filter(question__in=QUESTIONS).iterator():
        question, value = QUESTIONS[answer.question], named(answer.value)
        answers.filter(pk=answer.pk).update(question=question, value=value)


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0004_occasion'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='voluntaryanswer',
            name='answer_serves_its_purpose',
        ),
        migrations.AlterField(
            model_name='accesslog',
            name='purpose',
            field=models.CharField(choices=[('outreach', 'Statistics on whom we reach'), ('matching', "Wish about a mentor's affiliation"), ('guardian', 'A guardian agrees to taking part')], max_length=20, verbose_name='what was read'),
        ),
        migrations.AlterField(
            model_name='consent',
            name='purpose',
            field=models.CharField(choices=[('outreach', 'Statistics on whom we reach'), ('matching', "Wish about a mentor's affiliation"), ('guardian', 'A guardian agrees to taking part')], max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='consenttext',
            name='purpose',
            field=models.CharField(choices=[('outreach', 'Statistics on whom we reach'), ('matching', "Wish about a mentor's affiliation"), ('guardian', 'A guardian agrees to taking part')], max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='voluntaryanswer',
            name='purpose',
            field=models.CharField(choices=[('outreach', 'Statistics on whom we reach'), ('matching', "Wish about a mentor's affiliation"), ('guardian', 'A guardian agrees to taking part')], max_length=20, verbose_name='purpose'),
        ),
        migrations.AlterField(
            model_name='voluntaryanswer',
            name='question',
            field=models.CharField(choices=[('migration_history', 'Did you or your parents move to Germany?'), ('first_to_study', 'Are you the first in your family to study?'), ('money', 'Is money tight in your family?'), ('disability', 'Do you live with a disability or a long illness?'), ('affiliation', 'Which of these is closest to you?'), ('affiliation_wish', 'I would like a mentor from one of these')], max_length=30, verbose_name='question'),
        ),
        migrations.RunPython(name_affiliations, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='voluntaryanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('purpose', 'outreach'), ('question__in', ('migration_history', 'first_to_study', 'money', 'disability', 'affiliation'))), models.Q(('purpose', 'matching'), ('question__in', ('affiliation_wish',))), _connector='OR'), name='answer_serves_its_purpose'),
        ),
    ]

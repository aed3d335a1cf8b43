import django.contrib.postgres.fields
from django.db import migrations, models


# What every programme asked so far stays asked where there is one already.
SO_FAR = {
    'mentors_are_de': 'Unsere Mentorinnen und Mentoren sind Menschen aus der Politik.',
    'mentors_are_en': 'Our mentors are people from politics.',
    'function_label_de': 'Amt oder Mandat',
    'function_label_en': 'Office or mandate',
    'function_hint_de': 'Zum Beispiel: Mitglied des Landtags',
    'function_hint_en': 'For example: member of the Landtag',
    'affiliation_label_de': 'Partei',
    'affiliation_label_en': 'Party',
    'affiliations_de': [
        'CDU', 'CSU', 'SPD', 'Grüne', 'FDP', 'Die Linke', 'Eine andere demokratische Partei'
    ],
    'affiliations_en': [
        'CDU', 'CSU', 'SPD', 'Greens', 'FDP', 'The Left', 'Another democratic party'
    ],
    'affiliation_wish_de': 'Ich wünsche mir eine Mentorin oder einen Mentor aus einer dieser Parteien',
    'affiliation_wish_en': 'I would like a mentor from one of these parties',
    'affiliation_nearest_de': 'Welcher Partei stehst du am nächsten?',
    'affiliation_nearest_en': 'Which party is closest to you?',
    'partner_source_de': 'Partei oder Parteijugend',
    'partner_source_en': 'A party or youth wing',
}


def keep_what_was_asked(apps, schema_editor):
    apps.get_model('cohorts', 'Programme').objects.update(**SO_FAR)
    apps.get_model('cohorts', 'Campaign').objects.filter(channel='party').update(channel='partner')
    schema_editor.execute(
        "UPDATE cohorts_cohort SET left_out = array_replace(left_out, 'party_wish', 'affiliation_wish')"
    )


class Migration(migrations.Migration):

    dependencies = [
        ('cohorts', '0004_states'),
    ]

    operations = [
        migrations.AddField(
            model_name='programme',
            name='affiliation_label_de',
            field=models.CharField(blank=True, max_length=60, verbose_name='what mentors belong to is called (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliation_label_en',
            field=models.CharField(blank=True, max_length=60, verbose_name='what mentors belong to is called (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliation_nearest_de',
            field=models.CharField(blank=True, max_length=160, verbose_name='background question (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliation_nearest_en',
            field=models.CharField(blank=True, max_length=160, verbose_name='background question (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliation_wish_de',
            field=models.CharField(blank=True, max_length=160, verbose_name='question about the wish (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliation_wish_en',
            field=models.CharField(blank=True, max_length=160, verbose_name='question about the wish (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliations_de',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None, verbose_name='what mentors belong to (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='affiliations_en',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None, verbose_name='what mentors belong to (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='function_hint_de',
            field=models.CharField(blank=True, max_length=120, verbose_name='example (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='function_hint_en',
            field=models.CharField(blank=True, max_length=120, verbose_name='example (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='function_label_de',
            field=models.CharField(blank=True, max_length=60, verbose_name='what mentors do is called (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='function_label_en',
            field=models.CharField(blank=True, max_length=60, verbose_name='what mentors do is called (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='has_offices',
            field=models.BooleanField(default=True, help_text='People who plan, log and answer for a mentor, by a link of their own.', verbose_name='mentors may have an office'),
        ),
        migrations.AddField(
            model_name='programme',
            name='mentors_are_de',
            field=models.TextField(blank=True, max_length=300, verbose_name='who the mentors are (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='mentors_are_en',
            field=models.TextField(blank=True, max_length=300, verbose_name='who the mentors are (English)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='partner_source_de',
            field=models.CharField(blank=True, max_length=60, verbose_name='way to hear of us: partners are called (German)'),
        ),
        migrations.AddField(
            model_name='programme',
            name='partner_source_en',
            field=models.CharField(blank=True, max_length=60, verbose_name='way to hear of us: partners are called (English)'),
        ),
        migrations.AlterField(
            model_name='campaign',
            name='channel',
            field=models.CharField(choices=[('school', 'School or university'), ('friends', 'Friends or family'), ('social_media', 'Social media'), ('youth_work', 'Youth work or association'), ('partner', 'A partner organisation'), ('poster', 'Poster or flyer'), ('press', 'Press or website'), ('other', 'Somewhere else')], max_length=20, verbose_name='channel'),
        ),
        migrations.AlterField(
            model_name='cohort',
            name='left_out',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('topics', 'Topics of interest'), ('hope', 'What should be different after a year'), ('times', 'Good times'), ('mentor_wish', 'Wishes for a mentor'), ('affiliation_wish', "Wish about a mentor's affiliation"), ('background', 'Voluntary background questions'), ('source', 'How they heard of us')], max_length=20), blank=True, default=list, size=None, verbose_name='questions that are not asked'),
        ),
        migrations.RunPython(keep_what_was_asked, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('affiliations_en__len', 0), ('affiliations_en__len', models.F('affiliations_de__len')), _connector='OR'), name='programme_affiliations_agree', violation_error_message='There must be as many English names as German ones, or none.'),
        ),
        migrations.AddConstraint(
            model_name='programme',
            constraint=models.CheckConstraint(condition=models.Q(('affiliations_de__len', 0), models.Q(('affiliation_label_de', ''), _negated=True), _connector='OR'), name='programme_affiliations_are_called', violation_error_message='Please say what mentors belong to is called.'),
        ),
    ]

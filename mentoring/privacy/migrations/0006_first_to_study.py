from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0005_affiliations'),
    ]

    operations = [
        migrations.AlterField(
            model_name='voluntaryanswer',
            name='question',
            field=models.CharField(choices=[('migration_history', 'Did you or your parents move to Germany?'), ('first_to_study', 'Are you, or would you be, the first in your family to study?'), ('money', 'Is money tight in your family?'), ('disability', 'Do you live with a disability or a long illness?'), ('affiliation', 'Which of these is closest to you?'), ('affiliation_wish', 'I would like a mentor from one of these')], max_length=30, verbose_name='question'),
        ),
    ]

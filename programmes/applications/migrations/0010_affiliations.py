from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0009_names'),
    ]

    operations = [
        migrations.AlterField(
            model_name='application',
            name='source',
            field=models.CharField(blank=True, choices=[('school', 'School or university'), ('friends', 'Friends or family'), ('social_media', 'Social media'), ('youth_work', 'Youth work or association'), ('partner', 'A partner organisation'), ('poster', 'Poster or flyer'), ('press', 'Press or website'), ('other', 'Somewhere else')], max_length=20, verbose_name='how they heard of us'),
        ),
        migrations.RunSQL(
            "UPDATE applications_application SET source = 'partner' WHERE source = 'party'",
            "UPDATE applications_application SET source = 'party' WHERE source = 'partner'",
        ),
    ]

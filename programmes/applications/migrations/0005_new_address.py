from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('applications', '0004_search'),
    ]

    operations = [
        migrations.AddField(
            model_name='application',
            name='new_email',
            field=models.EmailField(blank=True, default='', editable=False, max_length=254),
            preserve_default=False,
        ),
    ]

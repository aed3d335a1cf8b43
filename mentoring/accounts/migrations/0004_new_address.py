from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_names")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="new_email",
            field=models.EmailField(blank=True, editable=False, max_length=254),
        ),
    ]

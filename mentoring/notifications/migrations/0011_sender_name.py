"""Mails go out in the name of the programme that they come from."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("notifications", "0010_mail_texts"),)
    operations = (
        migrations.AddField(
            model_name="mail",
            name="sender_name",
            field=models.CharField(blank=True, max_length=80, verbose_name="name of the sender"),
        ),
    )

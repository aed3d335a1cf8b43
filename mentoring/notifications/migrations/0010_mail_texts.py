import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cohorts", "0004_states"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("notifications", "0009_names"),
    ]

    operations = [
        migrations.CreateModel(
            name="MailText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("template", models.CharField(max_length=60, verbose_name="mail")),
                ("language", models.CharField(choices=[("de", "German"), ("de-informal", "German (informal)"), ("en", "English")], max_length=15, verbose_name="language")),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("text", models.TextField(max_length=8000, verbose_name="text")),
                ("changed_at", models.DateTimeField(editable=False, verbose_name="changed")),
                ("changed_by", models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="changed by")),
                ("cohort", models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="mail_texts", to="cohorts.cohort", verbose_name="cohort")),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="mail_texts", to="cohorts.programme", verbose_name="programme")),
            ],
            options={
                "verbose_name": "text of a mail",
                "verbose_name_plural": "texts of mails",
                "ordering": ("programme", "template", "language"),
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "cohort", "template", "language"), name="mail_text_once", nulls_distinct=False),
                ],
            },
        ),
    ]

"""Rows from before take the time of their state from the history."""

from django.db import migrations

FROM_HISTORY = """
UPDATE applications_{model} AS row SET state_since = history.at
FROM (
    SELECT object_id, max(at) AS at FROM common_transition
    JOIN django_content_type AS kind ON kind.id = content_type_id
    WHERE kind.app_label = 'applications' AND kind.model = '{model}'
    GROUP BY object_id
) AS history
WHERE history.object_id = row.id
"""


class Migration(migrations.Migration):
    dependencies = [
        ("applications", "0002_season"),
        ("common", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.RunSQL(FROM_HISTORY.format(model=model), migrations.RunSQL.noop)
        for model in ("application", "interview")
    ]

from django.db import migrations


def renamed(table):
    """The rules that compare wishes and affiliations, under their new names."""
    return f"""
        UPDATE {table} SET "table" = replace(
            replace("table"::text, '"party_wish"', '"affiliation_wish"'), '"party"', '"affiliation"'
        )::jsonb WHERE "table"::text LIKE '%"party%'
    """


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0001_initial'),
    ]

    operations = [
        migrations.RenameField(
            model_name='run',
            old_name='with_party_wishes',
            new_name='with_affiliation_wishes',
        ),
        migrations.RunSQL([renamed('matching_cohortcriteria'), renamed('matching_run')], ''),
    ]

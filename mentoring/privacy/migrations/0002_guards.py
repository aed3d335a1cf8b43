"""What the database itself sees to, whoever writes: services, admin, shell or a second program."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION privacy_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""
TABLES = ("privacy_consenttext", "privacy_consent", "privacy_accesslog")

# The copies in a consent are those of its text.
CONSENT_COPIES = """
ALTER TABLE privacy_consent ADD CONSTRAINT consent_copies_its_text
    FOREIGN KEY (text_id, purpose, version, language, sha256)
    REFERENCES privacy_consenttext (id, purpose, version, language, sha256);
"""

# The lock comes first: a withdrawal holds it too, so either it sees the answer or we see it.
ANSWER_NEEDS_CONSENT = """
CREATE FUNCTION privacy_answer_needs_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM privacy_subject WHERE id = NEW.subject_id AND erased_at IS NULL FOR SHARE;
    IF NOT FOUND OR NOT EXISTS (
        SELECT 1 FROM privacy_consent given
        WHERE given.id = NEW.consent_id AND given.kind = 'given'
          AND given.subject_id = NEW.subject_id AND given.purpose = NEW.purpose
          AND NOT EXISTS (
              SELECT 1 FROM privacy_consent later
              WHERE later.subject_id = given.subject_id AND later.purpose = given.purpose
                AND later.kind = 'withdrawn' AND later.id > given.id)
    ) THEN
        RAISE EXCEPTION 'a voluntary answer needs a consent that holds'
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER answer_needs_consent BEFORE INSERT OR UPDATE ON privacy_voluntaryanswer
    FOR EACH ROW EXECUTE FUNCTION privacy_answer_needs_consent();
"""

# Whatever forgets to delete the answers, a withdrawal does not leave them behind.
WITHDRAWAL_DELETES = """
CREATE FUNCTION privacy_withdrawal_deletes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM privacy_subject WHERE id = NEW.subject_id FOR UPDATE;
    DELETE FROM privacy_voluntaryanswer
        WHERE subject_id = NEW.subject_id AND purpose = NEW.purpose;
    RETURN NULL;
END $$;
CREATE TRIGGER withdrawal_deletes AFTER INSERT ON privacy_consent
    FOR EACH ROW WHEN (NEW.kind = 'withdrawn') EXECUTE FUNCTION privacy_withdrawal_deletes();
"""


def append_only(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        f"CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION privacy_append_only();",
        f"DROP TRIGGER append_only ON {table};",
    )


class Migration(migrations.Migration):
    dependencies = [("privacy", "0001_initial")]

    operations = [
        migrations.RunSQL(APPEND_ONLY, "DROP FUNCTION privacy_append_only();"),
        *(append_only(table) for table in TABLES),
        migrations.RunSQL(
            CONSENT_COPIES, "ALTER TABLE privacy_consent DROP CONSTRAINT consent_copies_its_text;"
        ),
        migrations.RunSQL(
            ANSWER_NEEDS_CONSENT, "DROP FUNCTION privacy_answer_needs_consent() CASCADE;"
        ),
        migrations.RunSQL(
            WITHDRAWAL_DELETES, "DROP FUNCTION privacy_withdrawal_deletes() CASCADE;"
        ),
    ]

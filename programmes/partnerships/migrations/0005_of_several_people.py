"""Nobody is put together with themselves: profiles of one account are never in one partnership."""

from django.db import migrations

GUARD = """
CREATE FUNCTION partnership_of_several_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (
        SELECT count(*) > count(DISTINCT user_id) FROM profiles_profile
        WHERE id IN (NEW.mentee_id, NEW.mentor_id, NEW.co_mentor_id)
    ) THEN
        RAISE EXCEPTION 'a partnership is of several people'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'partnership_of_several_people';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER partnership_of_several_people
    BEFORE INSERT OR UPDATE OF mentee_id, mentor_id, co_mentor_id ON partnerships_partnership
    FOR EACH ROW EXECUTE FUNCTION partnership_of_several_people();
"""
UNDO = """
DROP TRIGGER partnership_of_several_people ON partnerships_partnership;
DROP FUNCTION partnership_of_several_people();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("partnerships", "0004_rhythm"),
        ("profiles", "0012_names"),
    ]

    operations = [migrations.RunSQL(GUARD, UNDO)]

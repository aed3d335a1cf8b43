"""What `make mutants` takes away is there to be taken, and no constraint is left out."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection

from tests.architecture import guards
from tests.architecture.guards import ROOMS, ROOT

LISTED = guards.listed()
POLICIES = list(guards.policies())
# What Django adds to foreign keys and to numbers that are not negative.
BY_DJANGO = re.compile(r"_fk_|^[a-z]+_[a-z]+_\w+_check$")
REFUSING_NOTHING = {
    "consent_text_identity",  # the primary key says no first; a foreign key needs it to point at
    "withdrawal_deletes",  # a trigger that does something
}
GUARDS = """
WITH ours AS (SELECT oid FROM pg_class WHERE relname = ANY(%(tables)s))
SELECT conname FROM pg_constraint JOIN ours ON ours.oid = conrelid
WHERE contype IN ('c', 'f', 'u', 'x')
UNION
SELECT indexrelid::regclass::text FROM pg_index JOIN ours ON ours.oid = indrelid
WHERE indisunique AND NOT indisprimary
UNION
SELECT tgname FROM pg_trigger JOIN ours ON ours.oid = tgrelid WHERE NOT tgisinternal
"""


@pytest.mark.parametrize("guard", [*LISTED, *POLICIES], ids=lambda guard: guard.protects)
def test_a_guard_can_be_taken_away(guard):
    assert guard.occurrences == 1
    ast.parse(guard.broken())


def test_a_guard_is_listed_once_and_missed_by_tests_that_exist():
    assert len(set(LISTED)) == len(LISTED)
    named = {test.partition("::")[0] for guard in (*LISTED, *POLICIES) for test in guard.tests}
    assert {test for test in named if not (ROOT / test).is_file()} == set()


def test_each_app_with_policies_is_looked_at():
    assert {ROOT / guard.file for guard in POLICIES} == set(guards.policy_files())


@pytest.mark.django_db
def test_each_guard_of_the_database_is_met_by_a_test_that_goes_around_the_services():
    """In a file that uses `refused_by`, so that `make mutants` drops it there."""
    texts = [path.read_text() for path in guards.files_around_services(ROOT)]
    named = {name for text in texts for name in re.findall(r'"(\w+)"', text)}
    assert guards_of_the_database() - named == REFUSING_NOTHING


def guards_of_the_database():
    """Constraints, unique indexes and triggers of our tables, by name."""
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in ROOMS]
    with connection.cursor() as cursor:
        cursor.execute(GUARDS, {"tables": [model._meta.db_table for model in ours]})
        return {name for (name,) in cursor.fetchall() if not BY_DJANGO.search(name)}

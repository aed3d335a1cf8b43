"""What the database itself refuses, whatever the services let through."""

import copy
import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

# Set by `make mutants`: the file in which each test that relies on a guard notes that it missed it.
MISSED = "MISSED_GUARDS"


class NothingRefusedError(Exception):
    """A guard is off, and what it refuses has been written."""


@contextmanager
def refused_by(guard: str) -> Iterator[None]:
    """What the block writes, past all services, runs into that constraint or trigger."""
    off = _without(guard) if MISSED in os.environ else nullcontext()
    with (
        pytest.raises((IntegrityError, NothingRefusedError)) as refusal,
        transaction.atomic(),
        off,
    ):
        yield
    if isinstance(refusal.value, IntegrityError):
        told = refusal.value.__cause__.diag
        # A trigger has no name in the error; the function that it calls is named after it.
        assert guard == told.constraint_name or f"_{guard}()" in (told.context or "")


def change(row: Model, **columns: Any) -> None:
    """Write `columns`, as a program would that knows no services."""
    type(row)._base_manager.filter(pk=row.pk).update(**columns)


def insert_again(row: Model, **columns: Any) -> None:
    """A second row like `row`, but for its key and `columns`."""
    twin = copy.copy(row)
    key = row._meta.pk
    twin.pk = key.get_default() if key.has_default() else None
    for name, value in columns.items():
        setattr(twin, name, value)
    twin.save(force_insert=True)


# Where a guard stands, and how it goes; a condition makes a unique constraint a mere index.
GUARDS = {
    "SELECT conrelid::regclass FROM pg_constraint WHERE conname = %s": (
        "ALTER TABLE {table} DROP CONSTRAINT {guard} CASCADE"
    ),
    "SELECT tgrelid::regclass FROM pg_trigger WHERE tgname = %s": (
        "ALTER TABLE {table} DISABLE TRIGGER {guard}"
    ),
    "SELECT oid::regclass FROM pg_class WHERE relname = %s": "DROP INDEX {guard}",
}


@contextmanager
def _without(guard: str) -> Iterator[None]:
    """Take it away until the transaction is rolled back; note that nothing was refused."""
    with connection.cursor() as cursor:
        # What still waits to be checked would keep the table from being altered.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for where, command in GUARDS.items():
            cursor.execute(where, [guard])
            tables = [table for (table,) in cursor.fetchall()]
            for table in tables:
                cursor.execute(command.format(table=table, guard=guard))
            if tables:
                break
    yield
    with Path(os.environ[MISSED]).open("a") as file:
        file.write(f"{guard}\n")
    raise NothingRefusedError

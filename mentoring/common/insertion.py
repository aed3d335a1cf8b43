"""Writing a row unless it is there already, with the database as the judge."""

import functools
from collections.abc import Sequence
from typing import Any

from django.db import connection
from django.db.models import Model


def insert_once(row: Model) -> bool:
    """Write `row` and say so; False if one of its unique values is taken, also by who writes now.

    The ORM needs two statements to tell whether a row is new, and more time to build them.
    """
    with connection.cursor() as cursor:
        values = [_value(row, column) for column in _columns(type(row))]
        cursor.execute(_statement(type(row)), values)
        if not cursor.rowcount:
            return False
    row._state.adding = False
    return True


@functools.cache
def _statement(model: type[Model]) -> str:
    names = ", ".join(f'"{column.column}"' for column in _columns(model))
    values = ", ".join("%s" for _column in _columns(model))
    # The names come from the model, not from anybody's input.
    table = f'"{model._meta.db_table}" ({names}) VALUES ({values})'
    return f"INSERT INTO {table} ON CONFLICT DO NOTHING"


@functools.cache
def _columns(model: type[Model]) -> Sequence[Any]:
    """What we write: the database computes the others itself."""
    return [column for column in model._meta.local_concrete_fields if not column.generated]


def _value(row: Model, column: Any) -> Any:
    return column.get_db_prep_save(column.pre_save(row, add=True), connection)

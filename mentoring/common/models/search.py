"""Finding and sorting people as people do; docs/adr/0015-names.md says why the database folds.

All letters are folded by one function of the database, `fold_text` (migration 0003 of this app),
which fills the columns and reads what is searched for.
"""

from typing import Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import connection
from django.db.models import F, Func, GeneratedField, Q, QuerySet, TextField, Value
from django.db.models.functions import Collate, Concat
from django.db.models.lookups import Exact

from mentoring.common.text import one_line

# The index knows three letters in a row.
SHORTEST_PART = 3
MOST_WORDS = 8
BY_LETTERS = "C"


def search_column(*fields: str) -> GeneratedField:
    """The words of `fields`, folded, with "Mueller" beside "Müller"; each begins after a space."""
    parts = [part for field in fields for part in (F(field), Value(" "))][:-1]
    words = Concat(*parts, output_field=TextField()) if len(fields) > 1 else parts[0]
    return GeneratedField(
        expression=Func(words, function="search_words", output_field=TextField()),
        output_field=TextField(),
        db_persist=True,
        editable=False,
    )


def sort_column(first: str, then: str) -> GeneratedField:
    """Where a name stands in a list: by the field `first`, by `then` where it is alike or blank."""
    return GeneratedField(
        expression=Func(F(first), F(then), function="sort_key", output_field=TextField()),
        output_field=TextField(db_collation=BY_LETTERS),
        db_persist=True,
        editable=False,
    )


def sorted_by(field: str) -> Collate:
    """For the order of short lists, which need no column for it."""
    return Collate(_folded(F(field)), BY_LETTERS)


def search_index(column: str, *, name: str) -> GinIndex:
    """Finds parts of words; for `search_column`."""
    return GinIndex(OpClass(F(column), name="gin_trgm_ops"), name=name)


def having_all(text: str, *columns: str) -> Q:
    """Rows with all words of `text` in any of `columns`.

    Short words count only where a word begins with them.
    """
    found = Q()
    for spellings in _words(text):
        anywhere = Q()
        for column in columns:
            for word in spellings:
                part = word if len(word) >= SHORTEST_PART else f" {word}"
                anywhere |= Q(**{f"{column}__contains": part})
        found &= anywhere
    return found


def is_alike(text: str, *fields: str) -> Exact:
    """Rows in which `fields`, joined by spaces, are `text` once both are folded."""
    parts = [part for field in fields for part in (F(field), Value(" "))]
    words = Concat(*parts, output_field=TextField())
    return Exact(_folded(words), _folded(Value(one_line(text), TextField())))


def either(*ways: QuerySet[Any]) -> Q:
    """Rows that any of `ways` finds, each by an index of its own; an OR across tables has none."""
    first, *others = (rows.order_by().values("pk") for rows in ways)
    return Q(pk__in=first.union(*others))


def _folded(words: Any) -> Func:
    return Func(words, function="fold_text", output_field=TextField())


def _words(text: str) -> list[set[str]]:
    """The folded words of `text`, each in its spellings: "Müller" is "muller" and "mueller"."""
    text = one_line(text)
    if not text:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT fold_text(%s), fold_text(spell_out(%s))", [text, text])
        folded: tuple[Any, Any] = cursor.fetchone()
    return [set(pair) for pair in zip(*(each.split() for each in folded), strict=True)][:MOST_WORDS]

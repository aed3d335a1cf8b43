"""Finding people by parts of their name or address, also among a million."""

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db.models import F, Func, GeneratedField, Q, TextField, Value
from django.db.models.functions import Concat, Lower

# Who looks for Yilmaz means Yılmaz, too. Letter by letter, as the database folds them alike.
ACCENTED = "àáâãäåąāçćčďđèéêëęěēğìíîïıīłñńňòóôõöøőřśşšșťţțùúûüůűūýÿźžż"
PLAIN = "aaaaaaaacccddeeeeeeegiiiiiilnnnooooooorsssstttuuuuuuuyyzzz"
FOLD = str.maketrans(ACCENTED, PLAIN)
# The index knows three letters in a row.
SHORTEST_PART = 3
MOST_WORDS = 8


def search_column(*fields: str) -> GeneratedField:
    """The words of `fields`, folded; each begins after a space."""
    parts = [part for field in fields for part in (Value(" "), F(field))]
    return GeneratedField(
        expression=Func(
            Lower(Concat(*parts, output_field=TextField())),
            Value(ACCENTED),
            Value(PLAIN),
            function="TRANSLATE",
            output_field=TextField(),
        ),
        output_field=TextField(),
        db_persist=True,
        editable=False,
    )


def search_index(column: str, *, name: str) -> GinIndex:
    """Finds parts of words; for `search_column`."""
    return GinIndex(OpClass(F(column), name="gin_trgm_ops"), name=name)


def having_all(column: str, text: str) -> Q:
    """Rows with all words of `text`; short words only where a word begins with them."""
    found = Q()
    for word in text.lower().translate(FOLD).split()[:MOST_WORDS]:
        part = word if len(word) >= SHORTEST_PART else f" {word}"
        found &= Q(**{f"{column}__contains": part})
    return found

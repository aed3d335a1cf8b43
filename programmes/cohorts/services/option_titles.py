"""The topics and needs of many rows at once, in the reader's language."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Model, OuterRef, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language


def titles_of(through: type[Model], owner: str, option: str, *, of: str = "pk") -> ArraySubquery:
    """An expression: the titles that hang on a row, in their order.

    `through` is the table between them, such as `Profile.topics.through`; `owner` and `option` are
    its columns. `of` says in which column of a row the owner stands.
    """
    german: Any = F(f"{option}__title_de")
    english = (get_language() or "de").startswith("en")
    title = Coalesce(NullIf(F(f"{option}__title_en"), Value("")), german) if english else german
    rows = through._default_manager.filter(**{owner: OuterRef(of)})
    return ArraySubquery(rows.order_by(f"{option}__position", option).values(said=title))

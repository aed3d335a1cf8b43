"""How many of somebody's places are taken; whoever takes them says so in its own `places.py`."""

from collections.abc import Callable
from functools import reduce
from operator import add
from typing import Any

from django.db.models import IntegerField, Value

from mentoring.common.registry import Registry

# An expression over profiles: how many places are taken of each.
Taken = Callable[[], Any]

_places: Registry[str, Taken] = Registry()


def register(name: str, taken: Taken) -> None:
    """Count what `taken` says as taken of each profile's capacity."""
    _places.register(name, taken)


def taken() -> Any:
    """For `annotate`: all that is taken of each profile's capacity."""
    nothing: Any = Value(0, output_field=IntegerField())
    return reduce(add, (count() for count in _places), nothing)

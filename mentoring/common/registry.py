"""What apps put on record when the server starts, found by name."""

from collections.abc import Hashable, Iterator
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Registry(Generic[K, V]):
    """Filled by the modules that `autodiscover_modules` imports, and only read afterwards."""

    def __init__(self) -> None:
        self._entries: dict[K, V] = {}

    def register(self, key: K, entry: V) -> None:
        """Put `entry` on record; whoever registers a key last has the say."""
        self._entries[key] = entry

    def get(self, key: K) -> V:
        """The entry of `key`.

        Raises:
            KeyError: no app has registered it.
        """
        return self._entries[key]

    def find(self, key: K) -> V | None:
        """The entry of `key`; None for rows whose app has meanwhile dropped it."""
        return self._entries.get(key)

    def items(self) -> list[tuple[K, V]]:
        """Keys and entries, in the order in which they came."""
        return list(self._entries.items())

    def __iter__(self) -> Iterator[V]:
        return iter(self._entries.values())

"""A cache that may be gone: what it would have answered is then simply not known."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import TimeoutError as TooSlow

log = logging.getLogger(__name__)
PAUSE = 5.0


class ForgivingRedisCache(RedisCache):
    """With Redis down, reads find nothing and writes are lost, but no page fails.

    Limits that stand in the cache are then lifted; those that keep secrets from being guessed
    stand in PostgreSQL. After a failure Redis is left alone for a few seconds, so that a dead
    host costs one time-out and not one for each key.
    """

    _asleep_until = 0.0

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._or(default, super().get, key, default, version)

    def get_many(self, keys: Any, version: int | None = None) -> Any:
        return self._or({}, super().get_many, keys, version)

    def has_key(self, key: Any, version: int | None = None) -> Any:
        return bool(self._or(None, super().has_key, key, version))

    def add(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> Any:
        return bool(self._or(1, super().add, key, value, *args, **kwargs))

    def set(self, key: Any, value: Any, *args: Any, **kwargs: Any) -> None:
        self._or(None, super().set, key, value, *args, **kwargs)

    def set_many(self, data: Any, *args: Any, **kwargs: Any) -> Any:
        return self._or([], super().set_many, data, *args, **kwargs)

    def delete(self, key: Any, version: int | None = None) -> Any:
        return bool(self._or(None, super().delete, key, version))

    def _or(self, instead: Any, ask: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if time.monotonic() < type(self)._asleep_until:
            return instead
        try:
            return ask(*args, **kwargs)
        except (Unreachable, TooSlow):
            type(self)._asleep_until = time.monotonic() + PAUSE
            log.warning("The cache does not answer; going on without it.")
            return instead

"""Races: the same thing done by several people at the same moment."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import wraps
from typing import Any

from django.db import connection, connections

# Far more than any race takes: who waits so long waits for something that does not come.
LONGEST = 20


class Meeting:
    """A point in the code that all threads of a race reach before one of them goes on.

    With the guard off they meet there, each with what it has read or written, which is the worst
    that can happen. A lock lets one through and keeps the others from coming: who is seen waiting
    for a lock of the database is not waited for, nor who has ended already.
    """

    def __init__(self, number: int = 2) -> None:
        self._number = number
        self._there: set[int] = set()
        self._ended = 0
        self._changed = threading.Condition()
        self.begun = threading.Event()

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, in front of which all meet."""

        @wraps(function)
        def met(*args: Any, **kwargs: Any) -> Any:
            self.wait()
            return function(*args, **kwargs)

        return met

    def after(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """`function`, behind which all meet, with its results in their hands."""

        @wraps(function)
        def met(*args: Any, **kwargs: Any) -> Any:
            result = function(*args, **kwargs)
            self.wait()
            return result

        return met

    def wait(self) -> None:
        """Until all are there who can come; whoever has met once, and the test itself, passes by.

        Raises:
            TimeoutError: somebody neither comes nor ends nor waits for a lock.
        """
        me, until = threading.get_ident(), time.monotonic() + LONGEST
        with self._changed:
            if me in {*self._there, threading.main_thread().ident}:
                return
            self._there.add(me)
            self.begun.set()
            self._changed.notify_all()
            while len(self._there) + self._ended + _waiting_for_locks() < self._number:
                # No database tells that somebody has begun to wait, so it is asked.
                self._changed.wait(timeout=0.02)
                if time.monotonic() > until:
                    raise TimeoutError("the threads of a race did not meet")

    def end(self) -> None:
        """The thread comes no more."""
        with self._changed:
            if threading.get_ident() not in self._there:
                self._ended += 1
            self._changed.notify_all()


def _waiting_for_locks() -> int:
    with connection.cursor() as cursor:
        # Within a transaction the activity is read once and kept.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return int(cursor.fetchone()[0])


def at_once(*calls: Callable[[], Any], meetings: tuple[Meeting, ...] = ()) -> list[Any]:
    """Run `calls` in threads with a connection each; the results, or the errors as they came.

    All begin at one moment, each with an open connection.
    """
    start = threading.Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            start.wait(timeout=LONGEST)
            return call()
        except Exception as error:
            return error
        finally:
            for meeting in meetings:
                meeting.end()
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))

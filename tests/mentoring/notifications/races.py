"""Several at once, each with a connection of its own."""

import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.db import connection


def at_once(works: Iterable[Callable[[], Any]]) -> list[Any]:
    """Run all at the same moment; what each returned or the name of its error, in no order."""
    works = list(works)
    start, results = threading.Barrier(len(works)), []

    def run(work: Callable[[], Any]) -> None:
        try:
            start.wait()
            results.append(work())
        except Exception as error:
            results.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results

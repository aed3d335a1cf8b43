"""Many people who open pages, with a pause after each."""

import http.client
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.load.site import Site

PAUSE = 1.0
WARM_UP = 5.0
SECONDS = 25.0
HEADERS = {"Accept-Language": "de", "Accept-Encoding": "gzip"}


@dataclass
class Crowd:
    """`count` people who open what `choose` says; only what comes after the warm-up counts."""

    site: Site
    count: int
    choose: Callable[[int], str]
    took: list[float] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    cpu_ms: float = 0.0

    def visit(self) -> "Crowd":
        people = [threading.Thread(target=self._person, args=[n]) for n in range(self.count)]
        begun = time.perf_counter()
        self._until = begun + WARM_UP + SECONDS
        for person in people:
            person.start()
        time.sleep(WARM_UP)
        self.took.clear()
        used = self.site.cpu_seconds()
        time.sleep(max(0.0, self._until - time.perf_counter()))
        used = self.site.cpu_seconds() - used
        self.cpu_ms = used / max(1, len(self.took)) * 1000
        for person in people:
            person.join()
        return self

    def _person(self, number: int) -> None:
        # People do not come in step.
        time.sleep(PAUSE * number / self.count)
        turn = 0
        while time.perf_counter() < self._until:
            begun = time.perf_counter()
            status = self._open(self.choose(number + turn))
            self.took.append((time.perf_counter() - begun) * 1000)
            if status != http.client.OK:
                self.refused.append(status)
            turn += 1
            time.sleep(PAUSE)

    def _open(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        try:
            connection.request("GET", path, headers=HEADERS)
            answer = connection.getresponse()
            answer.read()
            return answer.status
        finally:
            connection.close()

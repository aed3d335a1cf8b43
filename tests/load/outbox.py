"""How many mails a second the workers, one a core, hand to a mail server on the same machine.

Real database, real SMTP, the server in a process of its own. Prints one JSON line.
"""

import json
import multiprocessing
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentoring.settings")
django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402

from mentoring.common import clock  # noqa: E402
from mentoring.notifications.models import Mail  # noqa: E402
from mentoring.notifications.services import outbox, relay, wake_worker  # noqa: E402
from mentoring.notifications.states import State  # noqa: E402

COUNT = 2000
TARGET = 200


@contextmanager
def database() -> Iterator[None]:
    """An empty one, so that nobody's own mails go anywhere."""
    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


@contextmanager
def mail_server() -> Iterator[None]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "aiosmtpd", "--nosetuid", "--listen", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--class", "aiosmtpd.handlers.Sink"])
    try:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        wait_for(port)
        yield
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError


def fill(count: int) -> None:
    wake_worker._quiet_until = float("inf")
    for number in range(count):
        outbox.post(
            kind="account_notice",
            key=f"bench:{number}",
            to=f"person{number}@example.org",
            language="de",
            template="sign_in/notice",
            context={"change": "Bench", "sign_in_url": "http://localhost/"},
            recipient_name="Ada Müller",
            now=clock.now(),
        )


def work(_number: int) -> int:
    return relay.deliver(now=clock.now())["sent"]


def main() -> bool:
    with database(), mail_server():
        fill(COUNT)
        connection.close()
        begun = time.perf_counter()
        # Forked, as Celery's workers are.
        with multiprocessing.get_context("fork").Pool() as workers:
            sent = sum(workers.map(work, range(workers._processes)))
        rate = COUNT / (time.perf_counter() - begun)
        whole = sent == Mail.objects.filter(state=State.SENT).count() == COUNT
    ok = whole and rate >= TARGET
    line = {
        "name": "outbox",
        "value": round(rate, 1),
        "unit": "mails/s",
        "target": TARGET,
        "ok": ok,
    }
    print(json.dumps(line))
    return ok


if __name__ == "__main__":
    sys.exit(not main())

"""The whole software as in production: web server, worker, database, queue, mail server."""

import os
import secrets
import sys
import tempfile
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psutil
import psycopg2

from mentoring.launcher.processes import Processes
from mentoring.launcher.valkey import free_port

CHECKOUT = Path(__file__).parents[2]
MANAGE = [sys.executable, str(CHECKOUT / "manage.py")]
# As in the Dockerfile.
GUNICORN = ("--workers=3", "--threads=4", "--worker-tmp-dir=/dev/shm", "--no-control-socket")


@dataclass(frozen=True)
class Site:
    port: int
    web: psutil.Process
    env: dict[str, str]

    def cpu_seconds(self) -> float:
        """What the web server has used so far, all its processes together."""
        family = [self.web, *self.web.children(recursive=True)]
        times = [process.cpu_times() for process in family]
        return sum(each.user + each.system for each in times)


@contextmanager
def running() -> Iterator[Site]:
    """The site with the demo in it; all of it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, database() as url, Processes() as processes:
        port, sink = free_port(), free_port()
        env = environment(url, port, sink, folder)
        handler = ["--class", "aiosmtpd.handlers.Sink", "--listen", f"127.0.0.1:{sink}"]
        processes.start("mail", [sys.executable, "-m", "aiosmtpd", "--nosetuid", *handler])
        processes.run("static", [*MANAGE, "collectstatic", "--verbosity=0", "--no-input"], env=env)
        processes.run("tables", [*MANAGE, "migrate", "--verbosity=0"], env=env)
        processes.run("demo", [*MANAGE, "demo"], env=env | {"DEBUG": "true"})
        web = start_web(processes, env, port)
        start_worker(processes, env, folder)
        processes.wait_until(lambda: answers(port), "The web server")
        yield Site(port, web, env)


def environment(url: str, port: int, sink: int, folder: str) -> dict[str, str]:
    return os.environ | {
        "DATABASE_URL": url,
        "DEBUG": "false",
        "DJANGO_SETTINGS_MODULE": "tests.load.settings",
        "PYTHONPATH": str(CHECKOUT),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "SITE_URL": f"http://127.0.0.1:{port}",
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_SSL_REDIRECT": "false",
        "EMAIL_URL": f"smtp://127.0.0.1:{sink}",
        "STATIC_ROOT": f"{folder}/static",
        "LOG_LEVEL": "WARNING",
    }


def start_web(processes: Processes, env: dict[str, str], port: int) -> psutil.Process:
    command = [sys.executable, "-m", "gunicorn", "mentoring.wsgi", f"--bind=127.0.0.1:{port}"]
    options = [*GUNICORN, "--log-level=warning"]
    return psutil.Process(processes.start("web", [*command, *options], env=env).process.pid)


def start_worker(processes: Processes, env: dict[str, str], folder: str) -> None:
    python = [sys.executable, "-W", "ignore:You're running the worker"]
    options = ["--beat", f"--schedule={folder}/beat", "--concurrency=2", "--loglevel=WARNING"]
    celery = [*python, "-m", "celery", "--app=mentoring", "--quiet", "worker", *options]
    processes.start("worker", celery, env=env)


def answers(port: int) -> bool:
    with suppress(OSError):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready/", timeout=5).close()
        return True
    return False


@contextmanager
def database() -> Iterator[str]:
    """An empty database beside the one that DATABASE_URL names."""
    name = f"bench_{secrets.token_hex(4)}"
    address = urlsplit(os.environ["DATABASE_URL"])
    execute(f"CREATE DATABASE {name}")
    try:
        yield urlunsplit(address._replace(path=f"/{name}"))
    finally:
        execute(f"DROP DATABASE {name} WITH (FORCE)")


def execute(statement: str) -> None:
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = True
    try:
        connection.cursor().execute(statement)
    finally:
        connection.close()

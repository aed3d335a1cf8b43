"""`make run`: the whole software on one machine, with its demo."""

import os
import socket
import sys
import urllib.error
import urllib.request
from pathlib import Path

from mentoring.launcher import folder, services, shell
from mentoring.launcher.processes import ChildError, Processes
from mentoring.launcher.valkey import free_port

MANAGE = [sys.executable, str(folder.CHECKOUT / "manage.py")]


def run(port: int) -> None:
    """Run until somebody stops it; a process that fails ends the rest.

    Raises:
        FolderError: the folder is in use, or somebody else's.
        ChildError: the port is taken, or a process that is needed has ended.
        Interrupted: somebody asked us to stop.
    """
    with folder.locked(folder.own_folder()) as place, Processes() as processes:
        _refuse_taken(port)
        env = _environment(processes, place, port)
        processes.run("Migrating", [*MANAGE, "migrate", "--verbosity=0"], env=env)
        _start_web(processes, env, port)
        address = f"http://localhost:{port}"
        processes.wait_until(lambda: _answers(address), "The web server")
        _announce(address, place)
        _start_worker(processes, env, place)
        with shell.announced(place, env):
            _show_demo(processes, env)
            processes.watch()


def _environment(processes: Processes, place: Path, port: int) -> dict[str, str]:
    env = services.start(processes, place, durable=True)
    env.setdefault("SITE_URL", f"http://localhost:{port}")
    env.setdefault("DJANGO_RUNSERVER_HIDE_WARNING", "true")
    if not env.get("EMAIL_URL"):
        sink = free_port()
        env["EMAIL_URL"] = f"smtp://127.0.0.1:{sink}"
        # It swallows what it gets: the mailbox page shows each mail from the outbox.
        handler = ["--class", "aiosmtpd.handlers.Sink", "--listen", f"127.0.0.1:{sink}"]
        processes.start("Mail sink", [sys.executable, "-m", "aiosmtpd", "--nosetuid", *handler])
    return env


def _start_web(processes: Processes, env: dict[str, str], port: int) -> None:
    command = [*MANAGE, "runserver", f"localhost:{port}"]
    processes.start("The web server", command, env=env, foreground=True)


def _start_worker(processes: Processes, env: dict[str, str], place: Path) -> None:
    # Root is who a container runs as; here the worker sees only what its owner sends.
    python = [sys.executable, "-W", "ignore:You're running the worker"]
    celery = [*python, "-m", "celery", "--app=mentoring", "--quiet"]
    schedule = f"--schedule={place / 'beat-schedule'}"
    options = ["--beat", schedule, "--concurrency=2", "--loglevel=WARNING"]
    processes.start("The worker", [*celery, "worker", *options], env=env)


def _show_demo(processes: Processes, env: dict[str, str]) -> None:
    """Say who can sign in, and fill an empty database while the site answers already."""
    people = processes.start("demo people", [*MANAGE, "demo", "--people"], env=env, needed=False)
    people.process.wait()
    processes.start("demo", [*MANAGE, "demo", "--if-empty"], env=env, needed=False)


def _announce(address: str, place: Path) -> None:
    print(
        f"\n  Mentoring runs at  {address}"
        f"\n  Its mails land at  {address}/mailbox/"
        f"\n  Its data lies in   {place} (remove that to start afresh)"
        "\n  Ctrl-C stops it.\n",
        flush=True,
    )


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            raise ChildError(
                f"Port {port} cannot be used ({os.strerror(error.errno or 0)}). "
                f"Stop what listens there, or choose another: make run PORT={port + 1}"
            ) from None


def _answers(address: str) -> bool:
    try:
        urllib.request.urlopen(address, timeout=30).close()  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True

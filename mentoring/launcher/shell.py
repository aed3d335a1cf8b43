"""What `manage.py` works with in a plain shell, where nobody has set anything."""

import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from mentoring.launcher.folder import FolderError, own_folder

# They neither read nor write what an installation keeps.
WITHOUT_SERVER = {
    *("", "-h", "--help", "help", "--version", "version"),
    *("collectstatic", "compilemessages", "makemessages", "match_files"),
}
# What other commands need to reach the site that `make run` has started.
SHARED = ("DATABASE_URL", "DEBUG", "EMAIL_URL", "REDIS_URL", "SITE_URL")
NOTE = "environment.json"


class MissingSettingsError(Exception):
    """A command cannot run like this; the message tells the person at the terminal why."""


def settings_for(command: str, environ: Mapping[str, str]) -> dict[str, str]:
    """The settings that `command` gets on top of `environ`, which come first where there are any.

    Raises:
        MissingSettingsError: the command needs an installation, and none is named or running.
    """
    if environ.get("SECRET_KEY") or environ.get("DEBUG"):
        return {}
    if command in WITHOUT_SERVER:
        return {"SECRET_KEY": secrets.token_urlsafe(60), "SITE_URL": "http://localhost:8000"}
    if running := _running_site():
        return running
    raise MissingSettingsError(
        f"`manage.py {command}` needs an installation: start `make run` in another terminal, or"
        " set SECRET_KEY, SITE_URL and DATABASE_URL (docs/operators.md)."
    )


@contextmanager
def announced(folder: Path, env: Mapping[str, str]) -> Iterator[None]:
    """Let commands in other terminals find the running site; only its owner can read where."""
    note = folder / NOTE
    found = {name: env[name] for name in SHARED if name in env}
    with os.fdopen(os.open(note, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(found, file)
    try:
        yield
    finally:
        note.unlink(missing_ok=True)


def _running_site() -> dict[str, str]:
    try:
        found: dict[str, str] = json.loads((own_folder() / NOTE).read_text())
    except (OSError, ValueError, FolderError):
        return {}
    return found

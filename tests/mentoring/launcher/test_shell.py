"""Commands in a plain shell: what needs no server runs, everything else says what is missing."""

import os
import stat
import subprocess
import sys

import pytest

from mentoring.launcher import shell
from mentoring.launcher.folder import CHECKOUT
from mentoring.launcher.shell import MissingSettingsError, announced, settings_for


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    """No site of this checkout runs here, whatever runs elsewhere on the machine."""
    monkeypatch.setattr(shell, "own_folder", lambda: tmp_path)
    monkeypatch.setenv("MENTORING_FOLDER", str(tmp_path))
    return tmp_path


def manage(*arguments, **settings):
    """`manage.py` as in a shell in which nothing else is set."""
    plain = {"PATH": os.environ["PATH"], "MENTORING_FOLDER": os.environ["MENTORING_FOLDER"]}
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=CHECKOUT, env=plain | settings, capture_output=True, text=True, check=False
    )


def test_settings_that_are_given_come_first():
    assert settings_for("demo", {"SECRET_KEY": "given"}) == {}
    assert settings_for("demo", {"DEBUG": "true"}) == {}


def test_what_needs_no_server_gets_a_key_for_once():
    first, second = (settings_for("match_files", {})["SECRET_KEY"] for _ in range(2))
    assert first != second


def test_a_site_that_runs_is_found_until_it_stops(folder):
    with announced(folder, {"DATABASE_URL": "postgres://here", "SECRET_KEY": "stays"}):
        assert stat.S_IMODE((folder / shell.NOTE).stat().st_mode) == 0o600
        assert settings_for("demo", {}) == {"DATABASE_URL": "postgres://here"}
    with pytest.raises(MissingSettingsError, match="make run"):
        settings_for("demo", {})


def test_a_table_is_matched_without_any_setting():
    done = manage("match_files", "--help")
    assert done.returncode == 0, done.stderr
    assert "--criteria" in done.stdout


@pytest.mark.parametrize("command", ["demo", "run_due", "migrate"])
def test_without_an_installation_one_sentence_says_so(command):
    done = manage(command)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert f"manage.py {command}" in done.stderr


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"SECRET_KEY": "given"}, "SITE_URL"),
        ({"DEBUG": "true", "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none"}, "DATABASE_URL"),
    ],
    ids=["no address", "no database"],
)
def test_what_is_missing_is_named(given, said):
    done = manage("run_due", **given)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert said in done.stderr

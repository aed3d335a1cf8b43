"""Chromium for the browser tests: found, or installed where that is allowed."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_APT = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300"]


def find() -> str | None:
    """The path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def ensure() -> int:
    """Install Chromium if it is missing; fail where tests must not be left out."""
    if not find():
        _install()
    if find():
        return 0
    print(
        "\n*** No Chromium here, and none could be installed: the BROWSER TESTS ARE LEFT OUT. ***"
        "\n*** Install it (apt install chromium) or name one: CHROMIUM=/path make test ***\n",
        file=sys.stderr,
    )
    return 1 if tests_must_be_complete() else 0


def tests_must_be_complete() -> bool:
    """Whether a left-out test is a failure."""
    return os.environ.get("CI", "").lower() in {"1", "true", "yes"}


def _install() -> None:
    """Install it with apt, as root or where sudo asks for no password."""
    become_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not all(shutil.which(name) for name in ["apt-get", *become_root[:1]]):
        return
    print("Installing Chromium for the browser tests …", file=sys.stderr)
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for step in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run([*become_root, *_APT, *step], env=env, check=False)
        if done.returncode:
            return

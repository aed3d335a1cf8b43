"""What all tests share: the browser, and a loud word where there is none."""

import os

import pytest

from mentoring.launcher import chromium
from tests.client import SignedInClient

# Playwright keeps an event loop in the thread in which tests use the database, one after the other.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

NO_BROWSER = "no Chromium here: browser tests are left out"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The system's Chromium, without the calls home that would reach for the network."""
    quiet = ("background-networking", "component-update", "sync")
    arguments = [f"--disable-{name}" for name in quiet] + ["--no-sandbox"]
    return browser_type_launch_args | {"executable_path": chromium.find(), "args": arguments}


def pytest_collection_modifyitems(items):
    """Leave browser tests out where there is no browser, unless that must not be."""
    if chromium.find():
        return
    left_out = [item for item in items if item.get_closest_marker("browser")]
    if left_out and chromium.tests_must_be_complete():
        raise pytest.UsageError(NO_BROWSER)
    for item in left_out:
        item.add_marker(pytest.mark.skip(reason=NO_BROWSER))


def pytest_terminal_summary(terminalreporter):
    """Name what was left out, as dots in a row say nothing."""
    skipped = terminalreporter.stats.get("skipped", [])
    count = sum(NO_BROWSER in str(report.longrepr) for report in skipped)
    if count:
        terminalreporter.section("TESTS LEFT OUT", red=True)
        terminalreporter.line(f"{count} tests: {NO_BROWSER}; install Chromium to run them")


@pytest.fixture
def client():
    """A browser without pages; `force_login` also shows the second factor of who has one."""
    return SignedInClient()

"""What all tests share: the browser, and a loud word where there is none."""

import os
import sys
import uuid
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.template import engines
from django.template.base import Node
from django.utils import translation

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


@pytest.fixture(autouse=True)
def cache_of_its_own(settings):
    """Limits on the rate of requests stand in the cache; no test may use up another's.

    Who clears the cache empties a numbered database, so each worker of the run has its own.
    """
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    own = {
        "KEY_PREFIX": uuid.uuid4().hex,
        "LOCATION": urlsplit(settings.REDIS_URL)._replace(path=f"/{number}").geturl(),
    }
    settings.CACHES = {"default": settings.CACHES["default"] | own}


@pytest.fixture(autouse=True)
def language_of_the_house():
    """Whatever language a test leaves behind, the next one begins with that of the settings."""
    translation.deactivate()


@pytest.fixture
def client():
    """A browser without pages; `force_login` also shows the second factor of who has one."""
    return SignedInClient()


class Gap(str):
    """What a template shows for a variable that nobody gave: one of ours fails the test.

    Templates of packages count on silence; the engine asks a false value nothing further.
    """

    __slots__ = ()

    def __bool__(self):
        return _asked_by_our_template(sys._getframe(1))

    def __contains__(self, sign):
        return sign == "%s"  # the engine looks before it hands over the name

    def __mod__(self, variable):
        pytest.fail(f"a template of ours shows the missing variable “{variable}”")


def _asked_by_our_template(frame):
    while frame:
        node = frame.f_locals.get("self")
        if isinstance(node, Node) and hasattr(node, "origin"):
            return str(node.origin).startswith(str(settings.TEMPLATES[0]["DIRS"][0]))
        frame = frame.f_back
    return False


@pytest.fixture(autouse=True)
def missing_variables_fail(monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", Gap())


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """At the end, close the sessions of killed workers: they would hold the database."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )

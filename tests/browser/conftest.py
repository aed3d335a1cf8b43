"""A real browser in front of the running site, which tells what went wrong on a page."""

from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings

from mentoring.common import clock
from mentoring.common.actors import Actor
from programmes.admissions.models import Interview
from programmes.admissions.services import interviews
from programmes.admissions.states import Channel
from programmes.applications.models import Application
from programmes.cohorts.models import Cohort
from programmes.scheduling.states import Weekday
from tests.client import SignedInClient
from tests.factories.applications import make_application, make_interviewer
from tests.factories.cohorts import make_cohort

APPLICANT = Actor.holder("applicant")


@dataclass
class Watch:
    """What the console said and whom the page called."""

    host: str
    faults: list[str] = field(default_factory=list)

    def over(self, page):
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", self._called)
        return page

    def _heard(self, message):
        # An answer of 4xx, or a server taken away, is part of the play; faults of the page are not.
        expected = any(part in message.text for part in ("status of 4", "ERR_FAILED"))
        if message.type in {"error", "warning"} and not expected:
            self.faults.append(message.text)

    def _called(self, request):
        address = urlsplit(request.url)
        if address.scheme not in {"data", "about", "blob"} and address.netloc != self.host:
            self.faults.append(f"called {request.url}")


@pytest.fixture
def visit(browser, live_server):
    """Open a page in a browser of its own; a dirty console or a foreign request fails the test."""
    watch = Watch(urlsplit(live_server.url).netloc)
    contexts = []

    def open_browser(user=None, **options):
        usual = {
            "base_url": live_server.url,
            "locale": "en-GB",
            "timezone_id": "Europe/Berlin",
            "viewport": {"width": 1280, "height": 900},
        }
        context = browser.new_context(**usual | options)
        context.set_default_timeout(10_000)
        contexts.append(context)
        if user:
            context.add_cookies([session_of(user, live_server.url)])
        return watch.over(context.new_page())

    yield open_browser
    for context in contexts:
        context.close()
    assert watch.faults == []


def session_of(user, url):
    client = SignedInClient()
    client.force_login(user)
    name = settings.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}


@dataclass
class Site:
    """A programme that takes applications now, and somebody at each point of the way."""

    cohort: Cohort
    draft: Application
    minor: Application
    sent: Application
    booked: Interview

    @property
    def path(self):
        return self.cohort.programme.get_absolute_url()


@pytest.fixture
def site(live_server):
    now = clock.now()
    starts_on = (now + timedelta(days=90)).date()
    cohort = make_cohort(
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=30),
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=364),
    )
    hours = [(day, "09:00", "17:00") for day in Weekday.values]
    make_interviewer(cohort.programme, *hours)
    born = {"now": now, "birth_date": starts_on - timedelta(days=20 * 366)}
    child = born | {
        "birth_date": starts_on - timedelta(days=17 * 365),
        "guardian_email": "eltern@example.org",
    }
    return Site(
        cohort,
        draft=make_application(cohort, "draft", **born),
        minor=make_application(cohort, **child),
        sent=make_application(cohort, **born),
        booked=book(make_application(cohort, **born), now),
    )


def book(application, now):
    starts_at = interviews.slots_for(application, now=now)[3].starts_at
    how = {"channel": Channel.VIDEO, "zone": settings.TIME_ZONE, "by": APPLICANT, "now": now}
    return interviews.book(application, starts_at=starts_at, **how)

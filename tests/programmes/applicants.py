"""One programme on a Monday morning in March, with somebody at each point of the way."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from django.apps import apps

from mentoring.common.actors import Actor
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview
from programmes.admissions.services import interviews
from programmes.admissions.states import Channel
from programmes.applications import links
from programmes.applications.models import Application
from programmes.cohorts.models import Cohort
from tests.factories.applications import NOW, make_application, make_interviewer
from tests.factories.cohorts import make_cohort

WEDNESDAY_NINE = datetime(2026, 3, 4, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _monday_morning(time_machine):
    time_machine.move_to(NOW, tick=False)


@dataclass
class Site:
    """Addresses of the pages, as the mails name them."""

    cohort: Cohort
    draft: Application
    sent: Application
    booked: Interview

    def resume(self, slug=""):
        token = links.token_of(links.DRAFT, self.draft)
        return f"/apply/{token}/{slug}/" if slug else f"/apply/{token}/"

    def status(self, application=None, page=""):
        token = links.token_of(links.STATUS, application or self.sent)
        return f"/application/{token}/{page and page + '/'}"

    def interview(self, page=""):
        return f"/interview/{interview_token(self.booked)}/{page and page + '/'}"

    @property
    def guardian(self):
        return f"/guardian/{links.token_of(links.GUARDIAN, self.sent)}/"

    @property
    def start(self):
        return f"{self.cohort.programme.get_absolute_url()}apply/"

    @property
    def reads(self):
        """Every page that a mailed link opens, and the public ones."""
        slugs = ("name", "birth", "region", "support", "practical", "mentor", "background")
        return [
            self.cohort.programme.get_absolute_url(),
            self.start,
            "/links/",
            *(self.resume(slug) for slug in ("", *slugs, "source", "check", "pause")),
            self.status(),
            self.status(page="book"),
            self.status(page="data"),
            self.status(self.booked.application),
            self.interview(),
            self.interview("move"),
            self.guardian,
        ]


@pytest.fixture
def site(db):
    cohort = make_cohort(
        closes_at=datetime(2026, 4, 1, tzinfo=UTC),
        starts_on=date(2026, 5, 1),
        ends_on=date(2027, 4, 30),
    )
    make_interviewer(cohort.programme, (1, "09:00", "12:00"), (2, "09:00", "12:00"))
    of_age = {"birth_date": date(2001, 5, 17)}
    booked = interviews.book(
        make_application(cohort, **of_age),
        starts_at=WEDNESDAY_NINE,
        channel=Channel.VIDEO,
        zone="Europe/Berlin",
        by=Actor.holder("applicant"),
        now=NOW,
    )
    return Site(
        cohort,
        draft=make_application(cohort, "draft", **of_age),
        sent=make_application(cohort, **of_age),
        booked=booked,
    )


def everything():
    """All rows of all tables, to tell whether anything has changed."""
    return {
        model._meta.label: sorted(map(repr, model._default_manager.values()))
        for model in apps.get_models()
    }

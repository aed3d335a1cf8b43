"""Those who take the way through the programme, each with a browser of their own."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from mentoring.notifications.models import Mail
from mentoring.notifications.states import State
from programmes.admissions.models import Interview
from programmes.applications.models import Application
from programmes.cohorts.models import Cohort

LINK = re.compile(r"https?://[^/\s]+(/(\w+)/[\w:=-]+/)")


def mails_to(address: str, kind: str = "") -> list[Mail]:
    """What was mailed so far, oldest first."""
    mails = Mail.objects.filter(to=address).order_by("created_at", "due_at", "pk")
    return list(mails.filter(kind=kind) if kind else mails)


def newest(address: str, kind: str) -> Mail:
    return mails_to(address, kind)[-1]


def link_in(mail: Mail, page: str) -> str:
    """The path of the mail's link to `/<page>/…`, as somebody would tap it."""
    return next(path for path, first in LINK.findall(mail.text) if first == page)


def queued(address: str, kind: str) -> list[Mail]:
    return [mail for mail in mails_to(address, kind) if mail.state == State.QUEUED]


@dataclass
class Applicant:
    """Answers the form page by page, following the redirects as a browser does."""

    cohort: Cohort
    email: str = "amina@example.org"
    born: tuple[int, int, int] = (17, 5, 2003)
    # The campaign code on the poster.
    via: str = ""
    client: Client = field(default_factory=Client)
    page: HttpResponse | None = None

    def answers(self) -> dict[str, dict[str, Any]]:
        """What is typed on each page, in the order of the pages."""
        day, month, year = self.born
        birth = {"birth_date_day": day, "birth_date_month": month, "birth_date_year": year}
        return {
            "name": {"given_name": "Amina", "family_name": "Yılmaz", "email": self.email},
            "birth": birth,
            "guardian": {"guardian_email": "eltern@example.org"},
            "region": {"region": "SN"},
            "support": {"needs": [self.cohort.supportneeds.first().pk], "hope": "Mut"},
            "practical": {"languages": ["de", "tr"], "meeting_format": "video"},
            "mentor": {"mentor_wish": "Jemand, der zuhört"},
            "background": {},
            "source": {"source": "poster"},
        }

    @property
    def application(self) -> Application:
        return Application.objects.filter(email=self.email).latest("created_at")

    @property
    def interview(self) -> Interview:
        return self.application.interviews.booked().get()

    @property
    def url(self) -> str:
        return self.page.request["PATH_INFO"]

    @property
    def text(self) -> str:
        return self.page.content.decode()

    def open(self, url: str) -> HttpResponse:
        self.page = self.client.get(url, follow=True)
        return self.page

    def send(self, url: str | None = None, **values: Any) -> HttpResponse:
        self.page = self.client.post(url or self.url, values, follow=True)
        return self.page

    def start(self) -> None:
        slug = self.cohort.programme.slug
        if self.via:
            self.open(reverse("applications:go", args=[self.via]))
            assert f"via={self.via}" in self.text
        else:
            self.open(reverse("applications:programme", args=[slug]))
        self.open(f"{reverse('applications:start', args=[slug])}?via={self.via}")
        self.send(**self.answers()["name"], via=self.via)

    def answer_pages(self, until: str = "") -> None:
        """Answer the page one is on and those after it, up to the page `until` or the summary."""
        answers = self.answers()
        while (slug := self.url.rstrip("/").rpartition("/")[2]) not in {"check", until}:
            self.send(**answers[slug])

    def apply(self) -> Application:
        """All the way to the page with free times."""
        self.start()
        self.answer_pages()
        self.send()
        return self.application

    def book(self, starts_at: datetime, **changes: Any) -> HttpResponse:
        """Choose a time on the page one is on."""
        usual = {"channel": "video", "zone": "Europe/Berlin", "slot": starts_at.isoformat()}
        return self.send(**usual | changes)

    def other_device(self) -> "Applicant":
        """The same person with a browser that knows nothing yet."""
        return Applicant(self.cohort, self.email, self.born)

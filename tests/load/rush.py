"""The last minute before applications close: 1,000 people send what they have prepared, and book.

They come spread over a minute whether the site keeps up or not. Each opens the summary, makes a
mistake on a page, sends, sees the free times, books one, and reads where things stand; whoever
finds the time taken chooses another. Mails go out beside it.
"""

import http.client
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode

import psycopg2

from tests.load import site
from tests.load.figures import figure, p95

PEOPLE = 1000
ARRIVE_WITHIN = 60.0
MAILS_WITHIN = 600.0
TRIES = 8
FORM = "application/x-www-form-urlencoded"
# Twelve interviewers from nine to five on all days of the week: 192 times a day.
PREPARE = f"""
import json
from datetime import date
from mentoring.common.clock import now
from programmes.applications.views.steps import check_url, step_url
from programmes.cohorts.models import Cohort
from programmes.profiles.states import Weekday
from tests.factories.applications import make_application, make_interviewer
cohort = Cohort.objects.filter(opens_at__lte=now(), closes_at__gt=now()).order_by("pk").first()
hours = [(day, "09:00", "17:00") for day in Weekday.values]
for _ in range(12):
    make_interviewer(cohort.programme, *hours, holidays_off=False)
born = date(cohort.starts_on.year - 20, 1, 1)
for number in range({PEOPLE}):
    draft = make_application(cohort, "draft", now=now(), birth_date=born)
    print(json.dumps([str(draft.pk), check_url(draft), step_url(draft, "name")]))
"""
COUNTS = """
SELECT count(*) FILTER (WHERE talks = 0 OR state <> 'interview'),
       count(*) FILTER (WHERE talks > 1)
FROM (
    SELECT a.state, (
        SELECT count(*) FROM admissions_interview i
        WHERE i.application_id = a.id AND i.state = 'booked'
    ) AS talks
    FROM applications_application a WHERE a.id = ANY(%s::uuid[])
) each
"""
# To the applicant that it has come in and what is booked, to the interviewer what is booked.
MAILS = """
SELECT count(*) FILTER (WHERE state = 'sent'), count(*) FROM notifications_mail
WHERE created_at >= %s
AND kind IN ('application_submitted', 'interview_booked', 'interview_booked_staff')
"""


@dataclass
class Rush:
    site: site.Site
    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: list[str] = field(default_factory=list)
    taken: int = 0

    @property
    def all_took(self) -> list[float]:
        return [each for took in self.took.values() for each in took]


@dataclass
class Person:
    """Somebody with a draft, and the cookies of a browser."""

    rush: Rush
    number: int
    check: str
    name: str
    cookies: dict[str, str] = field(default_factory=dict)

    def come(self) -> None:
        try:
            self._go()
        except (OSError, http.client.HTTPException) as error:
            self.rush.refused.append(repr(error))

    def _go(self) -> None:
        self._ask("summary", "GET", self.check, expect=200)
        wrong = {"given_name": "", "family_name": "", "email": "nobody"}
        self._ask("mistake", "POST", self.name, wrong, expect=422)
        _page, book = self._ask("send", "POST", self.check, {}, expect=302)
        page, _to = self._ask("times", "GET", book, expect=200)
        if status := self._book(page, book):
            self._ask("status", "GET", status, expect=200)

    def _book(self, page: str, book: str) -> str:
        """Choose among the times shown until one is one's own; where that leads."""
        choice = random.Random(self.number)  # noqa: S311 - a taste, no secret
        for _try in range(TRIES):
            times = re.findall(r'name="slot"[^>]*value="([^"]+)"', page)
            if not times:
                break
            slot = unescape(choice.choice(times))
            chosen = {"slot": slot, "zone": "Europe/Berlin", "channel": "video"}
            page, leads_to = self._ask("book", "POST", book, chosen, expect=302, or_else=409)
            if leads_to:
                return leads_to
            self.rush.taken += 1
        self.rush.refused.append("book: no time left")
        return ""

    def _ask(
        self,
        what: str,
        method: str,
        path: str,
        data: dict[str, str] | None = None,
        *,
        expect: int,
        or_else: int = 0,
    ) -> tuple[str, str]:
        """The page, and where it leads."""
        headers = {"Accept-Language": "de", "Accept-Encoding": "identity"}
        headers["Cookie"] = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        body = None
        if data is not None:
            token = next(value for key, value in self.cookies.items() if "csrf" in key)
            body = urlencode(data | {"csrfmiddlewaretoken": token})
            headers["Content-Type"] = FORM
        begun = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", self.rush.site.port, timeout=60)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        page = answer.read().decode()
        connection.close()
        self.rush.took[what].append((time.perf_counter() - begun) * 1000)
        for cookie in answer.headers.get_all("Set-Cookie", ()):
            key, _sign, value = cookie.partition(";")[0].partition("=")
            self.cookies[key] = value
        if answer.status not in {expect, or_else}:
            self.rush.refused.append(f"{what}: {answer.status}")
        return page, answer.headers.get("Location", "")


def prepare(running: site.Site) -> list[list[str]]:
    command = [*site.MANAGE, "shell", "--no-imports", "--command", PREPARE]
    lines = subprocess.check_output(command, env=running.env, text=True).splitlines()
    return [json.loads(line) for line in lines]


def come(rush: Rush, drafts: list[list[str]]) -> None:
    """Everybody at a moment of their own, and wait until the last has left."""
    people = [Person(rush, n, check, name) for n, (_pk, check, name) in enumerate(drafts)]
    moments = random.Random(1)  # noqa: S311 - an order, no secret
    threads = []
    begun = time.perf_counter()
    arrivals = sorted(moments.uniform(0, ARRIVE_WITHIN) for _person in people)
    for person, moment in zip(people, arrivals, strict=True):
        time.sleep(max(0.0, begun + moment - time.perf_counter()))
        threads.append(threading.Thread(target=person.come, daemon=True))
        threads[-1].start()
    for thread in threads:
        thread.join()


def wait_for_mails(running: site.Site, since: object, begun: float) -> float:
    """Seconds since the rush began until each mail of it has been handed over."""
    while time.perf_counter() - begun < MAILS_WITHIN + 60:
        sent, wanted = ask(running, MAILS, since)
        if sent == wanted == 3 * PEOPLE:
            break
        time.sleep(0.5)
    return time.perf_counter() - begun


def ask(running: site.Site, query: str, *values: object) -> tuple[int, ...]:
    connection = psycopg2.connect(running.env["DATABASE_URL"])
    try:
        cursor = connection.cursor()
        cursor.execute(query, values)
        return cursor.fetchone()
    finally:
        connection.close()


def main() -> bool:
    with site.running() as running:
        drafts = prepare(running)
        rush = Rush(running)
        (since,) = ask(running, "SELECT now()")
        used, begun = running.cpu_seconds(), time.perf_counter()
        come(rush, drafts)
        lasted, used = time.perf_counter() - begun, running.cpu_seconds() - used
        mailed = wait_for_mails(running, since, begun)
        lost, doubled = ask(running, COUNTS, [pk for pk, *_paths in drafts])
    tell(rush, lasted)
    return all(
        [
            figure("rush p95", p95(rush.all_took), "ms", 1000),
            # Of 120 ms that two cores have for each, the database and the mails need a third.
            figure("rush cpu", used / PEOPLE * 1000, "ms per person", 80),
            figure("rush lost", lost, "applications", 0),
            figure("rush doubled", doubled, "applications", 0),
            figure("rush refused", len(rush.refused), "answers", 0),
            figure("rush mails", mailed, "s", MAILS_WITHIN),
        ]
    )


def tell(rush: Rush, lasted: float) -> None:
    """What each page took, for whoever wants to make it faster."""
    print(f"{lasted:.0f} s, {rush.taken} times taken", *set(rush.refused), file=sys.stderr)
    for what, took in rush.took.items():
        middle = sorted(took)[len(took) // 2]
        line = f"{what:>8}: {len(took)} times, middle {middle:.0f} ms, p95 {p95(took):.0f} ms"
        print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(not main())

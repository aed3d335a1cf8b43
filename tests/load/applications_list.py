"""The list of applications with 100,000 rows, its search among a million, and it as a file."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from http.client import HTTPConnection

import psutil
import psycopg2

from tests.load import site
from tests.load.figures import figure, p95

ROWS, MILLION = 100_000, 1_000_000
TURNS = 30
OK = 200
LIST = "/admin/applications/application/"
PAGES = {
    "list": ("", 500),
    "filter": ("?state=submitted&waiting=7&source=school", 500),
    "hint": ("?hint=guardian", 500),
    "duplicates": ("?hint=duplicate", 500),
    "page 100": ("?p=99", 500),
    "search": ("?q=yilmaz+mira7", 300),
    "search by address": ("?q=p54321%40", 300),
    "season": ("season/%s/", 150),
}
MOST_QUERIES = {"season": 20}
# Straight into the tables: through the services this would take hours.
FILL = """
    INSERT INTO privacy_subject (id, created_at)
    SELECT md5('s' || n)::uuid, now() FROM generate_series(%(first)s, %(last)s) n;
    INSERT INTO applications_application (
        id, subject_id, cohort_id, state, state_since, language, link_version, created_at,
        saved_at, given_name, family_name, email, new_email, birth_date, guardian_email, region,
        hope, languages, times, meeting_format, mentor_wish, source, source_detail, unfinished
    )
    SELECT
        md5('a' || n)::uuid, md5('s' || n)::uuid, (SELECT max(id) FROM cohorts_cohort),
        (ARRAY['submitted', 'interview', 'accepted', 'declined', 'waitlisted'])[1 + n %% 5],
        now() - (n %% 40) * interval '1 day', 'de-informal', 0, now(),
        now() - n * interval '1 minute',
        (ARRAY['Mira', 'Jonas', 'Amina', 'Oleksandra', 'Zoë'])[1 + n %% 5] || n %% 997,
        (ARRAY['Yılmaz', 'Schröder', 'Nguyen', 'Kowalska'])[1 + n %% 4],
        'p' || n || '@example.org', '', date '2004-01-01' + (n %% 3000)::int, '', 'SN', '',
        ARRAY['de'], ARRAY[]::varchar[], 'video', '',
        (ARRAY['school', 'friends', 'poster', ''])[1 + n %% 4], '', '{}'
    FROM generate_series(%(first)s, %(last)s) n;
"""
SETTLE = "VACUUM ANALYZE"
SIGN_IN = """
from django.conf import settings
from mentoring.accounts.models import User
from tests.client import SignedInClient
client = SignedInClient()
client.force_login(User.objects.filter(roles__role="manager").first())
print(client.cookies[settings.SESSION_COOKIE_NAME].OutputString())
"""
NEWEST = "from programmes.cohorts.models import Cohort; print(Cohort.objects.latest('pk').pk)"
COUNT = """
import json
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from mentoring.accounts.models import User
from tests.client import SignedInClient
settings.ALLOWED_HOSTS.append("testserver")
client = SignedInClient()
client.force_login(User.objects.filter(roles__role="manager").first())
found = {}
for name, address in json.loads(%r).items():
    client.get(address, follow=True)
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    found[name] = len(asked)
print(json.dumps(found))
"""


def main() -> bool:
    with site.running() as running:
        fill(running, 1, ROWS)
        cookie = shell(running, SIGN_IN).split(";")[0]
        newest = shell(running, NEWEST)
        pages = {name: (query.replace("%s", newest), most) for name, (query, most) in PAGES.items()}
        asked = queries(running, pages)
        kept = [
            kept
            for name, (query, most) in pages.items()
            for kept in (
                figure(
                    f"applications_list {name} p95", p95(times(running, cookie, query)), "ms", most
                ),
                figure(
                    f"applications_list {name} queries",
                    asked[name],
                    "queries",
                    MOST_QUERIES.get(name, 12),
                ),
            )
        ]
        kept += [kept for form in ("csv", "xlsx") for kept in export(running, cookie, form)]
        fill(running, ROWS + 1, MILLION)
        for name in ("search", "search by address"):
            query, most = PAGES[name]
            kept.append(
                figure(
                    f"applications_list {name}, a million, p95",
                    p95(times(running, cookie, query)),
                    "ms",
                    most,
                )
            )
    return all(kept)


def times(running: site.Site, cookie: str, query: str) -> list[float]:
    fetch(running, cookie, query)
    return [fetch(running, cookie, query) for _ in range(TURNS)]


def fetch(running: site.Site, cookie: str, query: str) -> float:
    """Milliseconds until the page is here."""
    line = HTTPConnection("127.0.0.1", running.port, timeout=120)
    begin = time.perf_counter()
    line.request("GET", f"{LIST}{query}", headers={"Cookie": cookie})
    answer = line.getresponse()
    while answer.read(1 << 16):
        pass
    took = (time.perf_counter() - begin) * 1000
    line.close()
    if answer.status != OK:
        raise RuntimeError(f"{query}: {answer.status}")
    return took


def export(running: site.Site, cookie: str, form: str) -> list[bool]:
    """Time until the file is here, and how much more memory the web server held meanwhile."""
    family = [running.web, *running.web.children(recursive=True)]
    idle = sum(process.memory_info().rss for process in family)
    watch = Watch(family)
    took = watch.during(lambda: fetch(running, cookie, f"export/{form}/"))
    return [
        figure(f"applications_list {form} of 100,000", took / 1000, "s", 30),
        figure(f"applications_list {form} memory", (watch.peak - idle) / 2**20, "MB more", 50),
    ]


class Watch:
    """The most memory that some processes held while something was done."""

    def __init__(self, family: list[psutil.Process]) -> None:
        self.family, self.peak, self.done = family, 0, False

    def during(self, act: Callable[[], float]) -> float:
        watcher = threading.Thread(target=self._look)
        watcher.start()
        try:
            return act()
        finally:
            self.done = True
            watcher.join()

    def _look(self) -> None:
        while not self.done:
            held = sum(process.memory_info().rss for process in self.family)
            self.peak = max(self.peak, held)
            time.sleep(0.02)


def fill(running: site.Site, first: int, last: int) -> None:
    connection = psycopg2.connect(running.env["DATABASE_URL"])
    connection.autocommit = True
    try:
        cursor = connection.cursor()
        cursor.execute(FILL, {"first": first, "last": last})
        cursor.execute(SETTLE)
    finally:
        connection.close()


def queries(running: site.Site, pages: dict[str, tuple[str, int]]) -> dict[str, int]:
    addresses = {name: f"{LIST}{query}" for name, (query, _most) in pages.items()}
    found: dict[str, int] = json.loads(shell(running, COUNT % json.dumps(addresses)))
    return found


def shell(running: site.Site, program: str) -> str:
    command = [*site.MANAGE, "shell", "--no-imports", "--command", program]
    env = running.env | {"DJANGO_SETTINGS_MODULE": "tests.load.settings"}
    return subprocess.check_output(command, env=env, text=True).strip().splitlines()[-1]


if __name__ == "__main__":
    sys.exit(not main())

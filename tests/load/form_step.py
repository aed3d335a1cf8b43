"""Pages of the application form, opened by 20 people who pause a second."""

import random
import subprocess
import sys

from tests.load import site, users
from tests.load.figures import figure, p95

PEOPLE = 20
# Most open a page for the first time, some come back to what they have answered: beside the six
# drafts of the demo there are three times as many that have just begun.
LIST_PAGES = """
from mentoring.common.clock import now
from programmes.applications.forms.flow import steps_for
from programmes.applications.models import Application
from programmes.applications.services.applications import start
from programmes.applications.views.steps import step_url
from programmes.cohorts.models import Cohort
drafts = list(Application.objects.filter(state="draft").order_by("pk"))
for number in range(3 * len(drafts)):
    names = {"given_name": "Amina", "family_name": "Becker", "email": f"a{number}@example.org"}
    drafts.append(start(Cohort.objects.get(), **names, now=now()))
for draft in drafts:
    for step in steps_for(draft):
        print(step_url(draft, step.slug))
"""


def main() -> bool:
    with site.running() as running:
        paths = pages(running)
        crowd = users.Crowd(running, PEOPLE, lambda turn: paths[turn % len(paths)]).visit()
    return all(
        [
            figure("form_step p95", p95(crowd.took), "ms", 150),
            figure("form_step cpu", crowd.cpu_ms, "ms per request", 10),
            figure("form_step refused", len(crowd.refused), "answers", 0),
        ]
    )


def pages(running: site.Site) -> list[str]:
    command = [*site.MANAGE, "shell", "--no-imports", "--command", LIST_PAGES]
    paths = subprocess.check_output(command, env=running.env, text=True).split()
    random.Random(1).shuffle(paths)  # noqa: S311 - an order, no secret
    return paths


if __name__ == "__main__":
    sys.exit(not main())

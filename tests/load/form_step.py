"""Pages of the application form, opened by 20 people who pause a second."""

import subprocess
import sys

from tests.load import site, users
from tests.load.figures import figure, p95

PEOPLE = 20
# Each page of the form, for each draft of the demo.
LIST_PAGES = """
from programmes.applications.forms.flow import steps_for
from programmes.applications.models import Application
from programmes.applications.views.steps import step_url
for draft in Application.objects.filter(state="draft").order_by("pk"):
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
    return subprocess.check_output(command, env=running.env, text=True).split()


if __name__ == "__main__":
    sys.exit(not main())

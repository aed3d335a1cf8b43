"""What the worker does each night, for whoever has no worker."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from mentoring.common import clock
from mentoring.privacy.services import retention


class Command(BaseCommand):
    help = "Delete what has been kept long enough."

    def handle(self, *args: Any, **options: Any) -> None:
        outcomes = retention.run(clock.now())
        for outcome in outcomes:
            self.stdout.write(f"{outcome.name}: {outcome.done} done, {outcome.failed} failed")
        if any(outcome.failed for outcome in outcomes):
            raise CommandError("Some rows could not be dealt with; the log tells which rule.")

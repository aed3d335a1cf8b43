"""Everything that Celery's workers do, without Celery and Redis; a cron job can call it."""

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from mentoring.common import clock
from mentoring.notifications.services import relay, tick


class Command(BaseCommand):
    help = "Do what is due: reminders, deletions, and all mails. Ends when nothing is left."

    def handle(self, *args: Any, **options: Any) -> None:
        counts: Counter[str] = Counter(tick.look(clock.now()))
        while delivered := relay.deliver(now=clock.now()):
            counts.update(delivered)
            if "postponed" in delivered:
                break
        for name, count in sorted(counts.items()):
            self.stdout.write(f"{name}: {count}")

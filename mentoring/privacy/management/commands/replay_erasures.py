"""After a restore: what was erased or withdrawn since the backup is so again."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.common import clock
from mentoring.privacy.services import journal


class Command(BaseCommand):
    help = "Repeat the erasures and withdrawals in FILE; it can be run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        path = options["file"]
        if not path.exists():
            raise CommandError(f"There is no file {path}.")
        count = journal.replay(journal.read(path), now=clock.now())
        self.stdout.write(f"{count} repeated")

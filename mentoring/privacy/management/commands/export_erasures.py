"""Part of every backup: the list of what must not come back."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from mentoring.privacy.services import journal


class Command(BaseCommand):
    help = "Add all erasures and withdrawals to FILE, for replay_erasures after a restore."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        count = journal.write(options["file"])
        self.stdout.write(f"{count} lines in {options['file']}")

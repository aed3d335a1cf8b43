"""Erasure on request, by the number that staff see on the person's page."""

import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentoring.common import clock
from mentoring.common.actors import Actor
from mentoring.privacy.models import Subject
from mentoring.privacy.services import erasure


class Command(BaseCommand):
    help = "Erase everything about one person. This cannot be undone."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("subject", type=uuid.UUID, help="the person's number")

    def handle(self, *args: Any, **options: Any) -> None:
        subject = Subject.objects.filter(pk=options["subject"]).first()
        if subject is None:
            raise CommandError("Nobody has this number.")
        erasure.erase(subject, by=Actor.system(), now=clock.now())
        self.stdout.write("Erased.")

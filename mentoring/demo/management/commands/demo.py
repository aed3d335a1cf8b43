"""Fills the database with a living programme, for whoever wants to look around."""

from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.core.management.base import CommandParser
from django.db import transaction

from mentoring.common import clock
from mentoring.demo import people, progress, scenarios
from mentoring.notifications.models import Mail
from programmes.cohorts.models import Programme
from programmes.profiles.models import Profile
from programmes.profiles.states import Part


class Command(BaseCommand):
    help = "Fill the database with the demo programme (development only)."

    def add_arguments(self, parser: CommandParser) -> None:
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--reset", action="store_true", help="empty the database first")
        what.add_argument(
            "--if-empty", action="store_true", help="do nothing where a programme exists"
        )
        what.add_argument("--people", action="store_true", help="only print who can sign in")

    def handle(self, *args: Any, reset: bool, if_empty: bool, people: bool, **options: Any) -> None:
        if people:
            self._print_people()
            return
        if not settings.DEBUG:
            raise CommandError("The demo is for development: set DEBUG=true.")
        if reset:
            call_command("flush", interactive=False, verbosity=0)
        elif Programme.objects.exists():
            if if_empty:
                return
            raise CommandError("There is a programme already; --reset empties the database first.")
        self._fill()

    def _fill(self) -> None:
        with transaction.atomic():
            scenarios.whole_season(clock.now(), report=progress.report)
        self.stdout.write(f"Filled: {Programme.objects.get()}, {Mail.objects.count()} mails.")

    def _print_people(self) -> None:
        rows = [(one.name, str(one.role.label), one.email) for one in people.STAFF]
        for part in Part.values:
            # Of the year that runs: they have a tandem to look at.
            people_of_it = Profile.objects.filter(part=part).select_related("user")
            one = people_of_it.order_by("cohort__starts_on", "sort_name", "pk").first()
            if one:
                rows.append((str(one), one.get_part_display(), one.user.email))
        width = max(len(str(name)) for name, _role, _email in rows)
        for name, role, email in rows:
            self.stdout.write(f"  {name:<{width}}  {email:<36} {role}")

"""Matches people who live in spreadsheets; needs no database."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.core.management.base import CommandParser

from matching.engine import files, output
from matching.engine.plan import OBJECTIVES, Plan, Progress, Run
from matching.engine.tables import FileError

BAR = 30


class Command(BaseCommand):
    help = "Match the mentors and mentees of two tables by the criteria of a TOML file."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        for name in ("mentors", "mentees", "criteria", "output"):
            parser.add_argument(f"--{name}", required=True, type=Path)
        parser.add_argument("--objective", choices=OBJECTIVES, default="fair")
        parser.add_argument(
            "--leximin", action="store_true", help="with fair: every pair, not only the worst"
        )
        parser.add_argument("--seconds", type=float, help="time budget; the gap is then honest")
        parser.add_argument("--json", action="store_true", help="print the figures as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        begun = time.perf_counter()
        try:
            plan = self._match(options, begun)
        except FileError as error:
            raise CommandError(str(error)) from None
        figures = files.summary(plan, time.perf_counter() - begun)
        if options["leximin"] and plan.depth_reached:
            self.stderr.write("Too large for leximin: only the worst pair is as good as can be.")
        self.stdout.write(json.dumps(figures) if options["json"] else in_words(figures))

    def _match(self, options: dict[str, Any], begun: float) -> Plan:
        output.check(options["output"])
        names = ("mentees", "mentors", "criteria")
        given = files.Files.read(**{name: options[name] for name in names})
        for note in given.notes:
            self.stderr.write(note)
        deadline = begun + options["seconds"] if options["seconds"] else None
        run = Run(progress=self._bar(), deadline=deadline, clock=time.perf_counter)
        depth = None if options["leximin"] else 1
        plan = given.solve(options["objective"], run, depth=depth)
        output.write(options["output"], given.rows(plan))
        return plan

    def _bar(self) -> Any:
        """Draws where the run stands, on a terminal only."""
        if not sys.stderr.isatty():
            return None

        def draw(progress: Progress) -> None:
            filled = round(BAR * progress.fraction)
            gap = "" if progress.gap is None else f"  gap {progress.gap:.4%}"
            line = f"{progress.stage:<11} {'█' * filled}{'·' * (BAR - filled)}{gap}"
            self.stderr.write(f"\r\x1b[2K{line}", ending="\n" if progress.stage == "done" else "")

        return draw


def in_words(figures: dict[str, Any]) -> str:
    proof = f"at most {figures['gap']:.4%} below the best"
    if figures["proven"]:
        proof = "proven optimal"
    without = len(figures["unmatched_mentees"])
    return (
        f"{figures['pairs']} pairs, total {figures['total']}, worst {figures['worst']}, {proof}; "
        f"{without} mentees without a mentor."
    )

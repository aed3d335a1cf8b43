"""From files to a plan and back: what `match_files` does, for programs.

Nothing is written unless all went well.
"""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from matching.engine import criteria_file, output, tables
from matching.engine.criteria_file import CriteriaFile
from matching.engine.explain import Explainer, in_words
from matching.engine.plan import Plan, Run
from matching.engine.problem import Pair, Problem, Side
from matching.engine.solve import solve
from matching.engine.tables import FileError, Table
from matching.engine.wording import InputError, sentence

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Files:
    """The three files that were read, and the problem they make."""

    mentees: Table
    mentors: Table
    criteria: CriteriaFile
    problem: Problem

    @classmethod
    def read(cls, *, mentees: Path, mentors: Path, criteria: Path) -> "Files":
        """Read all.

        Raises:
            FileError: a file cannot be used; the message names file, line and column.
        """
        rules = criteria_file.read(criteria)
        people = {
            "mentee": tables.read(mentees, key=rules.key["mentee"], lists=rules.lists),
            "mentor": tables.read(mentors, key=rules.key["mentor"], lists=rules.lists),
        }
        problem = Problem(
            side("mentees", people["mentee"], rules.key["mentee"]),
            side("mentors", people["mentor"], rules.key["mentor"]),
            capacities(people["mentee"], rules.capacity["mentee"]),
            capacities(people["mentor"], rules.capacity["mentor"]),
            blocks=same_key(people["mentee"], people["mentor"], rules.key),
            places=rules.places,
        )
        return cls(people["mentee"], people["mentor"], rules, problem)

    def solve(self, objective: str, run: Run | None = None, *, depth: int | None = 1) -> Plan:
        """The plan.

        Raises:
            FileError: the criteria do not fit the people.
        """
        rules = self.criteria.criteria
        return self._said(lambda: solve(self.problem, rules, objective, depth=depth, run=run))

    def rows(self, plan: Plan) -> list[output.Row]:
        """One row a pair, then the people without anybody."""
        explainer = Explainer(self.problem, self.criteria.criteria)
        reasons = explainer.reasons_of([(pair.mentee, pair.mentor) for pair in plan.pairs])
        rows: list[output.Row] = [
            (pair.mentee, pair.mentor, pair.score, in_words(why))
            for pair, why in zip(plan.pairs, reasons, strict=True)
        ]
        rows += [(one.id, "", None, _why(one.reason)) for one in plan.unmatched_mentees]
        rows += [("", one.id, None, _why(one.reason)) for one in plan.unmatched_mentors]
        return rows

    @property
    def notes(self) -> list[str]:
        """What was taken for granted while reading, one sentence each."""
        notes = [
            f"{each.path.name}: {each.note}" for each in (self.mentees, self.mentors) if each.note
        ]
        if self.problem.blocks:
            count = len({mentee for mentee, _mentor in self.problem.blocks})
            key = self.criteria.key["mentee"]
            notes.append(f"{count} in both files by “{key}”: nobody is paired with themselves.")
        return notes

    def _said(self, ask: Callable[[], Answer]) -> Answer:
        """What `ask` answers, its errors with the file and line they come from."""
        try:
            return ask()
        except InputError as error:
            raise self._located(error) from None

    def _located(self, error: InputError) -> FileError:
        """An error of the engine, with the file and line where it comes from."""
        column = error.values.get("column")
        if error.code == "missing_column":
            table = self._table(error.values["side"])
            hint = error.values["hint"]
            return FileError(table.path, f"there is no column “{column}”.{hint}", line=table.line)
        if column and "id" in error.values:
            table, people = self._table(error.values["side"]), self.problem.mentees
            people = people if table is self.mentees else self.problem.mentors
            line = table.lines[people.position(error.values["id"])]
            return FileError(table.path, str(error), line=line)
        return FileError(self.criteria.path, str(error))

    def _table(self, side_name: str) -> Table:
        return self.mentees if side_name == "mentees" else self.mentors


def _why(reason: Any) -> str:
    values = dict(reason.values)
    said = sentence(reason.code, values)
    return f"{said[:1].upper()}{said[1:]}."


def side(name: str, table: Table, key: str) -> Side:
    """The people of a table.

    Raises:
        FileError: a key is blank or appears twice.
    """
    seen: dict[str, int] = {}
    for line, one in zip(table.lines, table.column(key), strict=True):
        if not one:
            raise FileError(table.path, f"“{key}” is blank.", line=line)
        if one in seen:
            message = f"“{one}” in column “{key}” stands on line {seen[one]} already."
            raise FileError(table.path, message, line=line)
        seen[one] = line
    return Side(name, tuple(seen), table.columns)


def same_key(mentees: Table, mentors: Table, key: Mapping[str, str]) -> frozenset[Pair]:
    """Who stands in both files under one key, whatever its case and the letters nobody sees.

    Nobody is paired with themselves.
    """
    known: dict[str, list[str]] = {}
    for mentor in mentors.column(key["mentor"]):
        known.setdefault(folded(mentor), []).append(mentor)
    return frozenset(
        (mentee, mentor)
        for mentee in mentees.column(key["mentee"])
        for mentor in known.get(folded(mentee), ())
    )


def folded(key: str) -> str:
    """A key as it is compared between the files."""
    plain = unicodedata.normalize("NFKC", key)
    shown = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    return " ".join(unicodedata.normalize("NFKC", shown.casefold()).split())


def capacities(table: Table, capacity: int | str) -> list[int]:
    """How many partners each takes; a blank cell is 1.

    Raises:
        FileError: a cell is no whole number from 0 up.
    """
    if isinstance(capacity, int):
        return [capacity] * len(table.rows)
    found = []
    for line, cell in zip(table.lines, table.column(capacity), strict=True):
        if cell and not (cell.isascii() and cell.isdigit() and len(cell) <= 6):  # noqa: PLR2004
            message = f"column “{capacity}”: “{cell}” is no whole number from 0 up."
            raise FileError(table.path, message, line=line)
        found.append(int(cell or 1))
    return found


def summary(plan: Plan, seconds: float) -> dict[str, Any]:
    """The figures of a plan, as `--json` prints them."""
    return {
        "pairs": len(plan.pairs),
        "total": plan.total,
        "worst": plan.worst,
        "bound": plan.bound,
        "gap": plan.gap,
        "proven": plan.proven,
        "unmatched_mentees": [one.id for one in plan.unmatched_mentees],
        "unmatched_mentors": [one.id for one in plan.unmatched_mentors],
        "seconds": round(seconds, 3),
    }

"""What a board shows of a plan, as data: figures, rows, what the last step did."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from matching.engine.plan import Reason
from matching.models import Step
from matching.services.board import board_log
from matching.services.board import move_gains as grids
from matching.services.board.boards import Board
from matching.services.board.move_gains import Grid, Outcome

ALTERNATIVES = 3
# From which share of what a mentee can typically get a pair is called so.
STRENGTHS = ((0.9, "very_good"), (0.65, "good"), (0.4, "fair"))
WEAK, TOO_FAR = "weak", "too_far"


@dataclass(frozen=True)
class Figures:
    """Where the plan stands. `best_…` are of the best plan with the same locks."""

    mentees: int
    matched: int
    total: int
    weakest: int
    free_places: int
    free_mentors: int
    best_matched: int
    best_weakest: int
    best_total: int
    is_proven: bool
    pairs: int
    confirmed: int

    @property
    def unconfirmed(self) -> int:
        """How many pairs nobody has said to be right."""
        return self.pairs - self.confirmed

    @property
    def missing(self) -> int:
        """How many more mentees could have somebody."""
        return max(0, self.best_matched - self.matched)

    @property
    def behind(self) -> int:
        """How many points the best plan has more, which may not be the best in all else."""
        return max(0, self.best_total - self.total)

    @property
    def is_best(self) -> bool:
        """Whether nobody can do better: as many matched, as many points, and no weaker pair."""
        return not self.missing and not self.behind and self.weakest >= self.best_weakest


@dataclass(frozen=True)
class Look:
    """One row, before words: equal looks need not be drawn again."""

    mentee: str
    mentor: str
    co_mentor: str
    points: int | None
    flags: tuple[bool, bool, bool]
    texts: tuple[str, str]
    hindrances: tuple[Reason, ...]
    is_gone: bool

    @property
    def is_broken(self) -> bool:
        """Whether the pair cannot stay as it is: somebody is gone, or a rule keeps them apart."""
        return self.is_gone or bool(self.hindrances)


class Looks:
    """The rows of a board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.grid: Grid = board.grid

    @cached_property
    def mentees(self) -> list[str]:
        """All who wait for a mentor, and those of pairs who do not take part any more.

        What is no draft shows its pairs as they were.
        """
        if not self.board.plan.is_draft:
            return sorted(self.board.pairs)
        return [*self.grid.mentees, *(one for one in self.board.gone if self._is_extra(one))]

    def _is_extra(self, one: str) -> bool:
        return self.board.row(one) is None and one in self.board.pool.people

    def of(self, mentee: str) -> Look:
        """The row of one mentee."""
        board, row = self.board, self.board.row(mentee)
        pair = board.pairs.get(mentee)
        is_matched = row is not None and bool(self.grid.is_matched[row])
        return Look(
            mentee,
            pair.mentor_id if pair else "",
            pair.co_mentor_id or "" if pair else "",
            int(self.grid.points[row]) if row is not None and is_matched else None,
            (pair.locked, pair.confirmed, pair.by_hand) if pair else (False, False, False),
            (pair.lock_reason, pair.rationale) if pair else ("", ""),
            board.hindrances.get(mentee, ()),
            mentee in board.gone,
        )

    @cached_property
    def all(self) -> dict[str, Look]:
        """All rows by mentee."""
        return {one: self.of(one) for one in self.mentees}

    def alternatives(self, mentee: str) -> list[Outcome]:
        """The best moves of a mentee, best first."""
        row = self.board.row(mentee)
        return self.grid.best(row, ALTERNATIVES) if row is not None else []

    def other_alternatives(self, before: "Looks") -> set[str]:
        """Mentees who have other best moves than before."""
        if self.grid.mentees != before.grid.mentees or self.grid.mentors != before.grid.mentors:
            return set(self.grid.mentees)
        differ = self.grid.marks(ALTERNATIVES) != before.grid.marks(ALTERNATIVES)
        return {self.grid.mentees[spot] for spot in np.flatnonzero(differ.any(axis=(1, 2)))}

    def strength(self, mentee: str, mentor: str, points: int | None) -> str:
        """How good a pair is beside what a mentee can typically get here.

        A name out of STRENGTHS, or WEAK; None counts as no points. TOO_FAR, whatever its points,
        where two could only meet in person and live far apart.
        """
        if self.is_too_far(mentee, mentor):
            return TOO_FAR
        share = (points or 0) / max(1.0, self.grid.usual)
        return next((name for least, name in STRENGTHS if share >= least), WEAK)

    def is_too_far(self, mentee: str, mentor: str) -> bool:
        """Whether two could only meet in person, and would have to travel for it."""
        row, column = self.board.row(mentee), self.board.column(mentor)
        if row is None or column is None:
            return False
        return bool(self.board.frame.too_far[row, column])

    @cached_property
    def figures(self) -> Figures:
        """Where the plan stands."""
        grid, best = self.grid, self.board.best
        free = np.maximum(grid.free, 0)
        pairs = self.board.pairs.values()
        return Figures(
            mentees=len(grid.mentees),
            matched=grid.matched,
            total=grid.total,
            weakest=grid.weakest,
            free_places=int(free.sum()),
            free_mentors=int((free > 0).sum()),
            best_matched=len({pair.mentee for pair in best.pairs}),
            best_weakest=best.worst or 0,
            best_total=best.total,
            is_proven=best.proven,
            pairs=len(pairs),
            confirmed=sum(pair.confirmed for pair in pairs),
        )

    @cached_property
    def last_step(self) -> Step | None:
        """What an undo would take back."""
        return board_log.undoable(self.board.plan)

    @cached_property
    def before(self) -> tuple[Step, Grid] | None:
        """The last step, and where the plan stood without it."""
        step = self.last_step
        if step is None:
            return None
        choice = self.grid.choice.copy()
        for entry in step.before:
            self._put_back(choice, entry)
        return step, replace(self.grid, choice=choice)

    def _put_back(self, choice: Any, entry: dict[str, Any]) -> None:
        row = self.board.row(entry.get("mentee", ""))
        if row is not None:
            column = self.board.column(entry["mentor"] or "")
            choice[row] = grids.NOBODY if column is None else column

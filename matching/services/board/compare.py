"""Two plans of a cohort beside each other."""

from dataclasses import dataclass

from matching.services.board.board_view import Figures, Looks
from matching.services.board.boards import Board


@dataclass(frozen=True)
class Difference:
    """A mentee who has different mentors in the two plans, or none in one of them."""

    mentee: str
    mentors: tuple[str, str]
    points: tuple[int | None, int | None]


@dataclass(frozen=True)
class Comparison:
    """Both plans, the first one first; `same` mentees have the same mentor in both."""

    figures: tuple[Figures, Figures]
    differences: tuple[Difference, ...]
    same: int


def compare(one: Board, other: Board) -> Comparison:
    """What two boards have in common, and where they differ."""
    both = Looks(one), Looks(other)
    mentors = [{mentee: p.mentor_id for mentee, p in b.pairs.items()} for b in (one, other)]
    mentees = sorted({*mentors[0], *mentors[1]})
    differ = [each for each in mentees if mentors[0].get(each) != mentors[1].get(each)]
    differences = tuple(
        Difference(
            each,
            (mentors[0].get(each, ""), mentors[1].get(each, "")),
            (_points(both[0], each), _points(both[1], each)),
        )
        for each in differ
    )
    return Comparison((both[0].figures, both[1].figures), differences, len(mentees) - len(differ))


def _points(looks: Looks, mentee: str) -> int | None:
    row = looks.board.row(mentee)
    if row is None or not looks.grid.is_matched[row]:
        return None
    return int(looks.grid.points[row])

"""For which rules anybody has given what they look at."""

from collections.abc import Mapping

from matching.engine.problem import Side
from matching.services.pool.candidates import Pool
from matching.services.pool.engine_input import WISH
from matching.services.rules import RULES
from programmes.profiles.states import Part


def silent_sides(pool: Pool) -> Mapping[str, tuple[Part, ...]]:
    """Rule → the sides on which nobody has said anything about it: there it counts for nobody.

    Of a side without people nothing is said, nor of wishes, which are read for runs only.
    """
    mentees, mentors = pool.problem.mentees, pool.problem.mentors
    found = {}
    for known in RULES:
        if known.mentee == WISH:
            continue
        asked = ((Part.MENTEE, mentees, known.mentee), (Part.MENTOR, mentors, known.mentor))
        silent = tuple(part for part, side, column in asked if column and _is_blank(side, column))
        if silent:
            found[known.key] = silent
    return found


def _is_blank(side: Side, column: str) -> bool:
    return len(side) > 0 and not any(side.cells(column).tolist())

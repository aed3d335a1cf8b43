"""People as the two sides of a problem: which cell stands in which column."""

from collections import Counter
from collections.abc import Mapping

from matching.engine.problem import Pair, Problem, Side
from matching.services.pool.people import Person
from programmes.profiles.states import Part, WishKind

WISH = "affiliation_wish"
PREFERRED = "preferred"
OWN_ANSWERS = "own_answers"
Named = Mapping[str, Mapping[str, list[str]]]
COLUMNS = (
    "topics",
    "important_topics",
    "needs",
    "languages",
    "formats",
    "region",
    "place",
    "land",
    "times",
    "affiliation",
    OWN_ANSWERS,
    "minor",
    "no_certificate",
)


def problem_of(
    sides: Mapping[str, list[Person]],
    wishes: Mapping[str, tuple[str, ...]] | None,
    named: Named,
    apart: frozenset[Pair],
    locks: frozenset[Pair],
) -> tuple[Problem, tuple[Pair, ...]]:
    """The problem of mentees and mentors, and the locks that cannot hold any more.

    `sides` are people by part, `wishes` affiliations by mentee, `named` wishes by kind, then by who
    has them; `apart` and `locks` are pairs of ids. Without `wishes` there is no column of them.
    """
    mentees = side_of("mentees", sides[Part.MENTEE], named, wishes)
    mentors = side_of("mentors", sides[Part.MENTOR], named)
    free = {person.id: person.free for person in sides[Part.MENTOR]}
    blocks = frozenset(
        pair for pair in apart if pair[0] in mentees.positions and pair[1] in mentors.positions
    )
    kept = _kept(locks - blocks, mentees, Counter(free))
    problem = Problem(mentees, mentors, mentor_capacity=[*free.values()], locks=kept, blocks=blocks)
    return problem, tuple(sorted(locks - kept))


def _kept(locks: frozenset[Pair], mentees: Side, left: Counter[str]) -> frozenset[Pair]:
    """Locks for which both are still here and have room."""
    kept = set()
    for mentee, mentor in sorted(locks):
        if mentee in mentees.positions and left[mentor] > 0:
            left[mentor] -= 1
            kept.add((mentee, mentor))
    return frozenset(kept)


def side_of(
    name: str,
    people: list[Person],
    named: Named,
    wishes: Mapping[str, tuple[str, ...]] | None = None,
) -> Side:
    """One side with all its columns."""
    columns = {column: [one.cells[column] for one in people] for column in COLUMNS}
    preferred = named[WishKind.PREFERRED]
    columns[PREFERRED] = ["|".join(preferred.get(one.id, ())) for one in people]
    if wishes is not None:
        columns[WISH] = ["|".join(wishes.get(one.id, ())) for one in people]
    return Side(name, tuple(one.id for one in people), columns)

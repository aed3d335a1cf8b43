"""Who stands beside a pair: the mentor's standing co-mentor, or one chosen together with all."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from matching.engine import co_mentors as engine
from matching.engine.criteria import Criteria, read
from matching.engine.explain import Explainer
from matching.engine.plan import Plan, PlannedPair, Run
from matching.engine.problem import Problem, Side
from matching.services.pool.candidates import Pool
from matching.services.pool.engine_input import PREFERRED, WISH

# What it is worth in points that somebody comes along, that it is the standing co-mentor, and that
# mentor or co-mentor named the other.
COMES_ALONG, STANDING, NAMED = 10, 20, [10, 8, 6, 4, 2]
TRIAD_SECONDS = 30.0
# Pairs that must not be stand on both sides: one rule keeps them apart.
APART = {"forbid": [{"rule": "preference", "mentee": "apart"}]}
WITH_MENTOR = APART | {
    "score": [
        {"rule": "preference", "mentee": "standing", "points": [STANDING]},
        {"rule": "preference", "mentee": PREFERRED, "points": NAMED},
        {"rule": "preference", "mentor": PREFERRED, "points": NAMED},
    ]
}


def standing(pool: Pool, pairs: Sequence[PlannedPair], kept: Mapping[str, str]) -> dict[str, str]:
    """Co-mentor by mentee: the one kept, else the mentor's own as long as there is room.

    `kept` are co-mentors by mentee; who gets none is missing in the result.
    """
    left = Counter(pool.co_capacity)
    found: dict[str, str] = {}
    for pair in sorted(pairs, key=lambda one: (one.mentee not in kept, one.mentee)):
        one = kept.get(pair.mentee) or pool.standing.get(pair.mentor, "")
        if left[one] > 0 and pool.may_stand_beside(one, pair.mentee, pair.mentor):
            left[one] -= 1
            found[pair.mentee] = one
    return found


def jointly(pool: Pool, kept: Mapping[str, str], objective: str, *, run: Run) -> Plan:
    """Mentors and co-mentors chosen together; who finds no co-mentor does without.

    The rules hold and count between mentee and co-mentor, too. Locked pairs stay, with the
    co-mentor in `kept` where nothing speaks against it.

    Raises:
        InputError: the points are too large, or a locked pair breaks a rule.
        CancelledError: the run was asked to stop.
    """
    mentees = _with_columns(pool, pool.problem.mentees)
    mentors = _with_columns(pool, pool.problem.mentors)
    side = _with_columns(pool, pool.co_mentors)
    given = engine.CoMentors(
        side,
        [pool.co_capacity[one] for one in side.ids],
        with_mentee=_with_mentee(pool.criteria),
        with_mentor=read(WITH_MENTOR),
        points=COMES_ALONG,
    )
    problem = replace(pool.problem, mentees=mentees, mentors=mentors)
    locks = _locks(pool, kept, Problem(mentees, side), given.with_mentee)
    given = replace(given, locks=locks)
    return engine.solve(problem, pool.criteria, given, objective, seconds=TRIAD_SECONDS, run=run)


def _with_columns(pool: Pool, side: Side) -> Side:
    """With whom somebody must not be, and who usually stands beside."""
    apart: dict[str, list[str]] = {}
    for one, two in sorted(pool.apart):
        apart.setdefault(one, []).append(two)
    added = {
        "apart": ["|".join(apart.get(one, ())) for one in side.ids],
        "standing": [pool.standing.get(one, "") for one in side.ids],
    }
    return replace(side, columns={**side.columns, **added})


def _with_mentee(criteria: Criteria) -> Criteria:
    """The rules between mentees and mentors but for affiliations, which co-mentors do not have."""
    rules = tuple(rule for rule in criteria.rules if rule.mentee != WISH)
    return Criteria(rules + read(APART).rules)


def _locks(
    pool: Pool, kept: Mapping[str, str], beside: Problem, criteria: Criteria
) -> frozenset[engine.Triad]:
    """Locked pairs with the co-mentor they had, as long as there is room."""
    left = Counter(pool.co_capacity)
    asked = [
        (mentee, mentor, one)
        for mentee, mentor in sorted(pool.problem.locks)
        if pool.may_stand_beside(one := kept.get(mentee, ""), mentee, mentor)
    ]
    broken = Explainer(beside, criteria).check([(mentee, one) for mentee, _m, one in asked])
    found = set()
    for (mentee, mentor, one), why in zip(asked, broken, strict=True):
        if not why and left[one] > 0:
            left[one] -= 1
            found.add((mentee, mentor, one))
    return frozenset(found)

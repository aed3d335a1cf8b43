"""Who can be matched in a cohort, as a problem for the engine and as people for the board."""

import uuid
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from matching.engine import criteria as engine_criteria
from matching.engine.criteria import Criteria
from matching.engine.problem import Pair, Problem, Side
from matching.engine.scoring import Scoring, compiled
from matching.models import Block, Run
from matching.services.pool.engine_input import WISH, Named, problem_of, side_of
from matching.services.pool.people import Person, people_of, same_people
from mentoring.common.actors import Actor
from mentoring.privacy.policies import can_read_answers
from mentoring.privacy.services import answers
from mentoring.privacy.states import Question
from programmes.admissions.services import decisions
from programmes.cohorts.models import Cohort, SupportNeed, Topic
from programmes.partnerships.models import Partnership
from programmes.profiles.models import NamedWish
from programmes.profiles.states import Part, ProfileState, WishKind

# Holds whatever the criteria say, and stands in no form.
ALWAYS = {"rule": "both", "mentee": "minor", "mentor": "no_certificate"}


class Why(TextChoices):
    """Why somebody of the cohort does not take part in a matching."""

    MATCHED = "matched", _("has a mentor already")
    PAUSED = "paused", _("pauses")
    NO_PLACES = "no_places", _("takes nobody")
    FULL = "full", _("has no place left")
    LEFT_OUT = "left_out", _("left out of this attempt")
    UNDECIDED = "undecided", _("the acceptance can still be taken back")


@dataclass(frozen=True)
class Changes:
    """A what-if: points by rule (see `criteria`), places by person, people left out."""

    weights: Mapping[str, int] = field(default_factory=dict)
    capacities: Mapping[str, int] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, given: Mapping[str, Any] | None) -> "Changes":
        """From the JSON of a run; None, or what it does not name, changes nothing."""
        given = given or {}
        return cls(
            given.get("weights", {}),
            given.get("capacities", {}),
            frozenset(given.get("left_out", ())),
        )


@dataclass(frozen=True)
class Pool:
    """A cohort's people and the question for the engine.

    `people` are all who have not left, those in the pool and those in `without`, by id. `standing`
    leads from a mentor to the co-mentor who usually stands beside; `co_capacity` are the places
    that co-mentors have left. `apart` are pairs of any two who must not be in one tandem, among
    them `same`, who are one person. `dropped` are locks that cannot hold any more. `wishes` are
    affiliations by mentee: empty unless `affiliation_wishes`, which says that a rule asks for
    them and the reader has the right.
    """

    cohort: Cohort
    problem: Problem
    criteria: Criteria
    people: Mapping[str, Person]
    without: Mapping[str, Why]
    co_mentors: Side
    standing: Mapping[str, str]
    co_capacity: Mapping[str, int]
    apart: frozenset[Pair]
    same: frozenset[Pair]
    dropped: tuple[Pair, ...]
    affiliation_wishes: bool
    wishes: Mapping[str, tuple[str, ...]]

    @cached_property
    def scoring(self) -> Scoring:
        """The criteria made ready for these people; solving again asks the same."""
        return compiled(self.criteria, self.problem.in_order)

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """By id as text."""
        return {str(topic.pk): topic for topic in self.cohort.topics.all()}

    @cached_property
    def needs(self) -> dict[str, SupportNeed]:
        """By id as text."""
        return {str(need.pk): need for need in self.cohort.supportneeds.all()}

    def may_stand_beside(self, co_mentor: str, *others: str) -> bool:
        """Whether a co-mentor may be in a tandem with a mentee and a mentor."""
        one = self.people.get(co_mentor)
        if one is None or one.id not in self.co_mentors.positions:
            return False
        minor = any(self.people[other].is_minor for other in others)
        apart = any({(other, one.id), (one.id, other)} & self.apart for other in others)
        return not apart and not (minor and one.lacks_certificate)


def load(
    cohort: Cohort,
    *,
    table: Mapping[str, Any],
    by: Actor,
    now: datetime,
    run: Run | None = None,
    changes: Changes | None = None,
    locks: Iterable[Pair] = (),
) -> Pool:
    """The pool of a cohort at `now` under the criteria in `table`.

    Published pairs are not in it: they stay. Wishes about affiliations are read for `run`, if it
    counts them, a rule asks for them and `by` has the right.

    Raises:
        InputError: the table has no meaning.
    """
    changes = changes or Changes()
    people = people_of(cohort, taken=_taken(cohort), places=changes.capacities, now=now)
    without = _without(people.values(), changes, _undecided(cohort, now))
    asked = [one for one in people.values() if one.id not in without]
    sides = {str(part): [one for one in asked if one.part == part] for part in Part}
    reads = _reads_wishes(table, run, by)
    wishes = _wishes(sides[Part.MENTEE], cohort, run, by, now) if reads and run else {}
    named = _named(cohort)
    same = same_people(cohort)
    apart = _apart(cohort, named, same)
    problem, dropped = problem_of(sides, wishes if reads else None, named, apart, frozenset(locks))
    return Pool(
        cohort,
        problem,
        _criteria(table, affiliation_wishes=reads),
        people,
        without,
        side_of("co-mentors", sides[Part.CO_MENTOR], named),
        standing={p.id: p.standing_co_mentor for p in sides[Part.MENTOR] if p.standing_co_mentor},
        co_capacity={person.id: person.free for person in sides[Part.CO_MENTOR]},
        apart=apart,
        same=same,
        dropped=dropped,
        affiliation_wishes=reads,
        wishes=wishes,
    )


def _taken(cohort: Cohort) -> Counter[str]:
    """How many places of each are taken by tandems that live."""
    live = Partnership.objects.live().filter(cohort=cohort)
    rows = live.values_list("mentee_id", "mentor_id", "co_mentor_id")
    return Counter(str(one) for who in rows for one in who if one)


def _undecided(cohort: Cohort, now: datetime) -> set[uuid.UUID]:
    """Whose acceptance can still be taken back: nobody has heard of it yet."""
    return set(decisions.not_final(now).filter(cohort=cohort).values_list("subject", flat=True))


def _without(
    people: Collection[Person], changes: Changes, undecided: set[uuid.UUID]
) -> dict[str, Why]:
    """Who does not take part, and why."""
    found = {one.id: _why_not(one, changes) for one in people}
    found |= {
        one.id: Why.UNDECIDED
        for one in people
        if one.part == Part.MENTEE and one.subject_id in undecided
    }
    return {one: why for one, why in found.items() if why}


def _why_not(one: Person, changes: Changes) -> Why | None:
    if one.id in changes.left_out:
        return Why.LEFT_OUT
    if one.part == Part.MENTEE and not one.free:
        return Why.MATCHED
    if one.state == ProfileState.PAUSED:
        return Why.PAUSED
    if not one.free:
        return Why.FULL if one.capacity else Why.NO_PLACES
    return None


def asks_for_wishes(table: Mapping[str, Any]) -> bool:
    """Whether a rule asks for wishes about affiliations."""
    rules = (rule for kind in table.values() if isinstance(kind, list) for rule in kind)
    return any(isinstance(rule, Mapping) and rule.get("mentee") == WISH for rule in rules)


def _reads_wishes(table: Mapping[str, Any], run: Run | None, by: Actor) -> bool:
    """Only where a rule asks for them: what counts for nothing need not be read."""
    return bool(
        run is not None
        and run.with_affiliation_wishes
        and asks_for_wishes(table)
        and by.user is not None
        and can_read_answers(by.user, run.cohort.programme)
    )


def _wishes(
    mentees: list[Person], cohort: Cohort, run: Run, by: Actor, now: datetime
) -> dict[str, tuple[str, ...]]:
    known = answers.read_for_matching(
        subject_ids=[one.subject_id for one in mentees],
        programme=cohort.programme,
        occasion=run.pk,
        by=by,
        now=now,
    )
    given = {one.id: known.get(one.subject_id, {}) for one in mentees}
    found = {one: each.get(Question.AFFILIATION_WISH, ()) for one, each in given.items()}
    return {one: tuple(names) for one, names in found.items() if names}


def _named(cohort: Cohort) -> dict[str, dict[str, list[str]]]:
    """Kind → who → whom, first choice first; nothing where the cohort does not ask for names."""
    found: dict[str, dict[str, list[str]]] = {kind: {} for kind in WishKind.values}
    if cohort.allows_names:
        rows = NamedWish.objects.filter(profile__cohort=cohort).order_by("rank")
        for kind, who, whom in rows.values_list("kind", "profile_id", "other_id"):
            found[kind].setdefault(str(who), []).append(str(whom))
    return found


def _apart(cohort: Cohort, named: Named, same: frozenset[Pair]) -> frozenset[Pair]:
    """Blocks of staff, what was declined or ended, oneself, and whom somebody does not want."""
    blocked = Block.objects.filter(cohort=cohort).values_list("mentee_id", "mentor_id")
    pairs = {(str(mentee), str(mentor)) for mentee, mentor in blocked}
    failed = Partnership.objects.failed().filter(cohort=cohort)
    pairs |= {(str(one), str(two)) for one, two in failed.values_list("mentee_id", "mentor_id")}
    pairs |= same
    for who, others in named[WishKind.EXCLUDED].items():
        pairs |= {pair for other in others for pair in ((who, other), (other, who))}
    return frozenset(pairs)


def _criteria(table: Mapping[str, Any], *, affiliation_wishes: bool) -> Criteria:
    """The rules of `table` and those that always hold, without those about what was not read."""
    found = engine_criteria.read(table)
    always = engine_criteria.read({"forbid": [ALWAYS]})
    rules = tuple(rule for rule in found.rules if affiliation_wishes or rule.mentee != WISH)
    return Criteria((*(replace(rule, place="always") for rule in always.rules), *rules))

"""What the engine says about people, in the reader's language and with titles instead of codes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.engine.explain import Explainer
from matching.engine.plan import Reason
from matching.services.pool.candidates import Pool
from matching.services.pool.engine_input import OWN_ANSWERS, PREFERRED, WISH
from programmes.cohorts.states import Region
from programmes.profiles.states import MeetingFormat, SpokenLanguage

# What only staff may read: whom somebody named, a wish about affiliations, and own answers.
PRIVATE = frozenset({WISH, PREFERRED, OWN_ANSWERS})
ALL: frozenset[str] = frozenset()

# (rule, the mentee's column) → the sentence where it holds
HOLDS: Mapping[tuple[str, str], str | Promise] = {
    ("overlap", "languages"): _("Both speak %(shared)s."),
    ("overlap", "topics"): _("Topics in common: %(shared)s."),
    ("overlap", "important_topics"): _("Most important to the mentee: %(shared)s."),
    ("overlap", "needs"): _("Support offered that is wanted: %(shared)s."),
    ("overlap", "formats"): _("Suits both: %(shared)s."),
    ("overlap", WISH): _("A mentor from here was wished for: %(shared)s."),
    ("overlap", OWN_ANSWERS): _("Both have answered: %(shared)s."),
    ("same", "region"): _("Both live %(where)s."),
    ("distance", "place"): _("They live at most %(kilometres)s km apart."),
    ("distance", "land"): _("Their Länder are at most %(kilometres)s km apart."),
    ("time", "times"): _("Both are free at the same time, at least %(minutes)s minutes a week."),
    ("preference", PREFERRED): _("The mentee asked for this mentor."),
    ("preference", ""): _("The mentor asked for this mentee."),
}
# (code, the mentee's column) → what keeps two apart
APART: Mapping[tuple[str, str], str | Promise] = {
    ("forbid.both", "minor"): _(
        "The mentee is a minor; the mentor lacks a valid certificate of good conduct."
    ),
    ("require.overlap", "languages"): _("They have no language in common."),
    ("require.overlap", "topics"): _("They have no topic in common."),
    ("require.overlap", "important_topics"): _(
        "None of the most important topics is the mentor's."
    ),
    ("require.overlap", "needs"): _("Nothing that is wanted is offered."),
    ("require.overlap", "formats"): _("One only meets in person, the other only by video."),
    ("require.overlap", WISH): _("The mentor is not from where one was wished for."),
    ("require.overlap", OWN_ANSWERS): _("They have answered no question of our own alike."),
    ("require.same", "region"): _("They do not live in the same Land."),
    ("require.distance", "place"): _("They live more than %(kilometres)s km apart."),
    ("require.distance", "land"): _("Their Länder are more than %(kilometres)s km apart."),
    ("require.time", "times"): _(
        "They are free at the same time for less than %(minutes)s minutes a week."
    ),
    ("block", ""): _("These two must not be matched with each other."),
    ("over_capacity", ""): _("The mentor has more mentees here than places."),
}
SAME = _("This is one and the same person.")
OTHER_RULE = _("Another rule of the criteria.")
# Where the name of a region needs other words around it.
PLACES: Mapping[str, str | Promise] = {
    Region.SL: _("in Saarland"),
    Region.ABROAD: _("outside Germany"),
}
UNMATCHED: Mapping[str, str | Promise] = {
    "no_capacity": _("Takes nobody at the moment."),
    "somebody_free": _("%(name)s would be possible and free."),
    "only_losses": _("Each possible pair would lower the total."),
    "all_taken": _(
        "Everybody who is possible (%(allowed)s) is with somebody for whom the plan gains more."
    ),
    "not_needed": _("No mentee is left over."),
    "nobody_allowed": _("The rules leave nobody."),
}
NOBODY_MOSTLY = _("The rules leave nobody. Most often: %(why)s")
# Why a run came to nothing; it says nothing about a person, as the run is kept.
REFUSALS: Mapping[str, str | Promise] = {
    "no_mentees": _("No mentee waits for a mentor."),
    "no_mentors": _("No mentor has a place left."),
    "nobody_allowed": _(
        "The required rules leave no pair at all. Please require less in the criteria."
    ),
    "lock_absent": _(
        "A locked pair breaks a required rule. Please unlock it on the board, or require less."
    ),
    "points_too_large": _("The points are too large. Please take smaller numbers."),
    "unexpected": _(
        "Something went wrong that should not. Please try again; if it stays, tell the operator."
    ),
}


@dataclass(frozen=True)
class Said:
    """A sentence and the points it stands for."""

    text: str
    points: int = 0


class Speaker:
    """Words reasons about the people of a pool, in the language of the moment.

    Unless `private`, nothing is said of wishes: that is for what other people read, such as
    rationales, mails and exports.
    """

    def __init__(self, pool: Pool, *, private: bool) -> None:
        self._pool = pool
        self._hidden = ALL if private else PRIVATE
        self._labels = _labels(pool)

    def phrases(self, reasons: Iterable[Reason]) -> list[Said]:
        """One sentence for each of the reasons that may be told."""
        return [
            Said(str(self._template(HOLDS, _rule(reason), reason) % self._values(reason)), points)
            for reason in reasons
            if (points := reason.points) and not self._is_hidden(reason)
        ]

    def sentences(self, reasons: Iterable[Reason]) -> str:
        """The same as one text without points."""
        return " ".join(said.text for said in self.phrases(reasons))

    def hindrances(self, reasons: Iterable[Reason]) -> list[str]:
        """What keeps two apart."""
        return [
            str(self._apart(reason) % self._values(reason))
            for reason in reasons
            if not self._is_hidden(reason)
        ]

    def unmatched(self, reason: Reason, one: str = "") -> str:
        """Why somebody stays without; `one` is the person's id, for what the rules most often say.

        The explanation of that costs one look at all pairs of the person.
        """
        if reason.code == "nobody_allowed" and one:
            why = self._most_often(one)
            if why:
                return NOBODY_MOSTLY % {"why": why}
        values = dict(reason.values)
        if "who" in values:
            values["name"] = self._pool.people[values["who"]].name
        return str(UNMATCHED.get(reason.code, OTHER_RULE)) % values

    def label(self, column: str, code: str) -> str:
        """What stands for a code in a column, such as the title of a topic."""
        return self._labels.get(column, {}).get(code, code)

    def place(self, region: str) -> str:
        """Where somebody lives, as a part of a sentence: “in Saxony”."""
        plain = _("in %(region)s") % {"region": self.label("region", region)}
        return str(PLACES.get(region, plain))

    def _apart(self, reason: Reason) -> Any:
        pair = (reason.values.get("mentee"), reason.values.get("mentor"))
        return SAME if pair in self._pool.same else self._template(APART, reason.code, reason)

    def _is_hidden(self, reason: Reason) -> bool:
        columns = {reason.values.get("mentee_column"), reason.values.get("mentor_column")}
        return bool(self._hidden & columns)

    @staticmethod
    def _template(table: Mapping[tuple[str, str], Any], code: str, reason: Reason) -> Any:
        column = str(reason.values.get("mentee_column", ""))
        return table.get((code, column)) or table.get((code, "")) or OTHER_RULE

    def _values(self, reason: Reason) -> dict[str, Any]:
        column = reason.values.get("mentee_column", "")
        shared = reason.values.get("shared", reason.values.get("value", ""))
        codes = str(shared).split(", ") if shared else []
        titles = ", ".join(self.label(column, code) for code in codes)
        where = self.place(str(shared)) if column == "region" else ""
        return {**reason.values, "shared": titles, "where": where}

    def _most_often(self, one: str) -> str:
        mentees, mentors = self._pool.problem.mentees, self._pool.problem.mentors
        if one in mentees.positions:
            pairs = [(one, mentor) for mentor in mentors.ids]
        else:
            pairs = [(mentee, one) for mentee in mentees.ids]
        # Counted by rule and worded once: a board asks this of many people.
        rules: dict[Any, list[Reason]] = {}
        for each in explainer(self._pool).check(pairs):
            for reason in each:
                rules.setdefault((reason.code, reason.values.get("place")), []).append(reason)
        told = [
            (len(found), text) for found in rules.values() for text in self.hindrances(found[:1])
        ]
        return min(told, key=lambda each: (-each[0], each[1]), default=(0, ""))[1]


def explainer(pool: Pool, plan: Any = None) -> Explainer:
    """Answers questions about the pool, with the scores that are made already."""
    return Explainer(pool.problem, pool.criteria, plan, scoring=pool.scoring)


def reasons(pool: Pool, mentee: str, mentor: str, *, private: bool) -> list[Said]:
    """Why these two: sentences with points, highest first.

    Raises:
        InputError: one of the two is not in the pool.
    """
    return Speaker(pool, private=private).phrases(explainer(pool).reasons(mentee, mentor))


def refusal(code: str) -> str:
    """Why a run came to nothing; "" without a code."""
    return str(REFUSALS.get(code, REFUSALS["unexpected"])) if code else ""


def _rule(reason: Reason) -> str:
    return reason.code.rpartition(".")[2]


def _labels(pool: Pool) -> dict[str, dict[str, str]]:
    """Column → code → what it is called in the language of the moment."""
    topics = {key: str(topic) for key, topic in pool.topics.items()}
    affiliations = dict(pool.cohort.programme.affiliations)
    return {
        "topics": topics,
        "important_topics": topics,
        "needs": {key: str(need) for key, need in pool.needs.items()},
        "languages": {str(code): str(label) for code, label in SpokenLanguage.choices},
        "region": {str(code): str(label) for code, label in Region.choices},
        "formats": {str(code): str(label) for code, label in MeetingFormat.choices},
        "affiliation": affiliations,
        WISH: affiliations,
        OWN_ANSWERS: {
            answer: answer.partition(":")[2]
            for person in pool.people.values()
            for answer in person.codes(OWN_ANSWERS)
        },
    }

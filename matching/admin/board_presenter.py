"""How rows and figures of a board read."""

from functools import cached_property
from itertools import repeat
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from matching.admin.board_verdict import number, verdict
from matching.engine.plan import Reason
from matching.services.board.board_view import TOO_FAR, WEAK, Look, Looks
from matching.services.board.boards import Board
from matching.services.board.move_gains import Outcome
from matching.services.explanations import Speaker
from matching.services.pool.nearness import kilometres
from matching.services.pool.people import Person
from programmes.cohorts.states import Region

STRENGTHS: dict[str, str | Promise] = {
    "very_good": gettext_lazy("Very good"),
    "good": gettext_lazy("Good"),
    "fair": gettext_lazy("Fair"),
    WEAK: gettext_lazy("Weak"),
    TOO_FAR: gettext_lazy("Too far apart"),
}
REGIONS = dict(Region.choices)
TOPICS_SHOWN = 2
PATTERN = "00000000-0000-0000-0000-000000000000"
# What a button would do to the plan the page counts itself from its numbers, before it is pressed.
BUTTON = (
    '<li><button class="board-option{}" form="board-step" name="do" value="{}" data-total="{}"'
    ' data-matched="{}" data-score="{}" data-other="{}"><span>{}</span> <b>{}</b>{}</button></li>'
)
OPTIONS = '<ul class="board-options" id="options-{}" aria-label="{}">{}</ul>'


def signed(value: int) -> str:
    """A difference: +2, −3, ±0."""
    return f"{'+' if value > 0 else '−' if value < 0 else '±'}{number(abs(value))}"


def is_up(outcome: Outcome) -> bool:
    """Whether the plan gains by it."""
    return (outcome.matched, outcome.total) > (0, 0)


def do_move(mentee: str, outcome: Outcome) -> str:
    """What the button of a move sends."""
    parts = ("move", mentee, outcome.mentor, outcome.displaced, outcome.goes_to)
    return ":".join(parts).rstrip(":")


class BoardWords:
    """Words for what a board shows, in the language of the moment."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.pool = board.pool
        self.looks = Looks(board)
        self._facts_said: dict[str, str] = {}

    @cached_property
    def speaker(self) -> Speaker:
        """Speaks to staff, who may read wishes if their pool has them."""
        return Speaker(self.pool, private=True)

    @cached_property
    def _url(self) -> str:
        return reverse("admin:matching_plan_mentee", args=[self.board.plan.pk, PATTERN])

    def sort_name(self, one: str) -> str:
        """Where somebody stands in a list of names."""
        person = self.pool.people.get(one)
        return person.sort_name if person else ""

    @cached_property
    def _person_url(self) -> str:
        return reverse("admin:matching_plan_person", args=[self.board.plan.pk, PATTERN])

    def person_url(self, one: str) -> str:
        """The card of somebody."""
        return self._person_url.replace(PATTERN, one)

    def name(self, one: str) -> str:
        person = self.pool.people.get(one)
        return person.name if person else _("Somebody who has left")

    def facts(self, one: str) -> str:
        """Two or three things that tell people apart."""
        if one not in self._facts_said:
            person = self.pool.people.get(one)
            parts = self._facts(person) if person else []
            self._facts_said[one] = " · ".join(part for part in parts if part)
        return self._facts_said[one]

    def _facts(self, person: Person) -> list[str]:
        topics = person.important_topics or person.topics
        titles = [self.speaker.label("topics", topic) for topic in topics[:TOPICS_SHOWN]]
        return [
            self.speaker.label("affiliation", person.affiliation),
            str(REGIONS.get(person.region, "")),
            ", ".join(titles),
            _("under 18") if person.is_minor else "",
            self._wish(person),
        ]

    def _wish(self, person: Person) -> str:
        wished = self.pool.wishes.get(person.id, ()) if self.pool.affiliation_wishes else ()
        names = ", ".join(self.speaker.label("affiliation", one) for one in wished)
        return _("wishes for: %(names)s") % {"names": names} if names else ""

    def score(self, mentee: str, mentor: str, points: int | None) -> dict[str, Any]:
        """Points with a word, so that neither colour nor number has to speak alone."""
        strength = self.looks.strength(mentee, mentor, points)
        return {"points": points, "word": STRENGTHS[strength], "css": strength.replace("_", "-")}

    def row(self, look: Look) -> dict[str, Any]:
        """What the template of a row needs."""
        pair = bool(look.mentor)
        locked, confirmed, by_hand = look.flags
        score = self._score_of(look)
        return {
            "id": look.mentee,
            "name": self.name(look.mentee),
            "sort_name": self.sort_name(look.mentee),
            "facts": self.facts(look.mentee),
            "url": self._url.replace(PATTERN, look.mentee),
            "mentor": look.mentor,
            "mentor_name": self.name(look.mentor) if pair else "",
            "mentor_facts": self.facts(look.mentor) if pair else "",
            "mentor_url": self.person_url(look.mentor) if pair else "",
            "person_url": self.person_url(look.mentee),
            "co_mentor": self.name(look.co_mentor) if look.co_mentor else "",
            "score": score,
            "far": self._far(look) if score and score["css"] == "too-far" else "",
            "points": look.points if look.points is not None else -1,
            "why": self._why(look),
            "broken": self.broken(look),
            "locked": locked,
            "lock_reason": look.texts[0],
            "confirmed": confirmed,
            "by_hand": by_hand,
            "options": "" if locked or confirmed else self.options(look.mentee),
            "states": " ".join(self._states(look)),
        }

    def _score_of(self, look: Look) -> dict[str, Any] | None:
        if look.points is None:
            return None
        return self.score(look.mentee, look.mentor, look.points)

    def _far(self, look: Look) -> str:
        """How far two would have to travel, as well as it is known."""
        people = self.pool.people
        apart = kilometres(people[look.mentee], people[look.mentor]) or 0
        text = _("They could only meet in person, and live about %(kilometres)s km apart.")
        return text % {"kilometres": number(round(apart / 10) * 10)}

    def _states(self, look: Look) -> list[str]:
        locked, confirmed, _by_hand = look.flags
        strength = self.looks.strength(look.mentee, look.mentor, look.points)
        marks = {
            "unmatched": look.points is None,
            "weak": look.points is not None and strength in {WEAK, TOO_FAR},
            "unlocked": bool(look.mentor) and not locked,
            "unconfirmed": bool(look.mentor) and not confirmed,
            "broken": look.is_broken,
        }
        return [name for name, holds in marks.items() if holds]

    def _why(self, look: Look) -> str:
        if not self.board.plan.is_draft:
            return look.texts[1]
        if look.points is not None:
            key = get_language(), look.mentee, look.mentor
            said = self.board.frame.said
            if key not in said:
                said[key] = self.speaker.sentences(self.board.reasons[look.mentee])
            return said[key]
        # Asked of drawn rows only: the answer takes a look at all pairs of these people.
        why = None if look.is_broken else self.board.unmatched.get(look.mentee)
        return self._alone(look.mentee, why) if why else ""

    def _alone(self, mentee: str, why: Reason) -> str:
        """Why somebody stays without; what the rules say does not change with the plan."""
        if why.code != "nobody_allowed":
            return self.speaker.unmatched(why, mentee)
        key, said = (get_language(), mentee, ""), self.board.frame.said
        if key not in said:
            said[key] = self.speaker.unmatched(why, mentee)
        return said[key]

    def broken(self, look: Look) -> str:
        """Why the pair cannot stay, if so; what is no draft stays as it was."""
        if not self.board.plan.is_draft:
            return ""
        if look.is_gone:
            gone = [one for one in (look.mentee, look.mentor) if self._takes_no_part(one)]
            return " ".join(self._gone(one) for one in gone)
        return " ".join(self.speaker.hindrances(look.hindrances))

    def _takes_no_part(self, one: str) -> bool:
        return self.board.row(one) is None and self.board.column(one) is None

    def _gone(self, one: str) -> str:
        why = self.pool.without.get(one)
        if why is None:
            return _("Somebody has left the programme.")
        return _("%(name)s: %(why)s.") % {"name": self.name(one), "why": why.label}

    def options(self, mentee: str) -> SafeString:
        """The best alternatives as buttons. Without a template: a board has a thousand of them."""
        moves = self.looks.alternatives(mentee)
        buttons = format_html_join("", BUTTON, map(self._button, repeat(mentee), moves))
        text = _("Instead for %(name)s") % {"name": self.name(mentee)}
        return format_html(OPTIONS, mentee, text, buttons) if moves else SafeString("")

    def _button(self, mentee: str, outcome: Outcome) -> tuple[Any, ...]:
        then = self.then(mentee, outcome)
        tail = format_html(" <small>{}</small>", then) if then else ""
        other = "" if outcome.other_score is None else outcome.other_score
        numbers = outcome.total, outcome.matched, outcome.score, other
        name, css = self.name(outcome.mentor), " is-up" if is_up(outcome) else ""
        return css, do_move(mentee, outcome), *numbers, name, self.gain(outcome), tail

    def option(self, mentee: str, outcome: Outcome) -> dict[str, Any]:
        """The same for the list of everybody."""
        return {
            "do": do_move(mentee, outcome),
            "mentor": outcome.mentor,
            "name": self.name(outcome.mentor),
            "gain": self.gain(outcome),
            "then": self.then(mentee, outcome),
            "total": outcome.total,
            "matched": outcome.matched,
            "points": outcome.score,
            "other": "" if outcome.other_score is None else outcome.other_score,
            "css": "up" if is_up(outcome) else "",
            "score": self.score(mentee, outcome.mentor, outcome.score),
        }

    def gain(self, outcome: Outcome) -> str:
        """The difference at a glance."""
        if outcome.matched > 0:
            return _("one more matched")
        if outcome.matched < 0:
            return _("one fewer matched")
        return signed(outcome.total)

    def then(self, mentee: str, outcome: Outcome) -> str:
        """What happens to whoever had the place."""
        if not outcome.displaced:
            return ""
        names = {"name": self.name(outcome.displaced)}
        if not outcome.goes_to:
            return _("%(name)s stays without a mentor") % names
        pair = self.board.pairs.get(mentee)
        if pair and pair.mentor_id == outcome.goes_to:
            return _("swaps with %(name)s") % names
        return _("%(name)s goes to %(mentor)s") % (names | {"mentor": self.name(outcome.goes_to)})

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The figures as they are read."""
        figures = self.looks.figures
        names = ("matched", "mentees", "total", "weakest", "free_places", "confirmed", "pairs")
        return {name: number(getattr(figures, name)) for name in names}

    @cached_property
    def verdict(self) -> tuple[str, bool]:
        """How far the plan is from the best, and whether there is nothing better."""
        return verdict(self.looks.figures)

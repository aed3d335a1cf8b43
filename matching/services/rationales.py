"""Why two might suit each other, as both of them read it: a good start for what staff write.

Only what the two may know of each other anyway is said, whatever the criteria count: never a wish,
a score or a rule. The mentee appears by given name, as in a proposal.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from matching.services.explanations import Speaker
from matching.services.pool.candidates import Pool
from matching.services.pool.nearness import FAR_KM, IN_PERSON, are_near, kilometres
from matching.services.pool.people import DAYS, Person
from programmes.profiles.states import PartOfWeek, SpokenLanguage

MOST_NAMED = 3
# So much of a week in common is worth a word, in minutes.
TIME_IN_COMMON = 60
NOON, EVENING = 12 * 60, 17 * 60
WHEN: dict[str, str | Promise] = {
    PartOfWeek.MORNINGS: gettext_lazy("on weekday mornings"),
    PartOfWeek.AFTERNOONS: gettext_lazy("on weekday afternoons"),
    PartOfWeek.EVENINGS: gettext_lazy("on weekday evenings"),
    PartOfWeek.WEEKEND: gettext_lazy("at the weekend"),
}
VIDEO = "video"


def drafts(pool: Pool, pairs: Sequence[tuple[str, str]]) -> list[str]:
    """For each pair (mentee, mentor) a text to begin with; "" where the two share nothing.

    In the language of the house, whatever language staff have chosen for themselves: the text is
    mailed.
    """
    with translation.override(settings.LANGUAGE_CODE):
        speaker = Speaker(pool, private=False)
        people = pool.people
        return [_draft(speaker, people[mentee], people[mentor]) for mentee, mentor in pairs]


def _draft(speaker: Speaker, mentee: Person, mentor: Person) -> str:
    names = {"mentee": mentee.given_name, "mentor": mentor.name}
    said = (
        _topics(speaker, mentee, mentor, names),
        _needs(speaker, mentee, mentor, names),
        _languages(speaker, mentee, mentor),
        _meeting(speaker, mentee, mentor),
        _times(mentee, mentor),
    )
    return " ".join(filter(None, said))


def _topics(speaker: Speaker, mentee: Person, mentor: Person, names: dict[str, str]) -> str:
    """What is most important to the mentee goes before what else both care about."""
    if important := _shared(mentee, mentor, "important_topics", "topics"):
        text = ngettext(
            "%(topics)s is close to %(mentee)s’s heart, and %(mentor)s cares about it, too.",
            "%(topics)s are close to %(mentee)s’s heart, and %(mentor)s cares about them, too.",
            len(important),
        )
        return text % {**names, "topics": _quoted(speaker, "topics", important)}
    if shared := _shared(mentee, mentor, "topics"):
        text = _("Both care about %(topics)s: a good start for a first talk.")
        return text % {"topics": _quoted(speaker, "topics", shared)}
    return ""


def _needs(speaker: Speaker, mentee: Person, mentor: Person, names: dict[str, str]) -> str:
    shared = _shared(mentee, mentor, "needs")
    if not shared:
        return ""
    text = _("%(mentee)s would like support with %(needs)s, and %(mentor)s offers just that.")
    return text % {**names, "needs": _quoted(speaker, "needs", shared)}


def _languages(speaker: Speaker, mentee: Person, mentor: Person) -> str:
    """That both speak German goes without saying."""
    shared = _shared(mentee, mentor, "languages")
    more = [one for one in shared if one != SpokenLanguage.GERMAN]
    if not more:
        return ""
    text = _("Both also speak %(languages)s.") if more != shared else _("Both speak %(languages)s.")
    return text % {"languages": _listed(speaker.label("languages", one) for one in more)}


def _meeting(speaker: Speaker, mentee: Person, mentor: Person) -> str:
    """How far apart they live, and what that means for the way they would meet."""
    ways = _shared(mentee, mentor, "formats")
    if IN_PERSON in ways and are_near(mentee, mentor):
        return _("Both live in the same area and can easily meet in person.")
    if mentee.region and mentee.region == mentor.region:
        could_meet = IN_PERSON in ways and (kilometres(mentee, mentor) or 0) <= FAR_KM
        text = (
            _("Both live %(where)s and can meet in person.")
            if could_meet
            else _("Both live %(where)s.")
        )
        return text % {"where": speaker.place(mentee.region)}
    return _("Both like to meet by video, so distance does not matter.") if VIDEO in ways else ""


def _times(mentee: Person, mentor: Person) -> str:
    """When in the week both could meet, the longest first."""
    found: Counter[str] = Counter()
    for part, minutes in _in_common(mentee, mentor):
        found[part] += minutes
    parts = [part for part, minutes in found.most_common(2) if minutes >= TIME_IN_COMMON]
    when = _listed(str(WHEN[part]) for part in parts)
    return _("Both have time %(when)s.") % {"when": when} if when else ""


def _in_common(mentee: Person, mentor: Person) -> Iterator[tuple[str, int]]:
    """Stretches of the week that both have: its part and its minutes."""
    others = [_span(text) for text in mentor.codes("times")]
    for day, starts, ends in map(_span, mentee.codes("times")):
        for other, opens, closes in others:
            first, last = max(starts, opens), min(ends, closes)
            if day == other and first < last:
                yield from _by_part(day, first, last)


def _by_part(day: str, first: int, last: int) -> Iterator[tuple[str, int]]:
    if DAYS.index(day) > DAYS.index("fri"):
        yield PartOfWeek.WEEKEND, last - first
        return
    bounds = (0, NOON, EVENING, 24 * 60)
    parts = (PartOfWeek.MORNINGS, PartOfWeek.AFTERNOONS, PartOfWeek.EVENINGS)
    for part, opens, closes in zip(parts, bounds, bounds[1:], strict=False):
        if (minutes := min(last, closes) - max(first, opens)) > 0:
            yield part, minutes


def _span(text: str) -> tuple[str, int, int]:
    """Day, first and last minute of “mon 18:00-20:00”."""
    day, clock = text.split(" ")
    starts, ends = (int(each[:2]) * 60 + int(each[3:]) for each in clock.split("-"))
    return day, starts, ends


def _shared(mentee: Person, mentor: Person, column: str, other: str = "") -> list[str]:
    """Codes that stand in the mentee's column and in the mentor's, in the mentee's order."""
    there = set(mentor.codes(other or column))
    return [code for code in mentee.codes(column) if code in there][:MOST_NAMED]


def _quoted(speaker: Speaker, column: str, codes: Sequence[str]) -> str:
    """Titles in quotation marks: they are names and would not bend to a sentence."""
    return _listed(_("“%(title)s”") % {"title": speaker.label(column, code)} for code in codes)


def _listed(words: Iterator[str]) -> str:
    return str(get_text_list([*words], _("and")))

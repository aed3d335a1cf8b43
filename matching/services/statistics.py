"""A matching in numbers: how good the pairs are, who is sought and who is there."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from matching.services.explanations import Speaker
from matching.services.pool.candidates import Pool
from matching.services.pool.people import Person
from programmes.profiles.states import Part

BUCKETS = 8
COLUMNS = ("topics", "needs", "region", "languages", "formats")
# How many shortages of a kind are worth a sentence.
TOLD = {"topics": 2, "needs": 1, "region": 2}


@dataclass(frozen=True)
class Bucket:
    """Pairs with a score from `low` to `high`, both included."""

    low: int
    high: int
    count: int


@dataclass(frozen=True)
class Spread:
    """How the scores of pairs are spread; quartiles are scores that pairs have."""

    worst: int
    lower: int
    middle: int
    upper: int
    best: int
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True)
class Demand:
    """How many mentees look for something, and how many free places come with it.

    `wanted` is None where we do not say who looks for it.
    """

    code: str
    label: str
    wanted: int | None
    offered: int

    @property
    def missing(self) -> int:
        """How many more places would be needed for all who look for it."""
        return max(0, (self.wanted or 0) - self.offered)


@dataclass(frozen=True)
class Market:
    """Who is in a pool, with demand and supply by column."""

    mentees: int
    mentors: int
    places: int
    co_mentors: int
    minors: int
    uncertified: int
    certified_places: int
    lines: dict[str, list[Demand]]


def spread(scores: Sequence[int]) -> Spread | None:
    """None where there is no pair."""
    if not scores:
        return None
    known = sorted(scores)
    lower, middle, upper = (known[(len(known) - 1) * part // 4] for part in (1, 2, 3))
    width = -(-(known[-1] - known[0] + 1) // BUCKETS)
    counts = Counter((score - known[0]) // width for score in known)
    first = [known[0] + width * number for number in range(max(counts) + 1)]
    buckets = tuple(Bucket(low, low + width - 1, counts[n]) for n, low in enumerate(first))
    return Spread(known[0], lower, middle, upper, known[-1], buckets)


def market(pool: Pool) -> Market:
    """Demand and supply as they are now; of wishes about affiliations nothing is told."""
    mentees, mentors = _people(pool, Part.MENTEE), _people(pool, Part.MENTOR)
    speaker = Speaker(pool, private=False)
    lines = {column: _lines(column, mentees, mentors, speaker) for column in COLUMNS}
    belonging = _supply("affiliation", mentors)
    lines["affiliation"] = _sorted(
        Demand(code, speaker.label("affiliation", code), None, count)
        for code, count in belonging.items()
    )
    return Market(
        mentees=len(mentees),
        mentors=len(mentors),
        places=sum(one.free for one in mentors),
        co_mentors=len(_people(pool, Part.CO_MENTOR)),
        minors=sum(one.is_minor for one in mentees),
        uncertified=sum(one.lacks_certificate for one in mentors),
        certified_places=sum(one.free for one in mentors if not one.lacks_certificate),
        lines=lines,
    )


def advice(pool: Pool, found: Market) -> list[str]:
    """What the next recruiting should look for, the most pressing first."""
    return [*_places(found), *_certificates(found), *_speechless(pool), *_scarce(found)]


def _people(pool: Pool, part: str) -> list[Person]:
    return [one for one in pool.people.values() if one.part == part and one.id not in pool.without]


def _lines(
    column: str, mentees: list[Person], mentors: list[Person], speaker: Speaker
) -> list[Demand]:
    wanted = Counter(code for one in mentees for code in one.codes(column))
    offered = _supply(column, mentors)
    return _sorted(
        Demand(code, speaker.label(column, code), wanted[code], offered[code])
        for code in wanted | offered
    )


def _supply(column: str, mentors: list[Person]) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in mentors:
        for code in one.codes(column):
            found[code] += one.free
    return found


def _sorted(lines: Iterator[Demand]) -> list[Demand]:
    """What is sought most comes first."""
    return sorted(lines, key=lambda line: (-(line.wanted or 0), -line.offered, line.label))


def _places(found: Market) -> Iterator[str]:
    short = found.mentees - found.places
    if short > 0:
        text = ngettext(
            "%(count)s more place with a mentor is needed.",
            "%(count)s more places with mentors are needed.",
            short,
        )
        yield text % {"count": short}


def _certificates(found: Market) -> Iterator[str]:
    short = found.minors - found.certified_places
    if short > 0:
        text = ngettext(
            "%(count)s more place with a mentor whose certificate holds is needed for minors.",
            "%(count)s more places with mentors whose certificate holds are needed for minors.",
            short,
        )
        yield text % {"count": short}


def _speechless(pool: Pool) -> Iterator[str]:
    """Mentees who could talk to no mentor."""
    spoken = {code for one in _people(pool, Part.MENTOR) for code in one.codes("languages")}
    mentees = _people(pool, Part.MENTEE)
    alone = [one for one in mentees if not spoken.intersection(one.codes("languages"))]
    if alone:
        speaker = Speaker(pool, private=False)
        languages = Counter(code for one in alone for code in one.codes("languages"))
        names = [speaker.label("languages", code) for code, _count in languages.most_common()]
        text = ngettext(
            "%(count)s mentee shares no language with any mentor: %(languages)s.",
            "%(count)s mentees share no language with any mentor: %(languages)s.",
            len(alone),
        )
        yield text % {"count": len(alone), "languages": ", ".join(names)}


def _scarce(found: Market) -> Iterator[str]:
    for column, most in TOLD.items():
        short = [line for line in found.lines[column] if line.missing]
        for line in sorted(short, key=lambda one: -one.missing)[:most]:
            values = {"what": line.label, "wanted": line.wanted, "offered": line.offered}
            if column == "region":
                text = _("Mentors in %(what)s: %(wanted)s mentees, %(offered)s free places.")
            else:
                text = _("Mentors for “%(what)s”: %(wanted)s mentees, %(offered)s free places.")
            yield text % values

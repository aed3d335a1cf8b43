"""How one pair fares under criteria, rule by rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from matching.engine.plan import Reason
from matching.services.explanations import Speaker, explainer
from matching.services.pool.candidates import Pool
from matching.services.pool.engine_input import WISH
from matching.services.rules import RULES, Setting, key_of


@dataclass(frozen=True)
class RuleResult:
    """A rule that is not off: what it says of the pair, its points, whether it keeps them apart."""

    label: str | Promise
    said: str
    points: int
    forbids: bool
    required: bool


@dataclass(frozen=True)
class Trial:
    """What the criteria say of a pair, a line for each rule; the two by name."""

    mentee: str
    mentor: str
    lines: tuple[RuleResult, ...]
    # What keeps them apart whatever the criteria say.
    always: tuple[str, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether nothing keeps the two apart."""
        return not self.always and not any(line.forbids for line in self.lines)

    @property
    def total(self) -> int:
        """Points of the pair."""
        return sum(line.points for line in self.lines)


def of(pool: Pool, mentee: str, mentor: str, settings: Mapping[str, Setting]) -> Trial:
    """How the criteria in `settings`, by rule, judge one pair of the pool.

    Wishes about affiliations are not tried: they are read for runs only.

    Raises:
        InputError: one of the two is not in the pool.
    """
    asked = explainer(pool)
    speaker = Speaker(pool, private=True)
    by_key: dict[str, list[Reason]] = {}
    for reason in (*asked.reasons(mentee, mentor), *asked.hindrances(mentee, mentor)):
        by_key.setdefault(_key(reason), []).append(reason)
    lines = [
        _line(known.label, by_key.get(known.key, []), speaker, setting)
        for known in RULES
        if known.mentee != WISH and _is_on(setting := settings.get(known.key, Setting()))
    ]
    always = tuple(speaker.hindrances(by_key.get("", ())))
    return Trial(pool.people[mentee].name, pool.people[mentor].name, tuple(lines), always)


def _is_on(setting: Setting) -> bool:
    return setting.counts or setting.is_required


def _line(
    label: str | Promise, reasons: list[Reason], speaker: Speaker, setting: Setting
) -> RuleResult:
    apart = [reason for reason in reasons if not reason.points]
    said = [one.text for one in speaker.phrases(reasons)] + speaker.hindrances(apart)
    points = sum(reason.points for reason in reasons)
    return RuleResult(label, " ".join(said), points, bool(apart), setting.is_required)


def _key(reason: Reason) -> str:
    values = reason.values
    return key_of(
        {
            "rule": reason.code.rpartition(".")[2],
            "mentee": values.get("mentee_column", ""),
            "mentor": values.get("mentor_column", ""),
        }
    )

"""What counts in a cohort's matching: presets, settings for the form, and the engine's table."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.engine import criteria as engine_criteria
from matching.engine.wording import InputError
from matching.models import CohortCriteria
from matching.services.rules import BY_KEY, RULES, Known, Mode, Setting, Table, key_of
from matching.states import Objective
from mentoring.common.errors import ConflictError, DomainError
from programmes.cohorts.models import Cohort

Settings = Mapping[str, Setting]
BALANCED: Settings = {
    "languages": Setting(Mode.REQUIRED, 2, 2),
    "formats": Setting(Mode.REQUIRED, 2),
    "topics": Setting(Mode.COUNTS, 10, 3),
    "important_topics": Setting(Mode.COUNTS, 5, 3),
    "needs": Setting(Mode.COUNTS, 6, 3),
    "region": Setting(Mode.COUNTS, 4),
    "distance": Setting(Mode.COUNTS, 8, 30),
    "times": Setting(Mode.COUNTS, 5, 60),
    "affiliation_wish": Setting(Mode.COUNTS, 8),
    "mentees_choice": Setting(Mode.COUNTS, 15),
    "mentors_choice": Setting(Mode.COUNTS, 15),
}
NEAR: Settings = {
    **BALANCED,
    "region": Setting(Mode.COUNTS, 12),
    "distance": Setting(Mode.COUNTS, 24, 30),
    "topics": Setting(Mode.COUNTS, 5, 3),
    "needs": Setting(Mode.COUNTS, 4, 3),
}
TOPICS_FIRST: Settings = {
    **BALANCED,
    "topics": Setting(Mode.COUNTS, 15, 3),
    "important_topics": Setting(Mode.COUNTS, 10, 3),
    "region": Setting(Mode.OFF, 4),
    "distance": Setting(Mode.OFF, 8, 30),
}
PRESETS: Mapping[str, tuple[str | Promise, Settings]] = {
    "balanced": (_("Balanced"), BALANCED),
    "near": (_("Near home"), NEAR),
    "topics": (_("Topics first"), TOPICS_FIRST),
}


def of(cohort: Cohort) -> CohortCriteria:
    """The criteria of a cohort; the balanced preset, not saved, where nobody has set any."""
    found = CohortCriteria.objects.filter(cohort=cohort).first()
    return found or CohortCriteria(cohort=cohort, table=table_of(BALANCED))


def table_of(settings: Settings) -> Table:
    """The engine's table for settings by rule."""
    table: Table = {"require": [], "score": []}
    for known in RULES:
        setting = settings.get(known.key, Setting())
        if setting.is_required:
            table["require"].append(known.columns() | known.require(setting))
        if setting.counts and setting.points:
            table["score"].append(known.columns() | known.score(setting))
    return {kind: rules for kind, rules in table.items() if rules}


def settings_of(table: Mapping[str, Any]) -> dict[str, Setting]:
    """How each known rule is set; what counts for nothing keeps the usual numbers."""
    found = {kind: {key_of(rule): rule for rule in table.get(kind, ())} for kind in _KINDS}
    return {
        known.key: _setting(known, found["require"].get(known.key), found["score"].get(known.key))
        for known in RULES
    }


_KINDS = ("require", "score")


def _setting(known: Known, require: Any, score: Any) -> Setting:
    modes = {
        (False, False): Mode.OFF,
        (False, True): Mode.COUNTS,
        (True, False): Mode.REQUIRED,
        (True, True): Mode.BOTH,
    }
    mode = modes[require is not None, score is not None]
    points = _points((score or {}).get("points", known.usual_points))
    usual = known.number.usual if known.number else 0
    return Setting(mode, points, _number(known, score or {}, require or {}) or usual)


def _points(given: Any) -> int:
    """The most that a rule gives at once."""
    if isinstance(given, Mapping):
        return int(max(given.values()))
    return max(map(int, given)) if isinstance(given, list | tuple) else int(given)


def _number(known: Known, score: Mapping[str, Any], require: Mapping[str, Any]) -> int:
    if known.rule == "distance":
        steps = [int(far) for far in score.get("points", {})]
        return min(steps, default=0) or int(require.get("within", 0))
    name = {"overlap": "most", "time": "minutes"}.get(known.rule, "")
    return int(score.get(name) or require.get(name) or 0) if known.number else 0


def in_words(settings: Settings) -> list[str]:
    """What the settings mean, a sentence for each rule; the required ones come first."""
    said = [(known, settings.get(known.key, Setting())) for known in RULES]
    required = [known.required % _said(one) for known, one in said if one.is_required]
    counted = [known.counts % _said(one) for known, one in said if one.counts and one.points]
    return [str(sentence) for sentence in (*required, *counted)]


def _said(setting: Setting) -> dict[str, int]:
    return {"points": setting.points, "number": setting.number, "far": 3 * setting.number}


def weighed(table: Mapping[str, Any], weights: Mapping[str, int]) -> Table:
    """The table with other points for some rules, by their keys; 0 counts for nothing."""
    settings = settings_of(table)
    for key, points in weights.items():
        if key in BY_KEY:
            settings[key] = _with_points(settings[key], points)
    return table_of(settings)


def _with_points(one: Setting, points: int) -> Setting:
    """A rule that is required stays so."""
    if points:
        mode = Mode.BOTH if one.is_required else Mode.COUNTS
        return Setting(mode, points, one.number)
    return Setting(Mode.REQUIRED if one.is_required else Mode.OFF, one.points, one.number)


def check(table: Mapping[str, Any]) -> None:
    """Let only tables through that the engine can read; the form makes no others.

    Raises:
        DomainError: it cannot; the text names the place ("criteria").
    """
    try:
        engine_criteria.read(table)
    except InputError as error:
        place = error.values.get("place", "")
        raise DomainError(
            _("The rules cannot be read (%(place)s).") % {"place": place}, code="criteria"
        ) from None


@transaction.atomic
def save(
    cohort: Cohort,
    *,
    table: Mapping[str, Any],
    objective: str = Objective.FAIR,
    jointly: bool = False,
    version: int,
) -> CohortCriteria:
    """Keep criteria that were read at `version`, 0 where there were none.

    Raises:
        ConflictError: a colleague has saved others meanwhile ("stale").
        DomainError: the table has no meaning ("criteria").
    """
    check(table)
    columns = {"table": dict(table), "objective": objective, "jointly": jointly}
    stale = ConflictError(
        _("A colleague has just changed the criteria. This is what holds now."), code="stale"
    )
    if version == 0:
        try:
            with transaction.atomic():
                return CohortCriteria.objects.create(cohort=cohort, version=1, **columns)
        except IntegrityError:
            raise stale from None
    rows = CohortCriteria.objects.filter(cohort=cohort, version=version)
    if not rows.update(version=version + 1, **columns):
        raise stale
    return CohortCriteria.objects.get(cohort=cohort)

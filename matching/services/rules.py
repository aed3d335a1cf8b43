"""The rules that staff can set, and how each stands in the engine's table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from matching.services.pool.engine_input import OWN_ANSWERS, PREFERRED, WISH

Table = dict[str, list[dict[str, Any]]]
MOST_POINTS = 100


class Mode(TextChoices):
    OFF = "off", _("Does not count")
    COUNTS = "counts", _("Counts")
    REQUIRED = "required", _("Required")
    BOTH = "both", _("Required, and counts")


SOFT = (Mode.OFF, Mode.COUNTS)


@dataclass(frozen=True)
class Setting:
    """How a rule is set; `number` is its further number, such as kilometres, 0 for none."""

    mode: str = Mode.OFF
    points: int = 0
    number: int = 0

    @property
    def is_required(self) -> bool:
        """Whether it keeps people apart."""
        return self.mode in {Mode.REQUIRED, Mode.BOTH}

    @property
    def counts(self) -> bool:
        """Whether it gives points, if there are any."""
        return self.mode in {Mode.COUNTS, Mode.BOTH}


@dataclass(frozen=True)
class Number:
    """A further number of a rule: its name in the form, the usual value and the bounds."""

    label: str | Promise
    usual: int
    least: int
    most: int
    step: int = 1


def _points(setting: Setting) -> dict[str, Any]:
    return {"points": setting.points}


def _nothing(_setting: Setting) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Known:
    """A rule: its name and help in the form, and its sentences in the preview.

    `required` and `counts` are sentences with %(points)s, %(number)s and %(far)s.
    """

    key: str
    rule: str
    mentee: str
    mentor: str
    label: str | Promise
    counts: str | Promise
    required: str | Promise = ""
    help: str | Promise = ""
    number: Number | None = None
    usual_points: int = 5
    # The keys of a score and of a requirement beside rule and columns.
    score: Callable[[Setting], dict[str, Any]] = _points
    require: Callable[[Setting], dict[str, Any]] = _nothing

    @property
    def modes(self) -> tuple[Mode, ...]:
        """What can be chosen in the form: some rules cannot be required."""
        return tuple(Mode) if self.required else SOFT

    @property
    def is_measured(self) -> bool:
        """Whether the further number says what is required, not only what counts."""
        return self.rule in {"distance", "time"}

    def matches(self, rule: Mapping[str, Any]) -> bool:
        """Whether a rule of the engine's table is this one, whatever its numbers."""
        return (rule.get("rule"), rule.get("mentee", ""), rule.get("mentor", "")) == (
            self.rule,
            self.mentee,
            self.mentor,
        )

    def columns(self) -> dict[str, str]:
        """What names the rule in the engine's table: rule and columns, without blank ones."""
        given = {"rule": self.rule, "mentor": self.mentor, "mentee": self.mentee}
        return {name: value for name, value in given.items() if value}


AT_MOST = Number(_("at most"), 3, 1, 10)


def _each(setting: Setting) -> dict[str, Any]:
    return {"points": setting.points, "most": max(1, setting.number)}


def _near(setting: Setting) -> dict[str, Any]:
    """All points within so many kilometres, half of them within three times as many."""
    points = {str(setting.number): setting.points, str(3 * setting.number): setting.points // 2}
    return {"points": points}


def _choices(setting: Setting) -> dict[str, Any]:
    """All points for the first choice, less and less for those after it."""
    return {"points": [setting.points * share // 5 for share in (5, 4, 3, 2, 1)]}


def _blank(_setting: Setting) -> dict[str, Any]:
    return {"blank": "allow"}


RULES = (
    Known(
        "languages",
        "overlap",
        "languages",
        "languages",
        _("Languages in common"),
        _("Each language in common counts %(points)s, at most %(number)s."),
        _("Languages in common are required."),
        number=Number(_("at most"), 2, 1, 5),
        score=_each,
    ),
    Known(
        "formats",
        "overlap",
        "formats",
        "formats",
        _("Way to meet (in person, video)"),
        _("A way to meet that suits both counts %(points)s."),
        _("A way to meet that suits both is required."),
        score=lambda setting: {"points": setting.points, "most": 1},
    ),
    Known(
        "topics",
        "overlap",
        "topics",
        "topics",
        _("Topics in common"),
        _("Each topic in common counts %(points)s, at most %(number)s."),
        _("A topic in common is required."),
        number=AT_MOST,
        usual_points=10,
        score=_each,
        require=_blank,
    ),
    Known(
        "important_topics",
        "overlap",
        "important_topics",
        "topics",
        _("Topics that matter most to the mentee"),
        _("Each that is also the mentor's counts %(points)s more, at most %(number)s."),
        _("The mentor must have one of the mentee's most important topics."),
        number=AT_MOST,
        score=_each,
        require=_blank,
    ),
    Known(
        "needs",
        "overlap",
        "needs",
        "needs",
        _("Support wanted and offered"),
        _("Each kind of support wanted and offered counts %(points)s, at most %(number)s."),
        _("The mentor must offer some of the support that is wanted."),
        number=AT_MOST,
        usual_points=6,
        score=_each,
        require=_blank,
    ),
    Known(
        "region",
        "same",
        "region",
        "region",
        _("Same Land"),
        _("The same Land counts %(points)s."),
        _("Both must live in the same Land."),
        require=_blank,
    ),
    Known(
        "distance",
        "distance",
        "place",
        "place",
        _("Distance"),
        _("Up to %(number)s km apart counts %(points)s, up to %(far)s km half of it."),
        _("They may live at most %(number)s km apart, where both gave a postcode."),
        _("As the crow flies between the areas of the first two digits of the postcodes."),
        Number(_("kilometres"), 30, 5, 300, 5),
        8,
        _near,
        lambda setting: {"within": setting.number, "blank": "allow"},
    ),
    Known(
        "lands",
        "distance",
        "land",
        "land",
        _("Distance between Länder"),
        _("Länder up to %(number)s km apart count %(points)s, up to %(far)s km half of it."),
        _("Their Länder may lie at most %(number)s km apart, where both gave one."),
        _("From the middle of one Land to that of the other: also where postcodes are missing."),
        Number(_("kilometres"), 150, 50, 600, 50),
        6,
        _near,
        lambda setting: {"within": setting.number, "blank": "allow"},
    ),
    Known(
        "times",
        "time",
        "times",
        "times",
        _("Time in common"),
        _("%(number)s minutes a week in common count %(points)s."),
        _("%(number)s minutes a week in common are required, where both gave times."),
        number=Number(_("minutes a week"), 60, 15, 600, 15),
        score=lambda setting: {"points": setting.points, "minutes": setting.number},
        require=lambda setting: {"minutes": setting.number, "blank": "allow"},
    ),
    Known(
        "affiliation_wish",
        "overlap",
        WISH,
        "affiliation",
        _("Wish about a mentor's affiliation"),
        _("A mentor from where one was wished for counts %(points)s."),
        _("Whoever wished where the mentor comes from gets one from there or nobody."),
        _(
            "A wish is protected like health data. Each run that counts wishes stands in the log; "
            "the operator's runs do without them."
        ),
        usual_points=8,
        score=lambda setting: {"points": setting.points, "most": 1},
        require=_blank,
    ),
    Known(
        "own_answers",
        "overlap",
        OWN_ANSWERS,
        OWN_ANSWERS,
        _("Same answers to questions of our own"),
        _("Each same answer counts %(points)s, at most %(number)s."),
        _("At least one same answer is required, where both have answered."),
        _("Questions with choices that applicants and mentors are asked, such as gender or age."),
        AT_MOST,
        score=_each,
        require=_blank,
    ),
    Known(
        "mentees_choice",
        "preference",
        PREFERRED,
        "",
        _("Mentors whom the mentee named"),
        _("The mentee's first choice counts %(points)s, each after it less."),
        help=_("Only where the cohort lets people name persons."),
        usual_points=10,
        score=_choices,
    ),
    Known(
        "mentors_choice",
        "preference",
        "",
        PREFERRED,
        _("Mentees whom the mentor named"),
        _("The mentor's first choice counts %(points)s, each after it less."),
        help=_("Only where the cohort lets people name persons."),
        usual_points=10,
        score=_choices,
    ),
)
BY_KEY = {known.key: known for known in RULES}


def key_of(rule: Mapping[str, Any]) -> str:
    """Which of the known rules stands there; blank for a rule that was written by hand."""
    return next((known.key for known in RULES if known.matches(rule)), "")

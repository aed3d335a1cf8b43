"""The life of a cohort; and what a programme chooses from, such as Länder and settings."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from mentoring.common.states import Events, Moves


class CohortState(TextChoices):
    """Strangers never see a draft. An open one takes applications within its window."""

    DRAFT = "draft", pgettext_lazy("cohort", "Draft")
    OPEN = "open", pgettext_lazy("cohort", "Open")
    CLOSED = "closed", pgettext_lazy("cohort", "Closed")


# Back to a draft only before anybody can have applied.
COHORT_MOVES: Moves = {
    CohortState.DRAFT: frozenset({CohortState.OPEN}),
    CohortState.OPEN: frozenset({CohortState.CLOSED, CohortState.DRAFT}),
    CohortState.CLOSED: frozenset({CohortState.OPEN}),
}
PREVIEWED = "previewed"
COHORT_EVENTS: Events = {PREVIEWED: _("The preview was looked at")}


class Region(TextChoices):
    """The value is the ISO 3166-2 code without the country."""

    BW = "BW", _("Baden-Württemberg")
    BY = "BY", _("Bavaria")
    BE = "BE", _("Berlin")
    BB = "BB", _("Brandenburg")
    HB = "HB", _("Bremen")
    HH = "HH", _("Hamburg")
    HE = "HE", _("Hesse")
    MV = "MV", _("Mecklenburg-Western Pomerania")
    NI = "NI", _("Lower Saxony")
    NW = "NW", _("North Rhine-Westphalia")
    RP = "RP", _("Rhineland-Palatinate")
    SL = "SL", _("Saarland")
    SN = "SN", _("Saxony")
    ST = "ST", _("Saxony-Anhalt")
    SH = "SH", _("Schleswig-Holstein")
    TH = "TH", _("Thuringia")
    ABROAD = "XX", _("Outside Germany")


class Source(TextChoices):
    """How somebody heard of the programme."""

    SCHOOL = "school", _("School or university")
    FRIENDS = "friends", _("Friends or family")
    SOCIAL_MEDIA = "social_media", _("Social media")
    YOUTH_WORK = "youth_work", _("Youth work or association")
    PARTNER = "partner", _("A partner organisation")
    POSTER = "poster", _("Poster or flyer")
    PRESS = "press", _("Press or website")
    OTHER = "other", _("Somewhere else")


class Tone(TextChoices):
    """How German addresses applicants and mentees."""

    INFORMAL = "informal", _("informal (du)")
    FORMAL = "formal", _("formal (Sie)")


class FormLanguage(TextChoices):
    GERMAN = "de", _("German")
    ENGLISH = "en", _("English")


class OptionalQuestion(TextChoices):
    """Questions of the application form that a cohort may leave out."""

    TOPICS = "topics", _("Topics of interest")
    HOPE = "hope", _("What should be different after a year")
    TIMES = "times", _("Good times")
    MENTOR_WISH = "mentor_wish", _("Wishes for a mentor")
    AFFILIATION_WISH = "affiliation_wish", _("Wish about a mentor's affiliation")
    BACKGROUND = "background", _("Voluntary background questions")
    SOURCE = "source", _("How they heard of us")


class QuestionKind(TextChoices):
    SHORT = "short", _("Short text")
    LONG = "long", _("Long text")
    ONE = "one", _("One of several")
    SEVERAL = "several", _("Several of several")


class AskedOf(TextChoices):
    """On whose form a question of the cohort's own stands."""

    APPLICANTS = "applicants", _("Applicants")
    MENTORS = "mentors", _("Mentors")
    BOTH = "both", _("Applicants and mentors")


class LegalKind(TextChoices):
    IMPRINT = "imprint", _("Legal notice")
    PRIVACY = "privacy", _("Privacy notice")
    ACCESSIBILITY = "accessibility", _("Accessibility")

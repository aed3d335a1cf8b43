"""The answers of an application in words, as the summary and the status page show them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.text import NOT_GIVEN
from programmes.applications.forms.extra import in_words
from programmes.applications.forms.flow import steps_for
from programmes.applications.models import Application
from programmes.applications.services import extra_answers
from programmes.cohorts.states import OptionalQuestion
from programmes.profiles.states import PartOfWeek, SpokenLanguage


@dataclass(frozen=True)
class Fact:
    """An answer in words, and the page (`slug`) on which it can be changed."""

    label: str | Promise
    value: str | Promise
    slug: str


def summarise(application: Application) -> list[Fact]:
    """Label, value and the page on which it can be changed; voluntary answers do not appear."""
    slugs = {step.slug for step in steps_for(application)}
    usual = [
        Fact(label, read(application) or NOT_GIVEN, slug)
        for slug, label, question, read in READERS
        if slug in slugs and (question is None or application.cohort.asks(question))
    ]
    return [*usual, *_extra(application)]


def _extra(application: Application) -> list[Fact]:
    """What the cohort asks besides; what was answered stays, still asked or not."""
    answers = {
        a.question: in_words(a) for a in application.extra_answers.select_related("question")
    }
    asked = extra_answers.asked(application.cohort)
    gone = [question for question in answers if question not in asked]
    return [Fact(each.title, answers.get(each) or NOT_GIVEN, "more") for each in (*asked, *gone)]


def _joined(values: Iterable[object]) -> str:
    return ", ".join(str(value) for value in values)


Reader = Callable[[Application], str]
Q = OptionalQuestion
READERS: tuple[tuple[str, Promise, OptionalQuestion | None, Reader], ...] = (
    ("name", _("Name"), None, str),
    ("name", _("E-mail address"), None, lambda a: a.email),
    ("birth", _("Birth date"), None, lambda a: date_format(a.birth_date) if a.birth_date else ""),
    ("guardian", _("E-mail address of a parent"), None, lambda a: a.guardian_email),
    ("region", _("Region"), None, lambda a: str(a.get_region_display())),
    ("support", _("Support"), None, lambda a: _joined(a.needs.all())),
    ("support", _("Topics"), Q.TOPICS, lambda a: _joined(a.topics.all())),
    ("support", _("After a year"), Q.HOPE, lambda a: a.hope),
    (
        "practical",
        _("Languages"),
        None,
        lambda a: _joined(SpokenLanguage(v).label for v in a.languages),
    ),
    ("practical", _("Times"), Q.TIMES, lambda a: _joined(PartOfWeek(v).label for v in a.times)),
    ("practical", _("Meeting"), None, lambda a: str(a.get_meeting_format_display())),
    ("mentor", _("Wishes for a mentor"), Q.MENTOR_WISH, lambda a: a.mentor_wish),
    ("source", _("How you heard of us"), Q.SOURCE, lambda a: a.source_title),
)

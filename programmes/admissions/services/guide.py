"""The interviewer's guide through half an hour: the usual one, or the cohort's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.errors import DomainError
from programmes.cohorts.models import Cohort, GuideChapter

Text = str | Promise


@dataclass(frozen=True)
class Chapter:
    """A part of the usual guide; a cohort's own chapters look the same to a page."""

    minutes: int
    title: Text
    questions: Sequence[Text]


GUIDE = (
    Chapter(
        3,
        _("Arriving"),
        (
            _("Say who you are and what will happen in this half hour. It is not a test."),
            _("How are you today? Did everything work out with the appointment?"),
            _("Say that you take notes, and who reads them: you and the programme managers."),
        ),
    ),
    Chapter(
        8,
        _("What moves you"),
        (
            _("How did you come to apply?"),
            _("What would you like to change, in your town or in your own life?"),
            _("Tell me of something that you did and are proud of, however small."),
        ),
    ),
    Chapter(
        8,
        _("What you need"),
        (
            _("What should be different for you in a year?"),
            _("What makes it hard at the moment? What has helped you before?"),
            _("What should a mentor be like, so that you can talk openly?"),
        ),
    ),
    Chapter(
        6,
        _("Time and everyday life"),
        (
            _("What does a usual week look like? When do you have time and calm?"),
            _("A meeting a month for a year: what could get in the way?"),
            _("Is there anything we should arrange, such as travel costs, a room or a language?"),
        ),
    ),
    Chapter(
        5,
        _("Your questions"),
        (
            _("What would you like to know from me?"),
            _("Say what comes next: the managers decide and write a mail. Applicants see by when."),
        ),
    ),
)


def guide_of(cohort: Cohort) -> Iterable[Chapter | GuideChapter]:
    """The cohort's own chapters where it has any, otherwise the usual ones."""
    return list(cohort.guide.all()) or GUIDE


@transaction.atomic
def start_from_usual(cohort: Cohort) -> list[GuideChapter]:
    """Copy the usual guide into the cohort, in both languages, so that it can be changed there.

    Raises:
        DomainError: it has a guide of its own ("exists").
    """
    Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    if cohort.guide.exists():
        raise DomainError(_("This cohort has a guide of its own already."), code="exists")
    return GuideChapter.objects.bulk_create(
        GuideChapter(
            cohort=cohort,
            minutes=chapter.minutes,
            position=position,
            **_words(chapter, "de"),
            **_words(chapter, "en"),
        )
        for position, chapter in enumerate(GUIDE)
    )


def _words(chapter: Chapter, language: str) -> dict[str, str]:
    with translation.override(language):
        return {
            f"title_{language}": str(chapter.title),
            f"questions_{language}": "\n".join(str(question) for question in chapter.questions),
        }

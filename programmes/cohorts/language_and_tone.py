"""In which language and tone a page speaks: what the visitor chose, as the cohort has it."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.states import FormLanguage, Tone


def speak(request: HttpRequest, cohort: Cohort) -> None:
    """The language of the form: the visitor's if the cohort offers it, else the one it has."""
    language = language_of(cohort, translation.get_language() or FormLanguage.GERMAN)
    _activate(request, language)
    # A switch that changes nothing would only puzzle.
    request.has_one_language = len(cohort.form_languages) == 1  # type: ignore[attr-defined]


def address(request: HttpRequest, cohort: Cohort | None) -> None:
    """Only the tone: pages about the programme are there in every language."""
    if cohort and (translation.get_language() or "de").startswith(FormLanguage.GERMAN):
        _activate(request, german_of(cohort))


def language_of(cohort: Cohort, wanted: str) -> str:
    """The language in which somebody who wants `wanted` gets the form."""
    offered = cohort.form_languages
    chosen = wanted[:2] if wanted[:2] in offered else offered[0]
    return german_of(cohort) if chosen == FormLanguage.GERMAN else chosen


def speak_in(request: HttpRequest, tone: str) -> None:
    """The visitor's language; German in the tone of whom the page addresses."""
    if (translation.get_language() or "de").startswith(FormLanguage.GERMAN):
        _activate(request, german_in(tone))


def german_of(cohort: Cohort) -> str:
    return german_in(cohort.tone)


def german_in(tone: str) -> str:
    return "de" if tone == Tone.FORMAL else "de-informal"


def sign_in_path(programme: Programme | None, language: str) -> str:
    """The sign-in, which then goes by the name of `programme` and speaks as `language` does."""
    return _told(reverse("account_login"), programme, language)


def lost_link_path(programme: Programme | None, language: str) -> str:
    """The same of the page that mails a lost link."""
    return _told(reverse("applications:links"), programme, language)


def _told(path: str, programme: Programme | None, language: str) -> str:
    """One parameter for both, as a letter and its text show an address alike only without "&"."""
    if programme is None:
        return path
    tone = {"de-informal": "~du", "de": "~sie"}.get(language, "")
    return f"{path}?programme={programme.slug}{tone}"


def _activate(request: HttpRequest, language: str) -> None:
    translation.activate(language)
    request.LANGUAGE_CODE = language  # type: ignore[attr-defined]

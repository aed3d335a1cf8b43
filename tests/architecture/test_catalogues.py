"""Every text is translated: what the code says stands in the catalogues, and fits its pattern."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import django
import pytest
from babel.messages.extract import extract
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from django.apps import apps
from django.utils.translation import templatize

from mentoring.launcher.folder import CHECKOUT

FOLDERS = ("mentoring", "programmes", "matching", "templates")
CONTEXT_FIRST = ((1, "c"), 2)
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": CONTEXT_FIRST,
    "pgettext_lazy": CONTEXT_FIRST,
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def catalogue(locale):
    path = CHECKOUT / "locale" / locale / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file, locale="de")


def sources() -> Iterator[Path]:
    for folder in FOLDERS:
        for path in sorted((CHECKOUT / folder).rglob("*")):
            if path.suffix in {".py", ".html", ".txt", ".md"} and "migrations" not in path.parts:
                yield path


def texts(path):
    """What xgettext would find, as (text, context)."""
    code = path.read_text()
    if path.suffix != ".py":
        code = re.sub(r"^\s+", "", templatize(code, origin=str(path)), flags=re.MULTILINE)
    for _line, found, _comments, context in extract("python", BytesIO(code.encode()), KEYWORDS):
        yield (found if isinstance(found, str) else found[0]), context


def test_everything_said_is_in_the_german_catalogue():
    german = catalogue("de")
    missing = {
        f"{path.relative_to(CHECKOUT)}: {text}"
        for path in sources()
        for text, context in texts(path)
        if text and german.get(text, context) is None
    }
    assert missing == set()


def test_translating_functions_have_names_that_xgettext_knows():
    strange = re.compile(r"\bn?p?gettext\w* as (?!_\b)\w+")
    assert [str(path) for path in sources() if strange.search(path.read_text())] == []


def test_every_german_text_is_translated():
    untranslated = [message.id for message in catalogue("de") if not all(strings(message))]
    assert untranslated == []


def strings(message):
    return tuple(message.string) if message.pluralizable else (message.string,)


@pytest.mark.parametrize("locale", ["de", "de_Informal"])
def test_no_guess_is_left(locale):
    assert [message.id for message in catalogue(locale) if message.id and message.fuzzy] == []


@pytest.mark.parametrize("locale", ["de", "de_Informal"])
def test_translations_keep_the_placeholders(locale):
    wrong = [
        message.id
        for message in catalogue(locale)
        for original, string in zip(originals(message), strings(message), strict=False)
        if message.id and string and placeholders(original) != placeholders(string)
    ]
    assert wrong == []


def originals(message):
    return tuple(message.id) if message.pluralizable else (message.id,)


def placeholders(text):
    return set(re.findall(r"%\(\w+\)[sd]|%[sd]|\{\w*\}", text))


def test_informal_german_says_nothing_that_nobody_says():
    german = catalogue("de")
    informal = [message for message in catalogue("de_Informal") if message.id]
    extra = [m.id for m in informal if german.get(m.id, m.context) is None]
    assert extra == []


SPOKEN_TO_FORMALLY = re.compile(r"\b(?:Sie|Ihr|Ihre[mnrs]?|Ihnen)\b")
# Whoever reads these is at work: staff, or the operator.
READ_BY_STAFF_ONLY = re.compile(
    r"/admin/|_staff\.|/models/|/parts/appointment_staff|accounts/(?:site|services/people)\.py|cohorts/(?:forms|states)\.py"
    r"|^matching/|worklist/|task_kinds\.py|(?:partnerships|profiles)/forms/staff\.py"
    r"|profiles/services/(?:screening|standing_co_mentors)\.py|programmes/imports/"
    r"|admissions/forms/(?:appointing|decisions|office_hours|saved_views|sheet)\.py"
    r"|admissions/services/(?:decisions|guide|office_hours|onboarding|saved_views|sheets)\.py"
    r"|admissions/services/guardian_consent\.py|common/watching\.py|home/services/|staff_invited|services/eligibility\.py|mentoring/home/staff/"
    r"|templates/notifications/|cohorts/services/|applications/services/closing\.py|cohort_checks"
    r"|notifications/(?:services/(?:letters|texts)|meanings|forms)\.py|mail_situations"
)


def test_whoever_is_told_du_is_told_it_everywhere():
    informal = catalogue("de_Informal")
    forgotten = [
        message.id
        for message in catalogue("de")
        if any(SPOKEN_TO_FORMALLY.search(string) for string in strings(message))
        and not all(READ_BY_STAFF_ONLY.search(place) for place, _line in message.locations)
        and informal.get(message.id, message.context) is None
    ]
    assert forgotten == []


def translations(messages):
    return {(originals(m)[0], m.context): strings(m) for m in messages if m.id}


def said_by_packages():
    """What the packages we build on say in German themselves.

    In informal German they come before the German with "Sie", which only stands in for gaps.
    """
    said = {}
    first_wins = reversed([config.path for config in apps.get_app_configs()])
    for folder in (Path(django.__file__).parent / "conf", *first_wins):
        path = Path(folder, "locale", "de", "LC_MESSAGES", "django.mo")
        if path.exists():
            with path.open("rb") as file:
                said |= translations(read_mo(file))
    return said


def test_informal_german_says_what_differs_and_nothing_else():
    informal, german = translations(catalogue("de_Informal")), translations(catalogue("de"))
    packages = said_by_packages()
    overruled = {key for key, said in packages.items() if german.get(key, said) != said}

    assert overruled - informal.keys() == set()
    assert {key for key in informal if informal[key] == german[key]} - overruled == set()


def test_informal_german_tells_nobody_sie():
    # Two sentences begin with "Sie" and mean "they" or "it".
    formal = [
        string
        for message in catalogue("de_Informal")
        for string in strings(message)
        if message.id and re.search(r"\b(?:Ihnen|Ihre?[mnrs]?)\b|[^.:?!] Sie\b", string)
    ]
    assert formal == []

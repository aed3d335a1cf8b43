"""No page of staff mixes its languages: each is read in both for words of the other."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import transaction
from django.urls import reverse

from tests.architecture.permission_matrix import ROWS
from tests.architecture.world import World, make_world

pytestmark = pytest.mark.django_db

# Words that no name is made of, and that the texts of the world's people do not hold.
ENGLISH = re.compile(
    r"\b(?:the|and|with|this|your|from|they|Subject id|applicant|CANCELLED|Select all|Show all)\b"
)
GERMAN = re.compile(
    r"\b(?:und|oder|nicht|wird|noch|Aufgaben?|Bewerbung(?:en)?|Gespräche?|Führungszeugnis|Treffen"
    r"|Jahrgang|Programmleitung|Zeile|Auswahl)\b"
)
HIDDEN = re.compile(
    r"<(script|style|textarea|blockquote|pre|svg|option)\b.*?</\1>|<!--.*?-->", re.DOTALL
)
# Pages about mails show them in the language of who gets them.
MAILS = "mailtext"
PAGES = sorted(
    name
    for name, row in ROWS.items()
    if row.area == "staff" and "manager" in row.allowed and "200" in row.get and MAILS not in name
)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def words_of(page: str) -> str:
    """What one reads, without what stands in tags but for their labels."""
    page = page.partition("<main")[2].partition("</main>")[0]
    page = HIDDEN.sub(" ", page)
    labels = re.findall(r'(?:aria-label|title|placeholder|data-label)="([^"]*)"', page)
    return unescape(" ".join([re.sub(r"<[^>]*>", " ", page), *labels]))


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("language", "foreign"), [("de", ENGLISH), ("en", GERMAN)])
def test_a_page_keeps_to_its_language(world, name, language, foreign):
    browser = world.browser("manager")
    answer = browser.get(
        reverse(name, kwargs=ROWS[name].args_in(world)), headers={"accept-language": language}
    )
    if answer.status_code != 200 or "html" not in answer.headers["Content-Type"]:
        return
    read = words_of(answer.content.decode())
    found = {
        each.group(): read[max(each.start() - 40, 0) : each.end() + 40]
        for each in foreign.finditer(read)
    }
    assert found == {}


def test_a_foreign_word_would_be_noticed():
    page = (
        '<main><p>Alle <b>Aufgaben</b></p><td data-label="Subject id">1</td><pre>the</pre></main>'
    )
    assert GERMAN.findall(words_of(page)) == ["Aufgaben"]
    assert ENGLISH.findall(words_of(page)) == ["Subject id"]

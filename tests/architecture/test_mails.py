"""What holds for every mail, in every language."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.template import engines

from mentoring.launcher.folder import CHECKOUT
from mentoring.notifications import mail_templates
from mentoring.notifications.templatetags.mails import unlinked
from tests.factories.letters import write_all

pytestmark = pytest.mark.django_db
LANGUAGES = ("de", "de-informal", "en")
FOLDER = CHECKOUT / "templates" / "emails"
# A video room is told among the facts, and may be the button, too.
ROOM = "https://video.example.org/room"
NOISE = re.compile(r"\*\*|\]\(|\\|\{[:.{%]|[<>&\ue000-\ue003]|^#|^---", re.MULTILINE)
ATTACKS = (
    "[k](http://evil.example) **b** <img src=x> &amp; www.evil.example",
    "x\r\n\r\n---\r\n\r\n# y\r\nSubject: z",
)


class Shape(HTMLParser):
    """Tags with their classes, and where links lead; no words."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.links = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given.get("class", ""), *sorted(given)))
        if tag == "a":
            self.links.append(given["href"])


@pytest.fixture
def used(monkeypatch):
    """The names of the templates that were asked for."""
    names, find = set(), mail_templates.find
    monkeypatch.setattr(mail_templates, "find", lambda name: names.add(name) or find(name))
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_html_say_the_same_and_nothing_else(language, used, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "MISSING(%s)")
    for mail in write_all(language):
        assert NOISE.findall(mail.text) == [], mail.kind
        assert "\n\n\n" not in mail.text
        assert "MISSING" not in mail.subject + mail.text + mail.html
        links = Counter(Shape(mail.html).links)
        assert {link for link, times in links.items() if times > 1} <= {ROOM}, mail.kind
        assert all(link.removeprefix("mailto:") in mail.text for link in links), mail.kind
    there = {str(path.relative_to(FOLDER).with_suffix("")) for path in FOLDER.rglob("*.md")}
    assert used == there


def test_no_name_and_no_word_of_a_person_does_anything():
    harmless = Counter(shape_of(mail) for mail in write_all("en"))
    for attack in ATTACKS:
        mails = write_all("en", name=attack, words=f"{attack.splitlines()[0]}\nzwei")
        assert Counter(shape_of(mail) for mail in mails) == harmless
        assert sum(unlinked(attack) in mail.text for mail in mails) > len(mails) / 2
        assert all(is_harmless(mail) for mail in mails)


def shape_of(mail):
    return mail.kind, tuple(Shape(mail.html).tags)


def is_harmless(mail):
    # Staff may write addresses into the mail about a decision, and into letters of their own.
    by_staff = "application_" in mail.kind or mail.kind == "letter"
    names_evil = "evil.example" in mail.text + mail.html and not by_staff
    ours = (settings.SITE_URL, "mailto:", ROOM)
    return (
        len(mail.subject.splitlines()) == 1
        and not names_evil
        and all(link.startswith(ours) for link in Shape(mail.html).links)
    )

"""What of a mail's file staff may change, in each language; and what stands in for the rest."""

import re

import pytest

from mentoring.launcher.folder import CHECKOUT
from mentoring.notifications import situations
from mentoring.notifications.letter_text import is_broken, named
from mentoring.notifications.meanings import MEANINGS, meaning_of
from mentoring.notifications.placeholders import editable
from mentoring.notifications.rendering import compose, usual
from mentoring.notifications.services import texts
from tests.factories.cohorts import make_cohort

LANGUAGES = ("de", "de-informal", "en")
MAILS = [name for situation in situations.everything() for name in situation.mails]
# What joins others, letters that staff write each time, and mails about an account.
NOBODY_CHANGES = {
    *("digest", "free_letter", "staff_invited"),
    *("own_address_changed", "own_address_confirm"),
}


def test_each_mail_belongs_to_one_situation():
    there = {path.stem for path in (CHECKOUT / "templates" / "emails").glob("*.md")}
    assert len(MAILS) == len(set(MAILS))
    assert there - set(MAILS) == NOBODY_CHANGES & there
    assert set(MAILS) <= there


def test_sentences_links_conditions_and_parts():
    body = (
        '# {% translate "Sign in" %}\n\n'
        '{% include "emails/parts/greeting.html" with name=x only %}\n\n'
        "{% if a.b %}\nJa\n\n{% if c %}x{% endif %}\n{% else %}\nNein\n{% endif %}\n\n"
        "{% blocktranslate with name=who.name|unlinked %}Hello {{ name }},{% endblocktranslate %}\n"
        "{: .soft}\n\n"
        "[Los]({{ link }}?answer=yes){.button}\n"
    )
    found = editable("{{ name }}", body, "de")
    assert found.words.text.split("\n\n") == [
        "# Anmelden",
        "{greeting}",
        "{b}",
        "Guten Tag {name}!",
        "[Los]({link_yes})",
    ]
    assert {name for name, each in found.placeholders.items() if each.required} == {"link_yes"}
    assert found.placeholders["b"].source.endswith("{% endif %}")
    assert found.placeholders["link_yes"].is_button


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mail", MAILS)
def test_the_usual_words_pass_as_words_of_ones_own(mail, language):
    found = usual(mail, language)
    texts.check(mail, language, found.words)
    assert not is_broken(found.words.text)
    assert "%(" not in found.words.text + found.words.subject
    assert named(found.words.text) | named(found.words.subject) <= found.placeholders.keys()
    assert {meaning_of(each) for each in found.placeholders.values()} <= set(MEANINGS.values())


@pytest.mark.django_db
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("mail", MAILS)
def test_said_with_ones_own_words_a_mail_is_the_same_mail(mail, language):
    cohort = make_cohort()
    example = situations.of(mail).example(cohort)
    standard = compose(mail, language, example, None)
    own = compose(mail, language, example, usual(mail, language).words)
    assert own.subject == standard.subject
    assert _words(own.text) == _words(standard.text)
    assert _links(own.html) == _links(standard.html)


def _words(text):
    return text.split()


def _links(html):
    return re.findall(r'<a (?:class="button" )?href="[^"]*"', html)

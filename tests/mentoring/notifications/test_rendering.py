"""A mail's subject, text and HTML, with values that mean no good."""

import pytest
from django.utils import translation

from mentoring.notifications.rendering import render

pytestmark = pytest.mark.django_db
ATTACKS = (
    "[click](http://evil.example)",
    "# x",
    "**b** __c__ `d` ~~e~~",
    "<img src=x onerror=alert(1)>",
    "<script>alert(1)</script>",
    "http://evil.example www.evil.example",
    "<http://evil.example>",
    "![x](http://evil.example/pixel.png)",
    "javascript:alert(1)",
    "x{: .button} \\*y\\* &amp; &#60;b&#62;",
    "{{ SITE_URL }}{% now 'Y' %}",
)


def written(change, language="en"):
    link = {"sign_in_url": "https://mentoring.example/in/"}
    return render("sign_in/notice", language, {"change": change, **link})


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_value_is_read_as_it_was_typed(attack):
    harmless, content = written("Harmless"), written(attack)
    assert attack in content.subject
    assert content.text == harmless.text.replace("Harmless", attack)
    escaped = attack.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    escaped = escaped.replace("'", "&#x27;")
    assert content.html == harmless.html.replace("Harmless", escaped)


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\u2028", "\x0b"])
def test_no_value_adds_a_line_to_the_subject_or_a_part_to_the_mail(line_break):
    attack = f"x{line_break}Preview: y{line_break * 2}---{line_break * 2}# z"
    content = written(attack)
    assert len(content.subject.splitlines()) == 1
    assert content.html.count("<h1>") == 1
    assert content.html.index("# z</h1>")
    assert content.text.index("# z") < content.text.index("Was it you?")


def test_the_recipients_language_holds_in_all_parts():
    with translation.override("en"):
        content = written("Neu", "de")
    assert '<html lang="de">' in content.html
    assert "Mein Konto ansehen" in content.html
    assert "Mein Konto ansehen:\nhttps://mentoring.example/in/" in content.text


def test_the_text_is_signed_and_says_why():
    lines = written("Neu").text.splitlines()
    assert lines[-3:] == ["-- ", "Mentoring", "http://localhost:8000"]
    assert lines[-5] == "We write whenever something changes about how you sign in."


def test_the_preview_stands_beside_the_subject_and_nowhere_else():
    assert '<div class="preheader">Neu</div>' in written("Neu").html

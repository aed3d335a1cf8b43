"""Words of staff become paragraphs, and never a template, Markdown or HTML."""

import pytest
from django.utils.safestring import mark_safe

from mentoring.notifications.letter_text import fill, heading, is_broken, named, to_html

VALUES = {
    "name": "Mo & Co",
    "link": "https://example.org/",
    "box": mark_safe("<table></table>"),
}


def html(text):
    return to_html(text, VALUES.get, blocks={"box"}, buttons={"link"})


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("Eins\nzwei\n\nDrei", "<p>Eins<br>zwei</p>\n<p>Drei</p>"),
        ("Eins\r\n \r\nZwei", "<p>Eins</p>\n<p>Zwei</p>"),
        ("# Titel", "<h1>Titel</h1>"),
        ("## Titel", "<h2>Titel</h2>"),
        ("#Titel", "<p>#Titel</p>"),
        ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"),
        ("> a\n> b", "<blockquote><p>a<br>b</p></blockquote>"),
        ("Hallo {name}!", "<p>Hallo Mo &amp; Co!</p>"),
        ("{box}", "<table></table>"),
        ("{nothing}", "<p>{nothing}</p>"),
        (
            "[Hier]({link})",
            '<p><a class="button" href="https://example.org/">Hier</a></p>',
        ),
        (
            "<b>x</b> & {% now %}",
            "<p>&lt;b&gt;x&lt;/b&gt; &amp; {% now %}</p>",
        ),
        ("[k](http://evil.example) **b**", "<p>[k](http://evil.example) **b**</p>"),
    ],
)
def test_what_is_written_is_what_is_said(text, becomes):
    assert html(text) == becomes


def test_a_link_in_a_sentence_is_no_button():
    assert html("Oder [hier]({link}).").startswith('<p>Oder <a href="')


def test_what_a_value_brings_is_not_read_again():
    values = {"name": "{link} # [x]({link})"}
    assert to_html("{name}", values.get, blocks=(), buttons=()) == "<p>{link} # [x]({link})</p>"
    assert fill("{name}", values) == "{link} # [x]({link})"


def test_placeholders_are_found_and_broken_ones_noticed():
    assert named("{a} und {b_2}, {a}") == {"a", "b_2"}
    assert not is_broken("{a} [x]({b})")
    for text in ("{ a }", "{a", "a}", "{{ a }}", "{% if %}", "{vor name}"):
        assert is_broken(text), text


def test_the_first_heading():
    assert heading("Vorweg\r\n# Titel \r\nRest\n# Zwei") == "Titel"
    assert heading("## Nur zwei") == ""

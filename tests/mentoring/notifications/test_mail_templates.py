"""The file of a mail: a head, Markdown, and Django's tags, which Markdown leaves alone."""

import pytest
from django.template import Context, Engine, Origin, Template

from mentoring.notifications import mail_templates
from mentoring.notifications.mail_templates import to_html


def shown(source, **values):
    code = "{% load i18n %}" + to_html(source)
    return Template(code, engine=Engine.get_default()).render(Context(values))


def parsed(source):
    return mail_templates._parsed(Template(source, Origin("x.md"), "x.md", Engine.get_default()))


def test_markdown_becomes_html():
    html = shown("# Title\n\nHello **you**.\n\n- one\n- two\n\n> said")
    assert html == (
        "<h1>Title</h1>\n<p>Hello <strong>you</strong>.</p>\n"
        "<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<blockquote>\n<p>said</p>\n</blockquote>"
    )


def test_a_link_may_be_the_button_and_a_paragraph_quiet():
    assert shown("[Go]({{ link }}?a=1){.button}", link="https://x.example/") == (
        '<p><a class="button" href="https://x.example/?a=1">Go</a></p>'
    )
    assert shown("By the way\n{: .soft}") == '<p class="soft">By the way</p>'


@pytest.mark.parametrize(
    ("value", "in_html"),
    [
        ("[click](http://evil.example)", "[click](http://evil.example)"),
        ("**b** _i_ `c`", "**b** _i_ `c`"),
        ("a\n\n# b", "a\n\n# b"),
        ("<img src=x>", "&lt;img src=x&gt;"),
        ("x{: .button}", "x{: .button}"),
        ("{{ link }}{% now 'Y' %}", "{{ link }}{% now &#x27;Y&#x27; %}"),
        ("\ue0000\ue001\ue0020\ue003", "\ue0000\ue001\ue0020\ue003"),
    ],
)
def test_a_value_is_neither_markdown_nor_html(value, in_html):
    assert shown("Hello {{ name }}!", name=value) == f"<p>Hello {in_html}!</p>"
    told = "{% blocktranslate %}Hello {{ name }}!{% endblocktranslate %}"
    assert shown(told, name=value) == f"<p>Hello {in_html}!</p>"


def test_an_address_cannot_break_out_of_its_link():
    html = shown("[Go]({{ link }})", link='https://x.example/"><script>) [x](y)')
    assert html.count("<") == 4
    assert "&quot;&gt;&lt;script&gt;" in html


def test_texts_to_translate_stay_as_the_catalogues_know_them():
    text = "{% blocktranslate %}*One* [two](three) 1 < 2_{% endblocktranslate %}"
    assert to_html(text) == f"<p>{text}</p>"


def test_lines_of_structure_stand_between_paragraphs():
    source = "One\n{% if a %}\nTwo\n{% else %}\nThree\n{% endif %}\nFour"
    assert shown(source, a=True).split() == ["<p>One</p>", "<p>Two</p>", "<p>Four</p>"]
    assert shown(source, a=False).split() == ["<p>One</p>", "<p>Three</p>", "<p>Four</p>"]


def test_a_choice_within_a_line_stays_in_its_paragraph():
    source = '{% if a %}{% translate "One" %}{% else %}Two{% endif %}'
    assert shown(source, a=False) == "<p>Two</p>"


def test_parts_of_other_files_bring_their_own_paragraphs():
    html = shown('{% include "emails/parts/list.html" with items=may only %}', may=["<a>"])
    assert html.strip() == "<ul><li>&lt;a&gt;</li></ul>"


def test_the_head_holds_subject_and_preview():
    made = parsed("{% load i18n %}\nSubject: {{ a }}: news\nPreview: Soon\n\n# Title\n\nText")
    assert made.subject.render(Context({"a": "A"})) == "A: news"
    assert made.preview.render(Context()) == "Soon"
    assert made.reason.render(Context()) == ""


def test_without_a_preview_the_heading_does():
    made = parsed("Subject: S\n\n# {{ a }}\n\nText\n\n---\n\nBecause [x](https://x.example).")
    assert made.preview.render(Context({"a": "A"})) == "A"
    assert made.body.render(Context({"a": "A"})) == "<h1>A</h1>\n<p>Text</p>"
    assert made.reason.render(Context()) == '<p>Because <a href="https://x.example">x</a>.</p>'


@pytest.mark.parametrize("source", ["Preview: P\n\n# Title\n\nText", "Subject: S\n\nText", ""])
def test_a_file_without_subject_or_heading_is_refused(source):
    with pytest.raises(ValueError, match=r"x\.md needs"):
        parsed(source)


def test_a_file_is_parsed_once():
    assert mail_templates.find("sign_in/code") is mail_templates.find("sign_in/code")

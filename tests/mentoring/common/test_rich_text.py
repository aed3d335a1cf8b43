"""Markdown becomes harmless HTML."""

import pytest

from mentoring.common.rich_text import to_html


def test_the_usual_signs_work():
    html = to_html("# Titel\n\n**Fett**, [Netz](https://example.org)\n\n- eins\n- zwei")

    assert "<h2>Titel</h2>" in html
    assert "<strong>Fett</strong>" in html
    assert '<a href="https://example.org" rel="noopener noreferrer">Netz</a>' in html
    assert "<li>zwei</li>" in html


def test_lines_of_an_address_stay_lines():
    assert "<br>" in to_html("Stiftung\nStraße 1")


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        "![x](https://evil.example/pixel.png)",
        '<a href="https://example.org" onclick="alert(1)" style="color:red">x</a>',
        "<iframe src=https://evil.example></iframe>",
        "<style>body{display:none}</style>",
        "<form action=https://evil.example><input name=email></form>",
    ],
)
def test_nothing_else_comes_through(text):
    html = to_html(text)

    for bad in (
        "<script",
        "<img",
        "javascript",
        "data:",
        "onclick",
        "onerror=",
        "style",
        "<iframe",
        "<form",
        "<input",
        "evil",
    ):
        assert bad not in html.lower() or f"&lt;{bad[1:]}" in html.lower(), html

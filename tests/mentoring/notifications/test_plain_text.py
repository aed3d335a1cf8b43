"""What readers of plain text see of a mail's HTML."""

import pytest

from mentoring.notifications.plain_text import to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<h1>Title</h1>\n<p>One\n two.</p>\n\n<p>Three.</p>", "Title\n\nOne two.\n\nThree."),
        ("<p>Best wishes<br>Your team</p>", "Best wishes\nYour team"),
        ("<ul>\n<li>one</li>\n<li>two</li>\n</ul><p>x</p>", "- one\n- two\n\nx"),
        ("<blockquote>\n<p>said<br>so</p>\n</blockquote>", "said\nso"),
        ("<p>A <strong>bold</strong> word</p>", "A bold word"),
        ("<p>a &amp; b &lt;i&gt; **c** \\ &#x27;</p>", "a & b <i> **c** \\ '"),
    ],
)
def test_paragraphs_lists_and_values(html, text):
    assert to_text(html) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (
            '<p><a class="button" href="https://x/?a=1&amp;b=2">Go</a></p>',
            "Go:\nhttps://x/?a=1&b=2",
        ),
        ('<p>No? <a href="https://x/">Say so</a></p>', "No?\nSay so:\nhttps://x/"),
        ('<p>First <a href="https://x/">Go</a> then.</p>', "First\nGo:\nhttps://x/\nthen."),
        ('<p>At <a href="https://x/">https://x/</a>.</p>', "At https://x/."),
        ('<p><a href="mailto:a@x.example">a@x.example</a></p>', "a@x.example"),
    ],
)
def test_links_stand_on_lines_of_their_own(html, text):
    assert to_text(html) == text


def test_rows_say_what_they_tell():
    html = (
        "<table>\n  <tr><td><strong>When</strong><br>Monday<br>or Tuesday</td></tr>\n"
        '  <tr><td><strong>Where</strong><br><a href="https://x/">Here</a></td></tr>\n'
        "  <tr><td><strong>Noon</strong> (Berlin)</td></tr>\n</table>"
    )
    assert to_text(html) == (
        "- When: Monday\n  or Tuesday\n- Where: Here:\n  https://x/\n- Noon (Berlin)"
    )


def test_bold_words_before_a_break_name_nothing_outside_of_rows():
    assert to_text("<p><strong>How</strong><br>Thus.</p>") == "How\nThus."

"""The words of a mail as staff write them: paragraphs and placeholders, and never a template.

A blank line parts paragraphs. "# " and "## " begin a heading, "> " a quotation, "- " an entry of a
list. `{name}` stands for a value, and `[words]({link})` is a link. Everything else is said as it
stands: neither HTML nor Markdown nor Django's tags mean anything here.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString, mark_safe

from mentoring.common.text import same_endings

PLACEHOLDER = re.compile(r"\{(\w+)\}")
# What looks like one and is none: "{ name }", "{first name}", or a bracket that never closes.
BROKEN = re.compile(r"[{}]")
TOKEN = re.compile(r"\[(?P<words>[^\]\n]+)\]\(\{(?P<url>\w+)\}\)|\{(?P<name>\w+)\}")
BUTTON = ' class="button"'
Value = Callable[[str], str | None]
ROWS = (
    ("- ", "<ul><li>", "</li><li>", "</li></ul>"),
    ("> ", "<blockquote><p>", "<br>", "</p></blockquote>"),
)
MARKS = {"# ": "h1", "## ": "h2"}


@dataclass(frozen=True)
class Words:
    """Subject and text of a mail, with placeholders."""

    subject: str
    text: str


def named(text: str) -> set[str]:
    """The placeholders that stand in `text`."""
    return set(PLACEHOLDER.findall(text))


def is_broken(text: str) -> bool:
    """Whether a brace is left that belongs to no placeholder."""
    return bool(BROKEN.search(PLACEHOLDER.sub("", text)))


def fill(text: str, values: Mapping[str, object]) -> str:
    """`text` with values in place of placeholders; what has no value stays as it stands."""
    return PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def heading(text: str) -> str:
    """The first heading, "" where there is none."""
    found = re.search(r"(?m)^# (.+)$", same_endings(text))
    return found[1].strip() if found else ""


def to_html(
    text: str, value: Value, *, blocks: Collection[str], buttons: Collection[str]
) -> SafeString:
    """`text` as HTML. `value` gives the HTML of a placeholder, None for what is none.

    `blocks` are those that are paragraphs themselves, `buttons` those that a link to is a button.
    """
    parts = (part.strip() for part in re.split(r"\n[ \t]*\n", same_endings(text)))
    made = (
        _standing_alone(part, value, blocks, buttons) or _paragraph(part, value)
        for part in parts
        if part
    )
    # Every part is escaped or rendered by Django.
    return mark_safe("\n".join(made))  # noqa: S308


def _standing_alone(
    part: str, value: Value, blocks: Collection[str], buttons: Collection[str]
) -> str:
    """A part of the letter, or a button; "" for other paragraphs."""
    token = TOKEN.fullmatch(part)
    if token and token["name"] in blocks:
        # Rendered by Django; a part that has nothing to say leaves no gap.
        return value(token["name"]) or "\n"
    if token and token["url"] in buttons:
        return f"<p>{_link(token, value, attributes=BUTTON)}</p>"
    return ""


def _paragraph(part: str, value: Value) -> str:
    lines = part.splitlines()
    for mark, tag in MARKS.items():
        if part.startswith(mark) and len(lines) == 1:
            return f"<{tag}>{_inline(part.removeprefix(mark), value)}</{tag}>"
    for mark, begin, between, end in ROWS:
        if all(line.startswith(mark) for line in lines):
            rows = (_inline(line.removeprefix(mark), value) for line in lines)
            return f"{begin}{between.join(rows)}{end}"
    return f"<p>{'<br>'.join(_inline(line, value) for line in lines)}</p>"


def _inline(line: str, value: Value) -> str:
    return "".join(_pieces(line, value))


def _pieces(line: str, value: Value) -> Iterator[str]:
    at = 0
    for token in TOKEN.finditer(line):
        yield escape(line[at : token.start()])
        at = token.end()
        if token["url"]:
            yield _link(token, value)
        else:
            known = value(token["name"])
            yield escape(token[0]) if known is None else conditional_escape(known)
    yield escape(line[at:])


def _link(token: "re.Match[str]", value: Value, *, attributes: str = "") -> str:
    url = value(token["url"])
    if url is None:
        return escape(token[0])
    return f'<a{attributes} href="{conditional_escape(url)}">{escape(token["words"])}</a>'

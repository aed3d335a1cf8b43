"""What the templates of mails need."""

import re

from django import template

from mentoring.common.text import one_line

register = template.Library()


@register.filter
def unlinked(name: str) -> str:
    """A person's name in one line, of which no mail program makes a link.

    Mail programs turn addresses in plain text into links by themselves, so escaping is not enough:
    "evil.example" becomes "evil. example".
    """
    return re.sub(r"(?<=[.:/@\\])(?=[^\s.])", " ", one_line(str(name)))


@register.filter
def unlinked_lines(text: str) -> str:
    """What a person wrote, line by line, of which no mail program makes a link."""
    return "\n".join(unlinked(line) for line in str(text).splitlines())

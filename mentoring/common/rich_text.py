"""Markdown as HTML, in the one place where staff may write more than plain text."""

import re
from functools import lru_cache

import markdown
import nh3
from django.utils.safestring import SafeString, mark_safe

EXTENSIONS = ["sane_lists", "tables", "nl2br"]
TAGS = {
    *("h2", "h3", "h4", "h5", "p", "br", "hr", "strong", "em", "ul", "ol", "li", "a"),
    *("blockquote", "code", "pre", "table", "thead", "tbody", "tr", "th", "td"),
}
SCHEMES = {"https", "http", "mailto", "tel"}


@lru_cache(maxsize=64)
def to_html(text: str) -> SafeString:
    """`text` as HTML with nothing but the tags above; links lead to web, mail or phone."""
    # The page has a first heading of its own: "# Title" becomes a second one.
    lowered = re.sub(r"(?m)^#(?=\s)", "##", text)
    html = markdown.markdown(lowered, extensions=EXTENSIONS, output_format="html")
    clean = nh3.clean(
        html,
        tags=TAGS,
        attributes={"a": {"href", "title"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    # nh3 has taken out everything that is not on the lists.
    return mark_safe(clean)  # noqa: S308

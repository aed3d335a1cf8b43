"""How a mail gets its words: in the recipient's language, with links to the configured site."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, Engine
from django.template.backends.django import DjangoTemplates
from django.template.loader import render_to_string
from django.utils import translation


@dataclass(frozen=True)
class Content:
    subject: str
    text: str
    html: str = ""


def absolute(path: str) -> str:
    """The full address of a page; never from the Host header, which a visitor can choose."""
    return f"{settings.SITE_URL}{path}"


def one_line(text: str) -> str:
    """`text` without line breaks and other control characters: safe in headers and parameters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def render(template: str, language: str, context: Mapping[str, object]) -> Content:
    """`templates/emails/<template>.{subject.txt,txt,html}` in `language`."""
    values = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, **context}
    with translation.override(language):
        html = render_to_string(f"emails/{template}.html", values)
        subject = _plain(f"emails/{template}.subject.txt", values)
        text = _plain(f"emails/{template}.txt", values)
    return Content(one_line(subject), text.strip() + "\n", html)


def _plain(name: str, values: Mapping[str, object]) -> str:
    return _plain_engine().get_template(name).render(Context(values, autoescape=False))


@functools.cache
def _plain_engine() -> Engine:
    """The project's templates without escaping, which would put `&amp;` into plain text."""
    given: dict[str, Any] = settings.TEMPLATES[0]
    options = {**given["OPTIONS"], "autoescape": False, "context_processors": []}
    params = {**given, "NAME": "plain", "OPTIONS": options}
    params.pop("BACKEND", None)
    return DjangoTemplates(params).engine

"""How a mail gets its words: in the recipient's language, with links to the configured site."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils import translation

from mentoring.common.text import one_line
from mentoring.notifications import mail_templates
from mentoring.notifications.plain_text import to_text


@dataclass(frozen=True)
class Content:
    """A mail in the recipient's language; `html` is "" where there is only text."""

    subject: str
    text: str
    html: str = ""


def absolute(path: str) -> str:
    """The full address of a page; never from the Host header, which a visitor can choose."""
    return f"{settings.SITE_URL}{path}"


def render(template: str, language: str, context: Mapping[str, object]) -> Content:
    """`templates/emails/<template>.md` in `language`, as HTML and as the text that this says.

    Raises:
        TemplateDoesNotExist: there is no such mail.
        ValueError: it has no subject or no heading.
    """
    values = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, **context}
    made = mail_templates.find(template)
    with translation.override(language):
        subject = made.subject.render(Context(values, autoescape=False))
        parts = {
            name: getattr(made, name).render(Context(values))
            for name in ("preview", "body", "reason")
        }
        text = to_text(parts["body"] + parts["reason"])
        html = render_to_string("emails/base.html", values | parts)
        signed = render_to_string("emails/base.txt", values | {"text": text})
    return Content(one_line(subject), signed.strip() + "\n", html)

"""How a mail gets its words: in the recipient's language, with links to the configured site."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.template import Context
from django.template.loader import render_to_string
from django.utils import translation

from mentoring.common.text import one_line
from mentoring.notifications import mail_templates
from mentoring.notifications.letter_text import Words, fill, heading, to_html
from mentoring.notifications.mail_templates import MailTemplate
from mentoring.notifications.models import MailText
from mentoring.notifications.placeholders import Editable, editable
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

    In the words of the `letter` in the context, else in those that the programme has for it, else
    in the usual ones.

    Raises:
        TemplateDoesNotExist: there is no such mail.
        ValueError: it has no subject or no heading.
    """
    return compose(template, language, context, _own(template, language, context))


def compose(
    template: str, language: str, context: Mapping[str, object], own: Words | None
) -> Content:
    """As `render`, in the words `own`; None are the usual ones."""
    values = {"SITE_NAME": settings.SITE_NAME, "SITE_URL": settings.SITE_URL, **context}
    made = mail_templates.find(template)
    with translation.override(language):
        subject, parts = _parts(made, values, own, language)
        text = to_text(parts["body"] + parts["reason"])
        html = render_to_string("emails/base.html", values | parts)
        signed = render_to_string("emails/base.txt", values | {"text": text})
    return Content(one_line(subject), signed.strip() + "\n", html)


def usual(template: str, language: str) -> Editable:
    """The usual words of a mail, and what may stand in for values in others."""
    return editable(*mail_templates.find(template).sources, language)


def words_for(template: str, language: str, context: Mapping[str, object]) -> Words:
    """What a mail says, with its placeholders: the words of the programme, else the usual ones."""
    return _own(template, language, context) or usual(template, language).words


def fill_in(template: str, language: str, context: Mapping[str, object], words: Words) -> Words:
    """`words` with the values of their placeholders, but for links and whole parts."""
    made, known = mail_templates.find(template), usual(template, language)
    with translation.override(language):
        values = {
            name: made.part(each.source).render(Context(dict(context), autoescape=False))
            for name, each in known.placeholders.items()
            if not (each.is_block or each.is_link)
        }
    return Words(fill(words.subject, values), fill(words.text, values))


def _own(template: str, language: str, context: Mapping[str, object]) -> Words | None:
    letter: Any = context.get("letter")
    if letter is not None:
        return Words(letter.subject, letter.text)
    programme: Any = context.get("programme")
    if programme is None or programme.pk is None:
        return None
    cohort: Any = context.get("cohort")
    return MailText.objects.words_for(template, language, programme=programme, cohort=cohort)


def _parts(
    made: MailTemplate, values: dict[str, Any], own: Words | None, language: str
) -> tuple[str, dict[str, str]]:
    reason = made.reason.render(Context(values))
    if own is None:
        subject = made.subject.render(Context(values, autoescape=False))
        parts = {name: getattr(made, name).render(Context(values)) for name in ("preview", "body")}
        return subject, parts | {"reason": reason}
    known = editable(*made.sources, language).placeholders

    @cache
    def value(name: str) -> str | None:
        if name not in known:
            return None
        source = known[name].source
        source = mail_templates.to_html(source) if known[name].is_block else source
        return str(made.part(source).render(Context(values)))

    blocks = {name for name, each in known.items() if each.is_block}
    buttons = {name for name, each in known.items() if each.is_button}
    words = to_html(own.text, value, blocks=blocks, buttons=buttons)
    plain = Context(values, autoescape=False)
    line = {
        name: made.part(known[name].source).render(plain) for name in known if name not in blocks
    }
    said = fill(own.subject, line)
    preview: str = fill(heading(own.text), line) or made.preview.render(plain)
    body = made.frame.render(Context(values | {"own_words": words}))
    return said, {"preview": preview, "body": body, "reason": reason}

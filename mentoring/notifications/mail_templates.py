"""How the file of a mail becomes Django templates: Markdown once a process, values at each mail.

The Markdown is turned into HTML while Django's tags and variables are set aside. So what a variable
brings is never read as Markdown, and Django escapes it as on any page.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from django.template import Engine, Template
from markdown import Markdown

from mentoring.notifications.placeholders import REGION, TAG

EXTENSIONS = ["attr_list", "sane_lists"]
HEAD = re.compile(r"^(Subject|Preview): (.+)$", re.MULTILINE)
HEADING = re.compile(r"^# (.+)$", re.MULTILINE)
LOADS = re.compile(r"{% load [^%]+%}")
REASON = "\n\n---\n\n"
OWN_WORDS = "<div>{{ own_words }}</div>\n"
# Lines that say nothing themselves: conditions, loops, parts of other files.
STRUCTURE = re.compile(
    r"^(?:{% (?:if|elif|else|endif|for|endfor|include) ?(?:(?!%}).)*%} *)+$", re.MULTILINE
)
# Characters of no language stand for what is set aside: a line of structure, or a tag in a line.
LINE, INLINE = "\ue000{}\ue001", "\ue002{}\ue003"
LONE = re.compile("<p>(\ue000\\d+\ue001)</p>")
SET_ASIDE = re.compile("[\ue000\ue002](\\d+)[\ue001\ue003]")


@dataclass(frozen=True)
class MailTemplate:
    """The parts of a mail. `preview` is what lists of mails show beside the subject.

    `frame` is the body around words of staff's own, which stand in `own_words`. `sources` are
    subject and body as they stand in the file, and `part` makes a template of a piece of it.
    """

    subject: Template
    preview: Template
    body: Template
    frame: Template
    reason: Template
    sources: tuple[str, str]
    part: Callable[[str], Template]


def find(name: str) -> MailTemplate:
    """`templates/emails/<name>.md`.

    Raises:
        TemplateDoesNotExist: there is none.
        ValueError: it has no subject or no heading.
    """
    # Django keeps what it has read, and reads anew what a developer has changed.
    return _parsed(Engine.get_default().get_template(f"emails/{name}.md"))


@lru_cache(maxsize=200)
def _parsed(template: Template) -> MailTemplate:
    head, _, rest = template.source.partition("\n\n")
    body, _, reason = rest.partition(REASON)
    fields: dict[str, str] = dict(HEAD.findall(head))
    heading = HEADING.search(body)
    if "Subject" not in fields or heading is None:
        raise ValueError(f"{template.name} needs a line “Subject: …” and a heading “# …”")
    loads = "".join(LOADS.findall(head))

    def made(source: str) -> Template:
        return Template(loads + source, template.origin, template.name, template.engine)

    frame = REGION.sub(OWN_WORDS, body) if REGION.search(body) else OWN_WORDS
    return MailTemplate(
        subject=made(fields["Subject"]),
        preview=made(fields.get("Preview", heading[1])),
        body=made(to_html(REGION.sub(r"\1", body))),
        frame=made(to_html(frame)),
        reason=made(to_html(reason)),
        sources=(fields["Subject"], body),
        part=made,
    )


def to_html(source: str) -> str:
    """A Django template of HTML from one of Markdown."""
    tags: list[str] = []

    def set_aside(shape: str, tag: str) -> str:
        tags.append(tag)
        return shape.format(len(tags) - 1)

    source = STRUCTURE.sub(lambda line: f"\n\n{set_aside(LINE, line[0])}\n\n", source)
    source = TAG.sub(lambda tag: set_aside(INLINE, tag[0]), source)
    html = Markdown(extensions=EXTENSIONS, output_format="html").convert(source)
    return SET_ASIDE.sub(lambda mark: tags[int(mark[1])], LONE.sub(r"\1", html))

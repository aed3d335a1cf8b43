"""What staff may change of a mail: its words in one language, with placeholders for the rest.

Both follow from the file of the mail. Texts to translate become words; a value, the address of a
link, and a whole part such as a condition or a box of facts become placeholders, each of which
keeps the piece of the file that it stands for.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils import translation
from django.utils.text import smart_split

from mentoring.notifications.letter_text import Words

# What Markdown shall not touch; texts to translate stay whole, as the catalogues know them.
TAG = re.compile(
    r"{%\s*blocktranslate\b.*?{%\s*endblocktranslate\s*%}|{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL
)
LINK = re.compile(
    r"\[(?P<words>(?:{[%{].*?[%}]}|[^\]])*)\]\((?P<url>[^)]*)\)(?P<button>{\.button})?"
)
BEGINS = re.compile(r"{% (if|for) ")
ENDS = re.compile(r"{% end(if|for) ")
QUIET = re.compile(r"\n{: \.\w+}")
# Only what stands between these lines is staff's to change; without them it is the whole letter.
REGION = re.compile(r"{# words #}\n(.*?){# end of words #}\n?", re.DOTALL)
# Parts that a letter can do without.
OPTIONAL = {"greeting", "questions"}


@dataclass(frozen=True)
class Placeholder:
    """A name in braces: the piece of the file it stands for, and how it may be used.

    `is_block` is a paragraph of its own, `is_link` the address of a link; a letter without one that
    is `required` would not do what it is for.
    """

    name: str
    source: str
    is_block: bool = False
    is_link: bool = False
    is_button: bool = False
    required: bool = False


@dataclass
class _Reader:
    """Reads a file piece by piece and notes the placeholders on the way."""

    found: dict[str, Placeholder] = field(default_factory=dict)

    def note(self, name: str, source: str, **more: bool) -> str:
        """The placeholder for `source`; two pieces of one name get two numbers."""
        number, wanted = 1, name
        while name in self.found and _bare(self.found[name].source) != _bare(source):
            number += 1
            name = f"{wanted}_{number}"
        self.found.setdefault(name, Placeholder(name, source, **more))
        return "{" + name + "}"

    def read(self, source: str) -> str:
        """The words of a piece that is no structure."""
        source = LINK.sub(self._link, source)
        return TAG.sub(lambda tag: self._tag(tag[0]), source)

    def block(self, source: str) -> str:
        """The placeholder of a condition, a repetition or a part."""
        name = _name_of_block(source)
        is_include = source.startswith("{% include")
        links = "](" in source or "href" in source
        required = (is_include and name not in OPTIONAL) or source.startswith("{% for") or links
        return self.note(name, source, is_block=True, required=required)

    def _link(self, link: "re.Match[str]") -> str:
        url, words = link["url"], self.read(link["words"])
        if "{" not in url:
            return link[0]
        button = bool(link["button"])
        made = self.note(_name_of_url(url), url, is_link=True, is_button=button, required=True)
        return f"[{words}]({made})"

    def _tag(self, tag: str) -> str:
        if tag.startswith("{#"):
            return ""
        if tag.startswith("{{"):
            return self.note(_last_name(tag.strip("{} ")), tag)
        bits = list(smart_split(tag.partition("%}")[0].removeprefix("{%").strip()))
        if bits[0] == "translate":
            return translation.gettext(bits[1][1:-1])
        if bits[0] == "blocktranslate":
            return self._sentence(tag, bits)
        return self.block(tag)

    def _sentence(self, tag: str, bits: list[str]) -> str:
        values = dict(bit.split("=", 1) for bit in bits[1:] if "=" in bit)
        text = tag.partition("%}")[2].rpartition("{%")[0]
        msgid = re.sub(r"{{ (\w+) }}", r"%(\1)s", text.replace("%", "%%"))
        said = translation.gettext(msgid)
        names = {name: self.note(name, "{{ " + source + " }}") for name, source in values.items()}
        return said % names


@dataclass(frozen=True)
class Editable:
    """What staff may change of a mail in one language: its usual words and their placeholders."""

    words: Words
    placeholders: dict[str, Placeholder]


def editable(subject: str, body: str, language: str) -> Editable:
    """Of the two parts of a mail's file, `subject` and `body`, in `language`."""
    region = REGION.search(body)
    body = QUIET.sub("", region[1] if region else body)
    reader = _Reader()
    with translation.override(language):
        # The letter first: where both name a value, its way to write it is the safer one.
        text = "".join(_words(reader, body)).strip()
        line = reader.read(subject).strip()
    return Editable(Words(line, re.sub(r"\n{3,}", "\n\n", text)), reader.found)


def _words(reader: _Reader, body: str) -> Iterator[str]:
    """Word for word; what is between if and endif, or for and endfor, is one piece."""
    depth, at, began = 0, 0, 0
    for tag in TAG.finditer(body):
        if BEGINS.match(tag[0]):
            if depth == 0:
                yield reader.read(body[at : tag.start()])
                began = tag.start()
            depth += 1
        elif ENDS.match(tag[0]):
            depth -= 1
            if depth == 0:
                at = tag.end()
                yield f"\n\n{reader.block(body[began:at])}\n\n"
    yield reader.read(body[at:])


def _name_of_block(source: str) -> str:
    part = re.match(r'{% include "emails/parts/(\w+)\.html"', source)
    if part:
        return part[1]
    condition = re.match(r"{% (?:if|for \w+ in) ([\w.]+)", source)
    return _last_name(condition[1]) if condition else "part"


def _name_of_url(url: str) -> str:
    value, query = re.search(r"{{ ([\w.]+) }}(?:\?\w+=(\w+))?$", url), "{% url" in url
    if query or value is None:
        return "page"
    name = _last_name(value[1])
    return f"{name}_{value[2]}" if value[2] else name


def _bare(source: str) -> str:
    """Without the filters: how a value is written does not make it another one."""
    return re.sub(r"\|\w+ }}$", " }}", source)


def _last_name(expression: str) -> str:
    return expression.partition("|")[0].strip().rpartition(".")[2]

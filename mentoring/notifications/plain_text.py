"""A mail for those who read plain text: what its HTML says, in the same order."""

import re
from html.parser import HTMLParser

BLOCKS = {"blockquote", "div", "h1", "h2", "h3", "ol", "p", "table", "ul"}
ITEMS = {"li", "tr"}


def to_text(html: str) -> str:
    """Paragraphs with a line between them, items with a dash, and each link below its words."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    text = re.sub(r" +$", "", "".join(reader.written), flags=re.MULTILINE)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._is_line_new = True
        self._margin = ""
        self._owed = ""
        self._label = ""
        self._address = ""
        self._words_from = 0
        self._words_begin_line = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in BLOCKS:
            self._new_line("\n\n")
        elif tag in ITEMS:
            self._new_line("\n- ")
            self._margin = "  "
        elif tag == "br":
            self._break()
        elif tag == "a":
            self._address = dict(attrs).get("href") or ""
            self._words_from = len(self.written)
            self._words_begin_line = self._is_line_new
        self._label = ""

    def handle_endtag(self, tag: str) -> None:
        if tag in ITEMS:
            self._margin = ""
        elif tag in BLOCKS:
            self._new_line("\n\n")
        elif tag == "a":
            self._name_address()
        # "<strong>When</strong><br>" names what follows.
        self._label = tag if tag == "strong" and self._margin else ""

    def handle_data(self, data: str) -> None:
        # As in a browser: a break in the source is a space, and nothing where a line begins.
        data = re.sub(r"\s*\n\s*", " ", data)
        if self._is_line_new:
            data = data.lstrip(" ")
        if data:
            self.written += [self._owed, data]
            self._owed, self._label = "", ""
            self._is_line_new = False

    def _new_line(self, sign: str) -> None:
        self.written.append(sign)
        self._owed, self._is_line_new = "", True

    def _break(self) -> None:
        if self._label:
            self.written.append(": ")
            self._is_line_new = True
        else:
            self._new_line(f"\n{self._margin}")

    def _name_address(self) -> None:
        """Words and address each on a line of their own, unless the words are the address."""
        words = "".join(self.written[self._words_from :]).strip()
        if words == self._address.removeprefix("mailto:"):
            return
        line = f"\n{self._margin}"
        before = "" if self._words_begin_line else line
        self.written[self._words_from :] = [before, words, ":", line, self._address]
        # Whatever follows in the same paragraph stands below.
        self._owed, self._is_line_new = line, True

"""How a mail stands in one that joins several."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """`title` and `text` in the recipient's language; `link` is the full address of the page."""

    title: str
    text: str
    link: str

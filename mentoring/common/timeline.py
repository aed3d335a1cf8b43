"""What happened to something, entry by entry, as staff's pages show it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True)
class Entry:
    """One thing that happened. A mail has a state, and a body if the reader may see it."""

    at: datetime
    icon: str
    title: Text
    by: Any = ""
    step: str = ""
    note: str = ""
    url: str = ""
    state: Text = ""
    colour: str = ""
    body: str = ""

    @property
    def is_mail(self) -> bool:
        return bool(self.state)

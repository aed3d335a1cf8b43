"""Texts that staff write in German and English."""

from typing import Any

from django.utils.translation import get_language


class Localised:
    """Reads `<name>_en` on English pages and `<name>_de` elsewhere; German stands in for a gap."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __get__(self, obj: Any, owner: type | None = None) -> Any:
        if obj is None:
            return self
        english = (get_language() or "de").startswith("en")
        return (english and getattr(obj, f"{self.name}_en")) or getattr(obj, f"{self.name}_de")

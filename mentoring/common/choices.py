"""A choice that explains itself: the label with a second line below it."""

from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Choice:
    """Stands where a label stands in `choices`; templates show `hint` under it."""

    label: str | Promise
    hint: str | Promise = ""

    def __str__(self) -> str:
        return str(self.label)

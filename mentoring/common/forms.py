"""The look that the fields of staff's forms share."""

from typing import Any

from django import forms
from unfold import widgets

INPUT = " ".join(widgets.BASE_INPUT_CLASSES)
CHOICES = {"class": "staff-choice"}


def text_area(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows, "class": INPUT})


def native(kind: str, **attrs: Any) -> dict[str, Any]:
    """The browser's own field for a day or a time: it works on a phone and without script."""
    return {"type": kind, "class": f"{INPUT} staff-native", **attrs}

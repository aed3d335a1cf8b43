"""What a choice shows; in Python, as a page of the form has dozens and templates are slow."""

from typing import Any

from django import template
from django.forms.utils import flatatt

register = template.Library()


@register.filter
def hint(option: dict[str, Any]) -> Any:
    """The second line: of the label where that is a `Choice`, or of the object behind it."""
    behind = getattr(option["value"], "instance", None)
    return getattr(option["label"], "hint", None) or getattr(behind, "hint", None)


@register.filter
def attributes(option: dict[str, Any]) -> str:
    return flatatt(option["attrs"])

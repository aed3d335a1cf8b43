"""Choices as HTML. In Python, as a page of the form has dozens and a template takes ten times
as long for each; everything is escaped by `format_html`.
"""

from collections.abc import Iterable
from typing import Any

from django import template
from django.forms import BoundField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

register = template.Library()
Option = dict[str, Any]
Groups = Iterable[tuple[str | None, list[Option], int]]

CARD = '<label class="choice"><input type="{}" name="{}" value="{}"{}><span>{}</span></label>'


@register.filter
def cards(groups: Groups, field: BoundField) -> SafeString:
    """Radio buttons and tick boxes, each a card."""
    name = field.html_name
    return format_html_join(
        "\n",
        "{}{}",
        (
            (format_html("<b>{}</b>", group) if group else "", _cards(options, name))
            for group, options, _index in groups
        ),
    )


@register.filter
def lines(groups: Groups) -> SafeString:
    """The lines of a list to choose from."""
    return format_html_join(
        "",
        "{}",
        (
            (format_html('<optgroup label="{}">{}</optgroup>', group, _lines(options)),)
            if group
            else (_lines(options),)
            for group, options, _index in groups
        ),
    )


def _lines(options: list[Option]) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((str(o["value"]), flatatt(o["attrs"]), o["label"]) for o in options),
    )


def _cards(options: list[Option], name: str) -> SafeString:
    return format_html_join(
        "\n",
        CARD,
        ((o["type"], name, str(o["value"]), flatatt(o["attrs"]), _words(o)) for o in options),
    )


def _words(option: Option) -> Any:
    """A second line comes from the label where that is a `Choice`, or from the object behind."""
    behind = getattr(option["value"], "instance", None)
    hint = getattr(option["label"], "hint", None) or getattr(behind, "hint", None)
    if not hint:
        return option["label"]
    return format_html("<b>{}</b><span>{}</span>", option["label"], hint)

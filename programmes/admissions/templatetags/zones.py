"""The names of all time zones, to choose from while typing."""

from functools import cache

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from programmes.scheduling.models.availability import known_zones

register = template.Library()


@register.simple_tag
@cache
def zone_options() -> SafeString:
    """Six hundred lines that never change: made once, as a template takes its time for each."""
    return format_html_join(
        "", '<option value="{}"></option>', ((z,) for z in sorted(known_zones()))
    )

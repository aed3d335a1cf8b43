"""Which programme a page belongs to that is there for all of them, and links that tell it."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import get_language

from programmes.cohorts.language_and_tone import lost_link_path, sign_in_path
from programmes.cohorts.models import Programme

register = template.Library()
# Of several pages one after the other only the first is asked with it.
SIGN_IN = "account_"


@register.simple_tag(takes_context=True)
def programme_of_page(context: Mapping[str, Any]) -> Programme | None:
    """The programme of the page; else the one whose link led here, also to the sign-in."""
    if context.get("programme") or "request" not in context:
        return context.get("programme")
    request = context["request"]
    slug = request.GET.get("programme", "")
    match = request.resolver_match
    if not slug and match and (match.url_name or "").startswith(SIGN_IN):
        slug = request.session.get("programme", "")
    return Programme.objects.told(slug)


@register.simple_tag(takes_context=True)
def sign_in_url(context: Mapping[str, Any]) -> str:
    """To the sign-in, in the name and tone of this page."""
    return sign_in_path(context.get("programme"), get_language() or "")


@register.simple_tag(takes_context=True)
def lost_link_url(context: Mapping[str, Any]) -> str:
    """To where a lost link is mailed anew, in the name and tone of this page."""
    return lost_link_path(context.get("programme"), get_language() or "")

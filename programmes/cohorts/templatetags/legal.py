"""Links to a programme's legal pages; pages and mails need only name their programme."""

from collections.abc import Mapping
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise

from programmes.cohorts.models import LegalPage, Programme
from programmes.cohorts.states import LegalKind

register = template.Library()


@register.simple_tag(takes_context=True)
def legal_links(context: Mapping[str, Any]) -> list[tuple[str | Promise, str]]:
    """Title and address of what the programme of the page has published, in their usual order.

    A page of no programme, such as the sign-in, belongs to the only one there is.
    """
    programme = context.get("programme") or _only_one()
    return [(kind.label, _url(programme, kind)) for kind in _published(programme)]


@register.simple_tag
def privacy_url(programme: Programme) -> str:
    """The address of the privacy notice; nothing where the programme has none yet."""
    kind = LegalKind.PRIVACY
    return _url(programme, kind) if kind in _published(programme) else ""


def _only_one() -> Programme | None:
    programmes = list(Programme.objects.all()[:2])
    return programmes[0] if len(programmes) == 1 else None


def _published(programme: object) -> list[LegalKind]:
    if not isinstance(programme, Programme):
        return []
    # A page asks more than once; a programme in memory lives no longer than the page.
    known: list[LegalKind] | None = programme.__dict__.get("_published")
    if known is None:
        pages = LegalPage.objects.filter(programme=programme).order_by()
        published = set(pages.values_list("kind", flat=True).distinct())
        known = programme.__dict__["_published"] = [k for k in LegalKind if k in published]
    return known


def _url(programme: Any, kind: LegalKind) -> str:
    return reverse("applications:legal", args=[programme.slug, kind])

"""The pages that the law asks for, as the programme wrote them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from mentoring.common.policies import anyone, policy
from mentoring.common.rich_text import to_html
from programmes.cohorts.models import LegalPage, Programme


@require_safe
@policy(anyone)
def legal_page(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """The newest version; 404 for what was never published."""
    programme = get_object_or_404(Programme, slug=slug)
    page = LegalPage.objects.current(programme).filter(kind=kind).first()
    if page is None:
        raise Http404
    in_english = bool(page.body_en) and (get_language() or "").startswith("en")
    context = {
        "programme": programme,
        "page": page,
        "body": to_html(page.body),
        "body_language": "en" if in_english else "de",
    }
    return render(request, "applications/legal.html", context)

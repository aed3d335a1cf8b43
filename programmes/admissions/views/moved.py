"""Staff's pages that stood elsewhere: mails and bookmarks of before still open them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from mentoring.common.policies import anyone, policy


@policy(anyone)
@require_safe
def staff_page(request: HttpRequest, page: str) -> HttpResponse:
    """Lead to where the page is now, which then asks who wants to see it."""
    return redirect(request.get_full_path().replace("/applications/", "/admissions/", 1))

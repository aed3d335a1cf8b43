"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentoring.common.policies import can_sign_in, policy


@policy(can_sign_in)
def start(request: HttpRequest) -> HttpResponse:
    """Staff go to their work, everybody else to the page of their part."""
    if request.user.is_staff:
        return redirect("admin:index")
    if request.user.profiles.exists():
        return redirect("home:mentee")
    return render(request, "home/nothing_yet.html")

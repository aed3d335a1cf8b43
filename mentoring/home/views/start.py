"""Where a person lands after signing in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from mentoring.common.clock import now
from mentoring.common.policies import can_sign_in, policy
from mentoring.home.views.roles import Parts, home_of


@policy(can_sign_in)
def start(request: HttpRequest) -> HttpResponse:
    """Staff go to their work, everybody else to the page of their newest part."""
    if request.user.is_staff:
        return redirect("admin:index")
    parts = Parts.of(request.user, now=now())
    if parts.profiles:
        return redirect(home_of(parts.profiles[0].part))
    return render(request, "home/nothing_yet.html")

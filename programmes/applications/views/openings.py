"""To be told by mail when applications open: asked for, confirmed from the mail, left again."""

from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import FormView

from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.forms import AddressForm
from mentoring.common.link_pages import View, opened_by_link
from mentoring.common.links import Purpose
from mentoring.common.policies import PolicyMixin, anyone
from programmes.applications import links
from programmes.applications.models import OpeningAlert
from programmes.applications.presenters.cohort_page import shown_cohort
from programmes.applications.services import openings
from programmes.cohorts.language_and_tone import address
from programmes.cohorts.models import Cohort, Programme

# What the address says for whom it does not fit this time.
NEXT_TIME = "next"


class AlertView(Refusing, PolicyMixin, FormView):
    """The same answer for every address, known or not."""

    policy = anyone
    informal = True
    form_class = AddressForm
    template_name = "applications/opening_ask.html"

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(Programme, slug=self.kwargs["slug"])

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        address(request, shown_cohort(self.programme, now()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Who may apply now need not wait for a mail, unless they ask for the next time."""
        if (
            NEXT_TIME not in request.GET
            and Cohort.objects.open(now()).filter(programme=self.programme).exists()
        ):
            return redirect(self.programme)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(programme=self.programme, **more)

    def form_valid(self, form: AddressForm) -> HttpResponse:
        try:
            openings.let_ask(get_adapter().get_client_ip(self.request), now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.refuse(form, refusal.status)
        openings.ask(self.programme, email=form.cleaned_data["email"], now=now())
        return render(
            self.request, "applications/opening_asked.html", {"programme": self.programme}
        )


def alert_by(purpose: Purpose) -> Callable[[View], View]:
    return opened_by_link(
        lambda token: links.alert_of(purpose, token),
        refusal="applications/opening_invalid.html",
    )


@alert_by(links.OPENING)
def confirm(request: HttpRequest, alert: OpeningAlert | None, *, token: str) -> HttpResponse:
    """Confirming is a press of a button: mail scanners open every link."""
    if alert is None:
        return render(request, "applications/opening_invalid.html", status=410)
    address(request, shown_cohort(alert.programme, now()))
    if request.method == "POST":
        openings.confirm(alert, now=now())
        alert.refresh_from_db()
    return _page(request, "applications/opening_confirm.html", alert, token)


@csrf_exempt
@alert_by(links.OPENING_STOP)
def stop(request: HttpRequest, alert: OpeningAlert | None, *, token: str) -> HttpResponse:
    """Mail programs send this form themselves, without cookies (RFC 8058); the token suffices."""
    if alert:
        address(request, shown_cohort(alert.programme, now()))
    if alert and request.method == "POST":
        openings.leave(alert, now=now())
        alert = None
    return _page(request, "applications/opening_stop.html", alert, token)


def _page(
    request: HttpRequest, template: str, alert: OpeningAlert | None, token: str
) -> HttpResponse:
    context = {"alert": alert, "programme": alert and alert.programme, "token": token}
    return render(request, template, context)

"""Pages that are opened by a mailed link instead of a sign-in."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mentoring.common.clock import now
from mentoring.common.links import LinkError, Purpose
from mentoring.common.policies import PolicyMixin, anyone, link_holder, policy
from programmes.applications import links
from programmes.applications.models import Application, Interview
from programmes.applications.services import applications

View = Callable[..., HttpResponseBase]


def opened_by_link(
    find: Callable[[str], Application | Interview], *, informal: bool = True
) -> Callable[[View], View]:
    """Turns the token in the address into the row that it opens; a bad one gets a kind 410.

    The page leaves no trace of its address with others, and none in caches.
    """

    def decorate(view: View) -> View:
        @policy(link_holder)
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            try:
                found = find(token)
            except LinkError:
                response: HttpResponseBase = render(
                    request, "applications/link_invalid.html", status=410
                )
            else:
                response = view(request, found, token=token, **kwargs)
            response.headers["Cache-Control"] = "no-store, private"
            # Not "no-referrer": forms would then come from the origin "null", which CSRF refuses.
            response.headers["Referrer-Policy"] = "same-origin"
            return response

        opened.informal = informal  # type: ignore[attr-defined]
        return opened

    return decorate


def application_by(purpose: Purpose, *, informal: bool = True) -> Callable[[View], View]:
    return opened_by_link(lambda token: links.application_of(purpose, token), informal=informal)


def interview_by_link() -> Callable[[View], View]:
    return opened_by_link(links.interview_of)


class AddressForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
    )


class LostLinkView(PolicyMixin, FormView):
    """Mails new links to an address; the answer is the same whether the address is known or not."""

    policy = anyone
    informal = True
    form_class = AddressForm
    template_name = "applications/link_lost.html"
    sent: ClassVar[str] = "applications/link_sent.html"

    def form_valid(self, form: AddressForm) -> HttpResponse:
        applications.mail_links(form.cleaned_data["email"], now=now())
        return render(self.request, self.sent)

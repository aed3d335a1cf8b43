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
from programmes.applications.services import applications, keeping
from programmes.applications.views.speech import speak

View = Callable[..., HttpResponseBase]


def opened_by_link(
    find: Callable[[str], Application | Interview],
    *,
    informal: bool = True,
    refusal: str = "applications/link_invalid.html",
) -> Callable[[View], View]:
    """Turns the token in the address into the row that it opens; a bad one gets a kind 410.

    `informal` pages speak to the applicant, in the tone and the languages of the cohort.

    The page leaves no trace of its address with others, and none in caches.
    """

    def decorate(view: View) -> View:
        @policy(link_holder)
        @wraps(view)
        def opened(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
            try:
                found = find(token)
            except LinkError:
                response: HttpResponseBase = render(request, refusal, status=410)
            else:
                if informal:
                    speak(request, _application(found).cohort)
                response = view(request, found, token=token, **kwargs)
            response.headers["Cache-Control"] = "no-store, private"
            # Not "no-referrer": forms would then come from the origin "null", which CSRF refuses.
            response.headers["Referrer-Policy"] = "same-origin"
            return response

        opened.informal = informal  # type: ignore[attr-defined]
        return opened

    return decorate


def application_by(purpose: Purpose, *, informal: bool = True) -> Callable[[View], View]:
    def find(token: str) -> Application:
        application = links.application_of(purpose, token)
        if keeping.has_gone(application, now=now()):
            raise LinkError
        return application

    refusal = "draft_gone" if purpose == links.DRAFT else "link_invalid"
    return opened_by_link(find, informal=informal, refusal=f"applications/{refusal}.html")


def interview_by_link() -> Callable[[View], View]:
    return opened_by_link(links.interview_of)


def _application(found: Application | Interview) -> Application:
    return found if isinstance(found, Application) else found.application


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

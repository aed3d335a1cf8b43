"""Pages that are opened by a mailed link instead of a sign-in."""

from collections.abc import Callable
from typing import ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import FormView

from mentoring.common.clock import now
from mentoring.common.forms import AddressForm
from mentoring.common.link_pages import View, opened_by_link
from mentoring.common.links import LinkError, Purpose
from mentoring.common.policies import PolicyMixin, anyone
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.services import applications, retention
from programmes.cohorts.language_and_tone import speak


def application_by(purpose: Purpose, *, informal: bool = True) -> Callable[[View], View]:
    def find(token: str) -> Application:
        application = links.application_of(purpose, token)
        if retention.has_gone(application, now=now()):
            raise LinkError(application, application.cohort.programme)
        return application

    refusal = "draft_gone" if purpose == links.DRAFT else "link_invalid"
    return opened_by_link(
        find,
        informal=informal,
        refusal=f"applications/{refusal}.html",
        speak=_speak if informal else None,
    )


def _speak(request: HttpRequest, application: Application) -> None:
    """In the tone and the languages of the applicant's cohort."""
    speak(request, application.cohort)


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

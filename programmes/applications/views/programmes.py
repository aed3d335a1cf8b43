"""A programme's public page, and the first step of an application."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.functional import cached_property
from django.views.generic import FormView, View

from mentoring.common import unfinished
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.forms import AddressForm
from mentoring.common.policies import PolicyMixin, anyone, policy
from programmes.applications import links
from programmes.applications.forms.flow import asked_by
from programmes.applications.forms.steps import NameForm
from programmes.applications.models import Application
from programmes.applications.presenters.cohort_page import public_page, shown_cohort
from programmes.applications.services import applications
from programmes.applications.views.campaigns import VIA, campaign_of
from programmes.cohorts.language_and_tone import address, speak
from programmes.cohorts.models import Cohort, Programme
from programmes.cohorts.policies import can_manage_programme
from programmes.cohorts.states import CohortState


@policy(anyone)
def front(request: HttpRequest) -> HttpResponse:
    """The only programme, or the list of them."""
    programmes = list(Programme.objects.all()[:50])
    if len(programmes) == 1:
        return redirect(programmes[0])
    return render(request, "applications/front.html", {"programmes": programmes})


class ProgrammeView(PolicyMixin, View):
    """For whom, how it goes on, dates, and whether one can apply."""

    policy = anyone
    informal = True

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        programme = get_object_or_404(Programme, slug=slug)
        cohort = shown_cohort(programme, now())
        address(request, cohort)
        campaign = campaign_of(programme, request.GET.get(VIA, ""))
        page = {"via": campaign.code if campaign else "", "form": AddressForm()}
        page |= public_page(programme, cohort, now())
        if can_manage_programme(request.user, programme):
            page["drafts"] = programme.cohorts.filter(state=CohortState.DRAFT)
        return render(request, "applications/programme.html", page)


class StartView(Refusing, PolicyMixin, FormView):
    """The first step; from its answers on the draft exists and has a link of its own."""

    policy = anyone
    informal = True
    form_class = NameForm
    template_name = "applications/step.html"

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(Programme, slug=self.kwargs["slug"])

    @cached_property
    def cohort(self) -> Cohort | None:
        """The one that takes applications."""
        cohorts = Cohort.objects.open(now()).filter(programme=self.programme)
        return cohorts.select_related("programme").order_by("closes_at").first()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Where nothing is open, the page of the programme says when."""
        if self.cohort is None:
            return redirect(self.programme)
        speak(request, self.cohort)
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.cohort is None:
            return redirect(self.programme)
        way = unfinished.way_of(request)
        if way == unfinished.HOME:
            return redirect(self.programme)
        if way.startswith(unfinished.LANGUAGE):
            return self._in_language(way)
        speak(request, self.cohort)
        return super().post(request, *args, **kwargs)

    def _in_language(self, way: str) -> HttpResponse:
        """The page in another language, with what was typed: there is no draft yet to keep it."""
        translation.activate(way.removeprefix(unfinished.LANGUAGE))
        speak(self.request, self.cohort)
        form = unfinished.without_errors(self.get_form())
        page = self.render_to_response(self.get_context_data(form=form))
        return unfinished.in_language(page.render(), way)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Application(cohort=self.cohort)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pages = asked_by(self.cohort)
        campaign = self._campaign()
        return super().get_context_data(**kwargs) | {
            "programme": self.programme,
            "welcome": self.cohort.welcome,
            "via": campaign.code if campaign else "",
            "saved_at": None,
            "answers_form": "answers",
            "heading": pages[0].title,
            "number": 1,
            # The page for parents only some see, the summary everybody.
            "total": len(pages),
        }

    def form_valid(self, form: NameForm) -> HttpResponse:
        try:
            applications.let_begin(get_adapter().get_client_ip(self.request), now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.refuse(form, refusal.status)
        try:
            application = applications.start(
                self.cohort, **form.cleaned_data, campaign=self._campaign(), now=now()
            )
        except DomainError:
            # The window closed a moment ago; nothing was begun yet.
            return redirect(self.programme)
        second = asked_by(self.cohort)[1]
        return redirect("applications:step", links.token_of(links.DRAFT, application), second.slug)

    def _campaign(self) -> Any:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        return campaign_of(self.programme, asked.get(VIA, ""))

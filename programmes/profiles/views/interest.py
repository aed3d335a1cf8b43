"""Who would like to be a mentor: what it means, and a name and an address to begin with."""

from typing import Any

from allauth.account.adapter import get_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.policies import PolicyMixin, anyone
from programmes.cohorts.language_and_tone import speak_in
from programmes.cohorts.models import Cohort, Programme
from programmes.profiles.forms.names import InterestForm
from programmes.profiles.services import interest

STEPS = (
    (_("Tell us about you"), _("Three short pages, about five minutes.")),
    (_("We get in touch"), _("We talk, and answer what you would like to know.")),
    (_("We suggest somebody"), _("You read who it is, and say yes or no.")),
    (
        _("One year, about two hours a month"),
        _("A co-mentor and our team stand beside you."),
    ),
)


class OfCohort(PolicyMixin):
    """Where no cohort takes mentors, the page of the programme is all there is."""

    policy = anyone
    kwargs: dict[str, Any]

    @cached_property
    def programme(self) -> Programme:
        return get_object_or_404(Programme, slug=self.kwargs["slug"])

    @cached_property
    def cohort(self) -> Cohort | None:
        return interest.taking_cohort(self.programme, local_day(now()))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.cohort is None:
            return redirect(self.programme)
        speak_in(request, self.cohort.mentor_tone)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"programme": self.programme, "cohort": self.cohort}
        return super().get_context_data(**(page | more))


class MentorsView(OfCohort, TemplateView):
    template_name = "profiles/enrol_mentors.html"

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(steps=STEPS, **more)


class StartView(Refusing, OfCohort, FormView):
    """The answer is the same whether an address is known or not; only its owner's mail differs."""

    form_class = InterestForm
    template_name = "profiles/enrol_start.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.cohort is None:
            return redirect(self.programme)
        speak_in(request, self.cohort.mentor_tone)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: InterestForm) -> HttpResponse:
        try:
            interest.let_begin(get_adapter().get_client_ip(self.request), now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.refuse(form, refusal.status)
        try:
            interest.begin(self.cohort, **form.cleaned_data, now=now())
        except DomainError:
            # Switched off a moment ago.
            return redirect(self.programme)
        return render(self.request, "profiles/enrol_sent.html", self.get_context_data())

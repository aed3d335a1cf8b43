"""A programme's public page, and the first step of an application."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, FormView

from mentoring.common.clock import now
from mentoring.common.policies import PolicyMixin, anyone, policy
from programmes.applications import links
from programmes.applications.forms.flow import STEPS
from programmes.applications.forms.steps import NameForm
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.views.standing import WAY
from programmes.cohorts.models import Cohort, Programme


@policy(anyone)
def front(request: HttpRequest) -> HttpResponse:
    """The only programme, or the list of them."""
    programmes = list(Programme.objects.all()[:50])
    if len(programmes) == 1:
        return redirect(programmes[0])
    return render(request, "applications/front.html", {"programmes": programmes})


class ProgrammeView(PolicyMixin, DetailView):
    policy = anyone
    informal = True
    model = Programme
    context_object_name = "programme"
    template_name = "applications/programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cohort = self.object.cohorts.filter(closes_at__gt=now()).order_by("opens_at").first()
        return super().get_context_data(**kwargs) | {
            "cohort": cohort,
            "is_open": cohort is not None and cohort.is_open(now()),
            "programme_way": WAY,
            "dates": cohort and _dates(cohort),
        }


class StartView(PolicyMixin, FormView):
    """The first step; from its answers on the draft exists and has a link of its own."""

    policy = anyone
    informal = True
    form_class = NameForm
    template_name = "applications/step.html"

    @cached_property
    def cohort(self) -> Cohort:
        cohorts = Cohort.objects.open(now()).filter(programme__slug=self.kwargs["slug"])
        cohort = cohorts.select_related("programme").order_by("closes_at").first()
        if cohort is None:
            raise Http404
        return cohort

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"instance": Application(cohort=self.cohort)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "programme": self.cohort.programme,
            "saved_at": None,
            "heading": STEPS[0].title,
            "number": 1,
            # The page for parents only some see, the summary everybody.
            "total": len(STEPS),
        }

    def form_valid(self, form: NameForm) -> HttpResponse:
        application = applications.start(self.cohort, **form.cleaned_data, now=now())
        return redirect(
            "applications:step", links.token_of(links.DRAFT, application), STEPS[1].slug
        )


def _dates(cohort: Cohort) -> list[tuple[str, str]]:
    span = _("%(first)s to %(last)s")
    opens, closes = timezone.localtime(cohort.opens_at), timezone.localtime(cohort.closes_at)
    return [
        (_("Apply"), span % {"first": date_format(opens), "last": date_format(closes)}),
        (
            _("Mentoring year"),
            span % {"first": date_format(cohort.starts_on), "last": date_format(cohort.ends_on)},
        ),
        (_("Places"), str(cohort.places)),
        (_("Age"), span % {"first": cohort.min_age, "last": cohort.max_age}),
    ]

"""Accept, decline, waiting list: each a page with a reason, and the mail as it will be sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from programmes.applications.admin.frame import StaffPage
from programmes.applications.forms.staff import DecisionForm, ReasonForm
from programmes.applications.messages.decisions import preview
from programmes.applications.models import Application, Interview
from programmes.applications.policies import can_decide
from programmes.applications.services import decisions
from programmes.applications.states import ApplicationState, InterviewState

PREVIEW = "preview"


@dataclass(frozen=True)
class Option:
    """A decision: where its page is, what it says, does and mails."""

    slug: str
    target: ApplicationState
    button: str | Promise
    heading: str | Promise
    effect: str | Promise
    done: str | Promise
    act: Callable[..., Any]
    mail: str = ""
    icon: str = ""
    variant: str = "default"

    @property
    def weight(self) -> str:
        """On the applicant's page only one button stands out, and it is not the refusal."""
        return "primary" if self.variant == "primary" else "default"


OPTIONS = (
    Option(
        slug="accept",
        target=ApplicationState.ACCEPTED,
        button=_("Accept"),
        heading=_("Accept %(name)s"),
        effect=_("%(name)s becomes a mentee of %(cohort)s and can sign in at once."),
        done=_("Accepted. The mail is on its way."),
        act=decisions.accept,
        mail="application_accepted",
        icon="check",
        variant="primary",
    ),
    Option(
        slug="waitlist",
        target=ApplicationState.WAITLISTED,
        button=_("Waiting list"),
        heading=_("Put %(name)s on the waiting list"),
        effect=_("No mail is sent. The status page of %(name)s says so from now on."),
        done=_("The application is on the waiting list."),
        act=decisions.put_on_waiting_list,
        icon="hourglass_top",
    ),
    Option(
        slug="decline",
        target=ApplicationState.DECLINED,
        button=_("Decline"),
        heading=_("Decline %(name)s"),
        effect=_("%(name)s gets a kind mail. This cannot be taken back."),
        done=_("Declined. The mail is on its way."),
        act=decisions.decline,
        mail="application_declined",
        icon="close",
        variant="danger",
    ),
)


def options_for(application: Application, interviews: Iterable[Interview]) -> list[Option]:
    """What can be decided now; the services refuse the rest in words."""
    states = {interview.state for interview in interviews}
    held, booked = InterviewState.HELD in states, InterviewState.BOOKED in states
    following = application.MOVES.get(application.state, frozenset())
    return [
        option
        for option in OPTIONS
        if option.target in following
        and (not booked if option.target == ApplicationState.DECLINED else held)
    ]


class DecisionPage(StaffPage, FormView):
    policy = can_decide
    model = Application
    related = ("cohort__programme",)
    template_name = "admin/applications/decision.html"
    option: Option = OPTIONS[0]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.option not in options_for(self.row, self.row.interviews.all()):
            messages.warning(request, _("This step is not possible at the moment."))
            return self._back()
        return super().get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW in request.POST:
            form = self.get_form_class()(initial=request.POST.dict())
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def get_form_class(self) -> type[ReasonForm]:
        return DecisionForm if self.option.mail else ReasonForm

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        by = Actor.of(self.request.user)
        try:
            self.option.act(self.row, by=by, now=now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        messages.success(self.request, self.option.done)
        return self._back()

    def form_invalid(self, form: ReasonForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        names = {"name": self.row, "cohort": self.row.cohort}
        text = self.request.POST.get("text", "").strip()
        page = {
            "option": self.option,
            "row": self.row,
            "heading": self.option.heading % names,
            "effect": self.option.effect % names,
            "title": self.option.button,
            "back_url": self._url(),
        }
        if self.option.mail:
            page["mail"] = preview(self.row, self.option.mail, text=text)
        return super().get_context_data(**(page | more))

    def _back(self) -> HttpResponse:
        return redirect(self._url())

    def _url(self) -> str:
        return reverse("admin:applications_application_change", args=[self.row.pk])

"""Holding an interview: the guide and the answers on the left, the sheet on the right."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.policies import require
from programmes.applications.admin.frame import StaffPage
from programmes.applications.admin.guide import GUIDE
from programmes.applications.admin.person import facts_of
from programmes.applications.forms.staff import SheetForm
from programmes.applications.models import Application, Interview
from programmes.applications.policies import can_hold_interview, can_see_interview
from programmes.applications.services import interviews, sheets
from programmes.applications.states import InterviewState, Place

HELD = "held"


class ConductPage(StaffPage, FormView):
    """Managers read along; only the interviewer writes."""

    policy = can_see_interview
    model = Interview
    related = ("application__cohort__programme", "interviewer__user")
    form_class = SheetForm
    template_name = "admin/applications/conduct.html"

    @property
    def crumb(self) -> Application:
        application: Application = self.row.application
        return application

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        require(can_hold_interview, request.user, self.row)
        return super().post(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        complete = HELD in self.request.POST
        return super().get_form_kwargs() | {"interview": self.row, "complete": complete}

    def form_valid(self, form: SheetForm) -> HttpResponse:
        try:
            sheets.note(self.row, form.cleaned_data, now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self.form_invalid(form)
        self._hold() if HELD in self.request.POST else messages.success(self.request, _("Saved."))
        return redirect(self.request.path)

    def form_invalid(self, form: SheetForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _hold(self) -> None:
        """The sheet is saved already: a refusal costs nothing that was typed."""
        try:
            interviews.hold(self.row, by=Actor.of(self.request.user), now=now())
        except DomainError as refusal:
            messages.warning(self.request, _("The sheet is saved. %s") % refusal.message)
        else:
            messages.success(self.request, _("Saved and marked as held. Thank you!"))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        interview, application = self.row, self.row.application
        writes = can_hold_interview(self.request.user, interview) and sheets.is_open(interview)
        page = {
            "interview": interview,
            "application": application,
            "sheet": getattr(interview, "sheet", None),
            "writes": writes,
            "can_mark_held": interview.state == InterviewState.BOOKED,
            "begun": now() >= interview.starts_at,
            "guide": GUIDE,
            "facts": facts_of(application),
            "place": where(interview),
        }
        return super().get_context_data(**(page | more))


def where(interview: Interview) -> dict[str, str]:
    """How to reach each other: the number to call, or the video room."""
    if interview.place == Place.PHONE:
        return {"label": interview.phone, "url": "tel:" + interview.phone.replace(" ", "")}
    link = interview.interviewer.video_link
    return {"label": link, "url": link}

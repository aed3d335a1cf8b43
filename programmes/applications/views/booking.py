"""Booking, moving and cancelling the interview by mailed link."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from django.views.generic import View

from mentoring.common.clock import now
from mentoring.common.errors import ConflictError, DomainError
from programmes.applications import links
from programmes.applications.forms.booking import BookingForm, SlotForm, ZoneForm
from programmes.applications.models import Application, Interview
from programmes.applications.services import interviews
from programmes.applications.states import ApplicationState, Place
from programmes.applications.views.calendar import SlotPage
from programmes.applications.views.links import interview_by_link
from programmes.applications.views.steps import APPLICANT, to_status
from programmes.profiles.models.availability import known_zones


class SlotView(View):
    """A page with free slots, one of which is chosen and sent."""

    form_class: type[SlotForm]
    template_name: str

    def _page(
        self,
        application: Application,
        *,
        form: SlotForm | None = None,
        refusal: DomainError | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        asked = self.request.POST if form else self.request.GET
        data = form.cleaned_data if form else {}
        zone = ZoneForm(asked).chosen()
        slots = interviews.slots_for(application, now=now())
        context = {
            "application": application,
            "programme": application.cohort.programme,
            "form": form,
            "refusal": refusal,
            "zone": zone,
            "home_zone": settings.TIME_ZONE,
            "calendar": SlotPage(slots, zone, _day(asked.get("day", "")), data.get("slot")),
            "zones": sorted(known_zones()),
            "places": Place.choices,
            "place": data.get("place", Place.VIDEO),
            "phone": asked.get("phone", ""),
            **more,
        }
        return render(self.request, self.template_name, context, status=status)

    def _answer(self, application: Application, act: Any, **more: Any) -> HttpResponse | None:
        """None when `act(data)` succeeded, otherwise the page that says why not, slots afresh."""
        form = self.form_class(self.request.POST)
        if not form.is_valid():
            return self._page(application, form=form, status=422, **more)
        try:
            act(**form.cleaned_data)
        except DomainError as refusal:
            status = 409 if isinstance(refusal, ConflictError) else 422
            return self._page(application, form=form, refusal=refusal, status=status, **more)
        return None


class BookView(SlotView):
    form_class = BookingForm
    template_name = "applications/book.html"

    def get(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        if application.state != ApplicationState.SUBMITTED:
            return to_status(application)
        return self._page(application, token=token)

    def post(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        if application.state != ApplicationState.SUBMITTED:
            return to_status(application)

        def book(slot: datetime, **data: Any) -> None:
            interviews.book(application, starts_at=slot, by=APPLICANT, now=now(), **data)

        return self._answer(application, book, token=token) or to_status(application)


class MoveView(SlotView):
    form_class = SlotForm
    template_name = "applications/move.html"

    def get(self, request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
        return self._page(interview.application, interview=interview, token=token)

    def post(self, request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
        def move(slot: datetime, zone: str) -> None:
            interviews.reschedule(interview, starts_at=slot, zone=zone, by=APPLICANT, now=now())

        refused = self._answer(interview.application, move, interview=interview, token=token)
        return refused or redirect("applications:interview", links.interview_token(interview))


@interview_by_link()
def interview(request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
    return _interview_page(request, interview, token=token)


@require_POST
@interview_by_link()
def cancel(request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
    try:
        interviews.cancel(interview, by=APPLICANT, now=now())
    except DomainError as refusal:
        return _interview_page(request, interview, token=token, refusal=refusal, status=409)
    return redirect("applications:interview", links.interview_token(interview))


def _interview_page(
    request: HttpRequest,
    interview: Interview,
    *,
    token: str,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    where = interview.phone if interview.place == Place.PHONE else interview.interviewer.video_link
    context = {
        "interview": interview,
        "programme": interview.application.cohort.programme,
        "token": token,
        "refusal": refusal,
        "home_zone": settings.TIME_ZONE,
        "facts": [
            (_("With"), str(interview.interviewer)),
            (_("How"), interview.get_place_display()),
            (_("Number") if interview.place == Place.PHONE else _("Video room"), where or "–"),
            (_("How long"), _("30 minutes")),
        ],
    }
    return render(request, "applications/interview.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

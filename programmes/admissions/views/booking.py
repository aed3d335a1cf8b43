"""Booking, moving and cancelling the interview by mailed link."""

from datetime import date
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View

from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.question_pages import Question, ask
from mentoring.common.templatetags.moments import moment
from programmes.admissions.forms.booking import BookingForm, PersonForm, SlotForm, ZoneForm
from programmes.admissions.links import interview_token
from programmes.admissions.models import Interview, TimeRequest
from programmes.admissions.services import interviews
from programmes.admissions.services.slot_assignment import (
    can_self_book,
    offers_for,
    people_for,
    slots_for,
)
from programmes.admissions.states import InterviewState
from programmes.admissions.views.appointment import Appointment, what_changed
from programmes.admissions.views.calendar import SlotPage
from programmes.admissions.views.links import interview_by_link
from programmes.admissions.views.people import bookable, channel_choices, persons
from programmes.applications.models import Application
from programmes.applications.states import ApplicationState
from programmes.applications.views.steps import APPLICANT, to_status


class SlotView(View):
    """A page with free slots, one of which is chosen and sent."""

    form_class: type[SlotForm]
    template_name: str
    # The interview that is about to move.
    moving: Interview | None = None

    def _page(
        self,
        application: Application,
        *,
        form: SlotForm | None = None,
        status: int = 200,
        **more: Any,
    ) -> HttpResponse:
        asked = self.request.POST if form else self.request.GET
        data = form.cleaned_data if form else {}
        zones = ZoneForm(asked)
        # Whoever had a time goes on in its zone, until they choose another.
        before = self._zone_before(application)
        zone = zones.chosen(before or settings.TIME_ZONE)
        context = {
            "application": application,
            "programme": application.cohort.programme,
            "form": form,
            "zone": zone,
            "zone_known": bool(before),
            "zone_unknown": bool(zones.errors),
            "home_zone": settings.TIME_ZONE,
            "phone": asked.get("phone", ""),
            # Asked by the template: not each page needs it, and who opens a page may know it.
            "self_booking": partial(can_self_book, application),
            "time_request": TimeRequest.objects.open().filter(application=application).first(),
            **self._times(application, zone, asked, data),
            **more,
        }
        return render(self.request, self.template_name, context, status=status)

    def _zone_before(self, application: Application) -> str:
        """The zone of the interview that moves, or of the last one; "" if there was none."""
        last = self.moving or application.interviews.order_by("pk").last()
        return last.zone if last else ""

    def _times(
        self, application: Application, zone: str, asked: QueryDict, data: dict[str, Any]
    ) -> dict[str, Any]:
        """The free times and whom they are with, as far as somebody was chosen."""
        channel = self.moving.channel if self.moving else ""
        people = people_for(application, channel=channel, moving=self.moving).select_related("user")
        wanted = PersonForm(asked).chosen()
        who = wanted if any(one.pk == wanted for one in people) else None
        slots = slots_for(application, now=now(), channel=channel, only=who)
        offers = offers_for(application, now=now())
        calendar = SlotPage(slots, zone, _day(asked.get("day", "")), data.get("slot"), who)
        offering = {offer.interviewer for offer in offers}
        return {
            "calendar": calendar,
            "offered": calendar.offered(sorted({offer.starts_at for offer in offers})),
            "offering": ", ".join(sorted(str(one) for one in offering)),
            "people": persons(people, who, zone),
            "who": who,
            "channel_choices": channel_choices(
                bookable(people, slots, offers), data.get("channel", "")
            ),
        }

    def _answer(self, application: Application, act: Any, **more: Any) -> HttpResponse | None:
        """None when `act(data)` succeeded, otherwise the page that says why not, slots afresh."""
        form = self.form_class(self.request.POST)
        if not form.is_valid():
            return self._page(application, form=form, status=422, **more)
        chosen = {**form.cleaned_data, "starts_at": form.cleaned_data["slot"]}
        chosen["only"] = chosen.pop("who")
        del chosen["slot"]
        try:
            act(**chosen)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self._page(application, form=form, status=refusal.status, **more)
        return None


class BookView(SlotView):
    form_class = BookingForm
    template_name = "admissions/book.html"

    def get(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        freely = can_self_book(application)
        if not freely and not _has_offers(application):
            return to_status(application)
        return self._page(application, token=token, self_booking=freely)

    def post(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        if application.state != ApplicationState.SUBMITTED:
            return to_status(application)

        def book(**chosen: Any) -> None:
            interviews.book(application, by=APPLICANT, now=now(), **chosen)

        if refused := self._answer(application, book, token=token):
            return refused
        messages.success(request, _("Booked. The invitation is on its way to your mailbox."))
        return to_status(application)


class MoveView(SlotView):
    form_class = SlotForm
    template_name = "admissions/move.html"

    def get(self, request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
        self.moving = interview
        return self._page(interview.application, interview=interview, token=token)

    def post(self, request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
        self.moving = interview
        was_at, was_with = interview.starts_at, interview.interviewer

        def move(**chosen: Any) -> None:
            interviews.reschedule(interview, by=APPLICANT, now=now(), **chosen)

        refused = self._answer(interview.application, move, interview=interview, token=token)
        if refused:
            return refused
        messages.success(request, what_changed(interview, was_at=was_at, was_with=was_with))
        return redirect("admissions:interview", interview_token(interview))


def _has_offers(application: Application) -> bool:
    """Whether a time was offered to this very person, who may choose no other."""
    waits = application.state == ApplicationState.SUBMITTED
    return waits and bool(offers_for(application, now=now()))


@interview_by_link()
def interview(request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
    return _interview_page(request, interview, token=token)


@interview_by_link()
def cancel(request: HttpRequest, interview: Interview, *, token: str) -> HttpResponse:
    """Asked by GET, done by POST."""
    if request.method != "POST":
        return _ask_to_cancel(request, interview, token)
    try:
        interviews.cancel(interview, by=APPLICANT, now=now())
    except DomainError as refusal:
        return _interview_page(request, interview, token=token, refusal=refusal, status=409)
    return redirect("admissions:interview", interview_token(interview))


def _ask_to_cancel(request: HttpRequest, interview: Interview, token: str) -> HttpResponse:
    if interview.state != InterviewState.BOOKED:
        return redirect("admissions:interview", token)
    question = Question(
        heading=_("Cancel the appointment?"),
        text=_(
            "The appointment on %(when)s then does not take place. We tell %(name)s, and you can"
            " choose a new time whenever you like."
        )
        % {"when": moment(interview.starts_at, interview.zone), "name": interview.interviewer},
        button=_("Cancel the appointment"),
        keep=_("Keep the appointment"),
    )
    back = reverse("admissions:interview", args=[token])
    programme = interview.application.cohort.programme
    return ask(request, question, back=back, programme=programme)


def _interview_page(
    request: HttpRequest,
    interview: Interview,
    *,
    token: str,
    refusal: DomainError | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "interview": interview,
        "programme": interview.application.cohort.programme,
        "token": token,
        "refusal": refusal,
        "home_zone": settings.TIME_ZONE,
        "appointment": Appointment(interview),
    }
    return render(request, "admissions/interview.html", context, status=status)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

"""Nothing fits: the applicant says when it would, and staff answer with an offer."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common import unfinished
from mentoring.common.clock import now
from mentoring.common.errors import ConflictError, DomainError
from mentoring.common.question_pages import Question, ask
from programmes.admissions.forms.booking import TimeRequestForm, ZoneForm
from programmes.admissions.models import TimeRequest
from programmes.admissions.services import time_requests
from programmes.admissions.services.interviews import can_self_book
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.views.links import application_by
from programmes.applications.views.steps import to_status

# Under this name what was typed and not sent is kept with the application.
PAGE = "time_request"


class TimeRequestView(View):
    """What was left stands in the form and can be changed until staff have answered."""

    def get(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        if not can_self_book(application):
            return to_status(application)
        time_request = _open(application)
        asked = ZoneForm(request.GET).chosen() if "zone" in request.GET else ""
        zone = asked or (time_request.zone if time_request else settings.TIME_ZONE)
        typed = unfinished.reopened(application, PAGE)
        if typed is not None:
            form = unfinished.without_errors(TimeRequestForm(typed))
        else:
            form = TimeRequestForm(instance=time_request, initial={"zone": zone})
        return self._page(application, form, token=token)

    def post(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        form = TimeRequestForm(request.POST)
        if way := unfinished.way_of(request):
            return self._keep_typed(application, form, way)
        if not form.is_valid():
            return self._page(application, form, token=token, status=422)
        try:
            time_requests.leave(application, **form.cleaned_data, now=now())
        except ConflictError:
            return to_status(application)
        unfinished.settle(application, PAGE)
        messages.success(request, _("Thank you. We look for a time and write to you."))
        return redirect("admissions:book", token)

    def _keep_typed(
        self, application: Application, form: TimeRequestForm, way: str
    ) -> HttpResponse:
        typed = unfinished.typed_in(form, self.request.POST)
        try:
            time_requests.keep_unfinished(application, PAGE, typed)
        except DomainError as refusal:
            return to_status(application) if way != unfinished.STAY else _words("", refusal.status)
        token = links.token_of(links.STATUS, application)
        if way == unfinished.STAY:
            return _words(unfinished.saved_words(now()))
        if way == unfinished.BACK:
            return redirect("admissions:book", token)
        if way == unfinished.HOME:
            return redirect("admissions:status", token)
        return unfinished.in_language(redirect("admissions:time_request", token), way)

    def _page(
        self, application: Application, form: TimeRequestForm, *, token: str, status: int = 200
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "application": application,
            "programme": application.cohort.programme,
            "form": form,
            "time_request": _open(application),
            "token": token,
            "answers_form": "answers",
        }
        return render(self.request, "admissions/time_request.html", context, status=status)


@application_by(links.STATUS)
def withdraw(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """Asked by GET, done by POST."""
    if request.method == "POST":
        unfinished.settle(application, PAGE)
        if time_requests.withdraw(application):
            messages.success(request, _("Your wishes are withdrawn."))
        return redirect("admissions:book", token)
    question = Question(
        heading=_("Withdraw your wishes?"),
        text=_("We then no longer look for a time for you. You can book one that is free."),
        button=_("Withdraw my wishes"),
        keep=_("No, keep them"),
    )
    back = reverse("admissions:time_request", args=[token])
    return ask(request, question, back=back, programme=application.cohort.programme)


def _words(words: str, status: int = 200) -> HttpResponse:
    return JsonResponse({"words": words}, status=status)


def _open(application: Application) -> TimeRequest | None:
    return TimeRequest.objects.open().filter(application=application).first()

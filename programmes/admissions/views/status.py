"""What an applicant sees after sending: where things stand, and a parent's consent."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.privacy.services import consents
from mentoring.privacy.services.texts import current
from mentoring.privacy.states import Channel, Purpose
from programmes.admissions.forms.guardian import GuardianConsentForm
from programmes.admissions.links import interview_token
from programmes.admissions.presenters import status_of
from programmes.admissions.services import withdrawal
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.services import guardians
from programmes.applications.states import ApplicationState
from programmes.applications.views.links import application_by
from programmes.applications.views.steps import APPLICANT

GUARDIAN = Actor.holder("guardian")


@application_by(links.STATUS)
def status(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    if application.state == ApplicationState.DRAFT:
        return redirect("applications:resume", links.token_of(links.DRAFT, application))
    booked = application.interviews.booked().select_related("interviewer__user").first()
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "interview": booked,
        "interview_token": booked and interview_token(booked),
        "token": token,
        "status": status_of(application),
        "guardian_missing": guardians.is_missing(application, now=now()),
    }
    return render(request, "admissions/status.html", context)


@application_by(links.STATUS)
def withdraw(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    if request.method != "POST":
        context = {"programme": application.cohort.programme, "token": token}
        return render(request, "admissions/withdraw.html", context)
    try:
        withdrawal.withdraw(application, by=APPLICANT, now=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("You have withdrawn your application."))
    return redirect("admissions:status", token)


class GuardianView(View):
    """A parent reads what it is about and agrees; may be opened and sent more than once."""

    def get(self, request: HttpRequest, application: Application, **_token: str) -> HttpResponse:
        return self._page(request, application, GuardianConsentForm())

    def post(self, request: HttpRequest, application: Application, **_token: str) -> HttpResponse:
        if "withdraw" in request.POST:
            consents.withdraw(
                subject=application.subject,
                purpose=Purpose.GUARDIAN,
                channel=Channel.LINK,
                now=now(),
                by=GUARDIAN,
            )
            return self._page(request, application, GuardianConsentForm())
        form = GuardianConsentForm(request.POST)
        if not form.is_valid():
            return self._page(request, application, form, status=422)
        consents.give(
            subject=application.subject,
            purpose=Purpose.GUARDIAN,
            language=request.LANGUAGE_CODE,
            channel=Channel.LINK,
            now=now(),
            by=GUARDIAN,
        )
        return self._page(request, application, form)

    def _page(
        self,
        request: HttpRequest,
        application: Application,
        form: GuardianConsentForm,
        *,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "application": application,
            "programme": application.cohort.programme,
            "form": form,
            "text": current(Purpose.GUARDIAN, request.LANGUAGE_CODE),
            "agreed": consents.holds(application.subject, Purpose.GUARDIAN),
            "needed": guardians.is_needed(application, now=now()),
        }
        return render(request, "admissions/guardian.html", context, status=status)

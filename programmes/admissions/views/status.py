"""What an applicant sees after sending: where things stand, and the way out."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from programmes.admissions.presenters import status_of
from programmes.admissions.services import withdrawal
from programmes.admissions.views.appointment import Appointment
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.presenters.summary import summarise
from programmes.applications.services import guardians
from programmes.applications.states import ApplicationState
from programmes.applications.views.links import application_by
from programmes.applications.views.steps import APPLICANT


@application_by(links.STATUS)
def status(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    if application.state == ApplicationState.DRAFT:
        return redirect("applications:resume", links.token_of(links.DRAFT, application))
    booked = application.interviews.booked().select_related("interviewer__user").first()
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "interview": booked,
        "appointment": booked and Appointment(booked),
        "answers": [(fact.label, fact.value) for fact in summarise(application)],
        "token": token,
        "status": status_of(application),
        "guardian_missing": guardians.is_missing(application, now=now()),
        "guardian_said_no": guardians.said_no(application),
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

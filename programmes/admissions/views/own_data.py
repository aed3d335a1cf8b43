"""What an applicant can do about their data: get it, and withdraw a consent."""

import json

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.question_pages import Question, ask
from mentoring.privacy.services import consents, export
from mentoring.privacy.states import QUESTIONS, Channel, Purpose
from programmes.admissions.forms.contacts import EraseForm
from programmes.admissions.services import decisions, erasure
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.views.links import application_by
from programmes.applications.views.steps import APPLICANT

# Those that applicants themselves consent to, by answering questions.
OWN = tuple(purpose for purpose in Purpose if QUESTIONS[purpose])


@application_by(links.STATUS)
def own_data(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """Tells which consents hold, and no answer: looking at answers leaves a trace in the log."""
    context = {
        "programme": application.cohort.programme,
        "held": [purpose for purpose in OWN if consents.holds(application.subject, purpose)],
        "token": token,
    }
    return render(request, "admissions/own_data.html", context)


@application_by(links.STATUS)
def withdraw_consent(
    request: HttpRequest, application: Application, *, token: str, purpose: str
) -> HttpResponse:
    """Asked by GET, done by POST."""
    back = reverse("admissions:own_data", args=[token])
    if purpose not in OWN:
        return redirect(back)
    if request.method != "POST":
        question = Question(
            heading=_("Withdraw your consent?"),
            text=_(
                "%(purpose)s: we then delete your answers at once. It will not be held against you."
            )
            % {"purpose": Purpose(purpose).label},
            button=_("Withdraw consent and delete answers"),
            keep=_("No, keep it"),
        )
        return ask(request, question, back=back, programme=application.cohort.programme)
    consents.withdraw(
        subject=application.subject,
        purpose=purpose,
        channel=Channel.LINK,
        now=now(),
        by=APPLICANT,
    )
    messages.success(request, _("You have withdrawn your consent. Your answers are deleted."))
    return redirect(back)


@require_POST
@application_by(links.STATUS)
def download(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    if not decisions.is_final(application, now=now()):
        # The file would tell a decision that may still be taken back.
        messages.error(request, _("Please try again in a few minutes."))
        return redirect("admissions:own_data", token)
    known = export.export(application.subject, by=APPLICANT, now=now())
    body = json.dumps(known, ensure_ascii=False, indent=2)
    headers = {"Content-Disposition": 'attachment; filename="my-data.json"'}
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@application_by(links.STATUS)
def erase(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """Everything, at once; asked once more before."""
    form = EraseForm(request.POST if request.method == "POST" else None)
    context = {"programme": application.cohort.programme, "form": form, "token": token}
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "admissions/erase.html", context, status=status)
    try:
        erasure.erase(application, by=APPLICANT, now=now())
    except DomainError as refusal:
        messages.error(request, refusal.message)
        return redirect("admissions:own_data", token)
    return render(request, "admissions/erased.html", context)

"""A parent's page: what it is about, yes, no, and the way to take a yes back."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.question_pages import Question, ask
from mentoring.privacy.services.texts import current
from mentoring.privacy.states import Purpose
from programmes.admissions.forms.guardian import GuardianConsentForm
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.services import guardians
from programmes.applications.views.links import application_by

GUARDIAN = Actor.holder("guardian")


class GuardianView(View):
    """A parent reads what it is about and agrees; may be opened and sent more than once."""

    def get(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        return self._page(request, application, GuardianConsentForm(), token)

    def post(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        form = GuardianConsentForm(request.POST)
        if not form.is_valid():
            return self._page(request, application, form, token, status=422)
        language = request.LANGUAGE_CODE
        guardians.agree(application, language=language, by=GUARDIAN, now=now())
        return redirect("admissions:guardian", token)

    def _page(
        self,
        request: HttpRequest,
        application: Application,
        form: GuardianConsentForm,
        token: str,
        *,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            "application": application,
            "programme": application.cohort.programme,
            "form": form,
            "token": token,
            "text": current(Purpose.GUARDIAN, request.LANGUAGE_CODE),
            "agreed": guardians.agreed(application),
            "said_no": guardians.said_no(application),
            "needed": guardians.is_needed(application, now=now()),
        }
        return render(request, "admissions/guardian.html", context, status=status)


@application_by(links.GUARDIAN, informal=False)
def say_no(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """A no, or a yes taken back."""
    if request.method == "POST":
        guardians.refuse(application, by=GUARDIAN, now=now())
        return redirect("admissions:guardian", token)
    back, programme = reverse("admissions:guardian", args=[token]), application.cohort.programme
    taken_back = guardians.agreed(application) is not None
    return ask(
        request, _question(application, taken_back=taken_back), back=back, programme=programme
    )


def _question(application: Application, *, taken_back: bool) -> Question:
    name = {"name": application.short_name}
    text = _(
        "%(name)s then cannot take part before turning 18. We tell %(name)s kindly that you have"
        " said no. You can change your mind later: the link in our mail stays valid."
    )
    return Question(
        heading=_("Take your consent back?") if taken_back else _("Do you not agree?"),
        text=text % name,
        button=_("Take the consent back") if taken_back else _("No, I do not agree"),
        keep=_("Back"),
    )

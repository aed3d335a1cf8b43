"""Pages on which an applicant changes how we reach them, and whom we ask for consent."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from programmes.admissions.forms.contacts import AskGuardianForm, ContactForm
from programmes.admissions.services import contacts
from programmes.applications import links
from programmes.applications.models import Application
from programmes.applications.services import guardians
from programmes.applications.views.links import application_by
from programmes.applications.views.steps import APPLICANT, to_status


class LinkFormView(View):
    """A form about one application, opened by the link of its status page."""

    heading: str | Promise = ""
    button: str | Promise = ""

    def get(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        return self._page(request, application, self.form(application))

    def post(self, request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
        form = self.form(application, request.POST)
        if not form.is_valid():
            return self._page(request, application, form, status=422)
        try:
            done = self.save(application, form)
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, done)
        return to_status(application)

    def form(self, application: Application, data: Any = None) -> Any:
        raise NotImplementedError

    def save(self, application: Application, form: Any) -> str:
        """Does what was asked and says so."""
        raise NotImplementedError

    def _page(
        self, request: HttpRequest, application: Application, form: Form, *, status: int = 200
    ) -> HttpResponse:
        context = {
            "programme": application.cohort.programme,
            "form": form,
            "heading": self.heading,
            "button": self.button,
            "token": links.token_of(links.STATUS, application),
        }
        return render(request, "admissions/contact.html", context, status=status)


class ContactView(LinkFormView):
    heading = gettext_lazy("Your contact data")
    button = gettext_lazy("Save")

    def form(self, application: Application, data: Any = None) -> ContactForm:
        talk = contacts.talk_by_phone(application)
        # A copy, as a form writes into the row that it is given.
        row = Application.objects.select_related("cohort").get(pk=application.pk)
        return ContactForm(data, instance=row, phone=talk.phone if talk else "")

    def save(self, application: Application, form: ContactForm) -> str:
        values = dict(form.cleaned_data)
        email = values.pop("email")
        contacts.correct(application, **values, by=APPLICANT, now=now())
        if not contacts.ask_for(application, email=email, by=APPLICANT, now=now()):
            return _("Your contact data is saved.")
        return _("We have mailed a link to your new address. Please open it to confirm.")


class AskGuardianView(LinkFormView):
    heading = gettext_lazy("Ask a parent again")
    button = gettext_lazy("Send the mail again")

    def form(self, application: Application, data: Any = None) -> AskGuardianForm:
        row = Application.objects.select_related("cohort").get(pk=application.pk)
        return AskGuardianForm(data, instance=row)

    def save(self, application: Application, form: AskGuardianForm) -> str:
        email = form.cleaned_data["guardian_email"]
        guardians.ask_again(application, email=email, now=now())
        return _("We have written to your parent again.")


@application_by(links.ADDRESS)
def confirm_address(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """Shown by GET, done by POST: programs that look into mails change nothing."""
    if request.method == "POST":
        try:
            contacts.confirm(application, by=APPLICANT, now=now())
        except DomainError as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("From now on we write to your new address."))
        return to_status(application)
    context = {"programme": application.cohort.programme, "email": application.new_email}
    return render(request, "admissions/confirm_address.html", context)

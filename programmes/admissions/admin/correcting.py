"""Staff put right how an applicant is called and reached, until there is an account."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import AskPage
from mentoring.common.clock import now
from programmes.admissions.admin.booking import application_url
from programmes.admissions.policies import can_correct_applicant
from programmes.admissions.services import contacts
from programmes.applications.models import Application
from programmes.profiles.forms.staff import AddressForm, PersonNameForm


class CorrectionPage(AskPage):
    policy = can_correct_applicant
    model = Application
    related = ("cohort__programme",)
    variant = "primary"

    def back(self) -> str:
        return application_url(self.row)


class NamePage(CorrectionPage):
    form_class = PersonNameForm
    title = _("Correct the name")
    effect = _("From now on it stands everywhere, also in what the applicant sees.")
    button = _("Save")

    def get_form_kwargs(self) -> dict[str, Any]:
        row = self.row
        names = {"given_name": row.given_name, "family_name": row.family_name}
        return super().get_form_kwargs() | {"initial": names}

    def act(self, form: forms.Form) -> str | Promise:
        by = Actor.of(self.request.user)
        contacts.correct(self.row, **form.cleaned_data, by=by, now=now())
        return _("Saved.")


class AddressPage(CorrectionPage):
    form_class = AddressForm
    title = _("Correct the e-mail address")
    effect = _(
        "We mail a link to the new address. When it is confirmed there, our mails go to it, links"
        " mailed before end, and the old address is told. Until then everything stays as it is."
    )
    button = _("Send the link")

    def get_form_kwargs(self) -> dict[str, Any]:
        email = self.row.new_email or self.row.email
        return super().get_form_kwargs() | {"initial": {"email": email}}

    def act(self, form: forms.Form) -> str | Promise:
        by = Actor.of(self.request.user)
        if contacts.ask_for(self.row, **form.cleaned_data, by=by, now=now()):
            return _("The link is on its way.")
        return _("The address stays as it is.")

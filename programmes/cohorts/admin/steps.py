"""The steps of a cohort's life, each with a question before it: opened, taken back, copied."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActPage
from mentoring.common.clock import now
from programmes.cohorts.forms import CopyForm
from programmes.cohorts.models import Cohort
from programmes.cohorts.policies import can_manage_cohort
from programmes.cohorts.services import checklist, copying, opening


class StepPage(ActPage):
    """Asks before it does it, and leads back to the settings."""

    policy = can_manage_cohort
    model = Cohort
    related = ("programme",)
    form_class = forms.Form
    template_name = "admin/cohorts/step.html"
    effects: tuple[str | Promise, ...] = ()
    button: str | Promise = ""

    def back(self) -> str:
        return reverse("admin:cohorts_cohort_change", args=[self.row.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {"cohort": self.row, "effects": self.effects, "button": self.button}
        return super().get_context_data(**(page | more))


class OpenPage(StepPage):
    title = _("Open the cohort")
    button = _("Open")
    effects = (
        _("From now on everybody sees the cohort on the public page."),
        _("People can apply within the dates below, without your doing anything."),
    )

    def act(self, form: forms.Form) -> str | Promise:
        opening.open_to_public(self.row, by=Actor.of(self.request.user), now=now())
        return _("The cohort is open. This is the public page: %(url)s") % {
            "url": self.request.build_absolute_uri(self.row.programme.get_absolute_url())
        }

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        found = checklist.results(self.row, now=now())
        ready = all(each.is_fine for each in found)
        return super().get_context_data(checklist=found, is_ready=ready, **more)


class TakeBackPage(StepPage):
    title = _("Back to a draft")
    button = _("Make it a draft again")
    effects = (
        _("The public page does not show the cohort any more. Nothing you have set up is lost."),
    )

    def act(self, form: forms.Form) -> str | Promise:
        opening.take_back(self.row, by=Actor.of(self.request.user), now=now())
        return _("The cohort is a draft again.")


class CopyPage(StepPage):
    title = _("Copy the cohort")
    button = _("Make the copy")
    form_class = CopyForm
    template_name = "admin/cohorts/copy.html"
    blamed = "name"
    made: Cohort

    def get_initial(self) -> dict[str, Any]:
        return CopyForm.proposal(self.row)

    def act(self, form: forms.Form) -> str | Promise:
        self.made = copying.copy(self.row, **form.cleaned_data)
        return _("The copy is a draft. Please look at dates and texts before you open it.")

    def get_success_url(self) -> str:
        return reverse("admin:cohorts_cohort_change", args=[self.made.pk])

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        return super().get_context_data(taken_over=copying.titles(), **more)

"""Answering a wish: times that an interviewer can make, mailed to the applicant to choose from."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import StaffPage
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.templatetags.moments import clock
from programmes.admissions.admin.booking import application_url, appointable
from programmes.admissions.forms.appointing import OfferForm
from programmes.admissions.models import Interview
from programmes.admissions.policies import can_decide
from programmes.admissions.services import time_requests
from programmes.admissions.services.slot_assignment import in_the_way, offers_for
from programmes.applications.models import Application


class OfferPage(StaffPage, FormView):
    policy = can_decide
    model = Application
    related = ("cohort__programme",)
    form_class = OfferForm
    template_name = "admin/admissions/offer.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = appointable(self.row, self.request.user)
        return super().get_form_kwargs() | {"people": people}

    def form_valid(self, form: OfferForm) -> HttpResponse:
        interviewer = form.cleaned_data["interviewer"]
        by = Actor.of(self.request.user)
        try:
            time_requests.offer(
                self.row, interviewer=interviewer, starts=form.starts, by=by, now=now()
            )
        except time_requests.OverlapError:
            self._show_overlaps(form)
            return self._refuse(form, 409)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self._refuse(form, refusal.status)
        messages.success(self.request, _("Offered. The mail is on its way."))
        return redirect(application_url(self.row))

    def form_invalid(self, form: OfferForm) -> HttpResponse:
        return self._refuse(form, 422)

    def _refuse(self, form: OfferForm, status: int) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=status)

    def _show_overlaps(self, form: OfferForm) -> None:
        """Beside each time what is in its way; not with whom, which is none of this page's."""
        for starts_at in form.starts:
            taken = in_the_way(form.cleaned_data["interviewer"], starts_at).first()
            if taken:
                form.blame(starts_at, _taken(taken))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "application": self.row,
            "title": _("Offer times"),
            "wish": self.row.time_requestes.order_by("-left_at").first(),
            "offers": offers_for(self.row, now=now()),
            "back_url": application_url(self.row),
        }
        return super().get_context_data(**(page | more))


def _taken(interview: Interview) -> str:
    begins, ends = (
        clock(moment, settings.TIME_ZONE) for moment in (interview.starts_at, interview.ends_at)
    )
    words = _("There is an interview from %(begins)s to %(ends)s already, and a break around it.")
    return words % {"begins": begins, "ends": ends}

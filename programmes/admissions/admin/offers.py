"""Answering a wish: times that an interviewer can make, mailed to the applicant to choose from."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mentoring.common.actors import Actor
from mentoring.common.admin_pages import ActPage
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.templatetags.moments import clock
from programmes.admissions.admin.booking import application_url, appointable
from programmes.admissions.admin.office_hours import hours_url
from programmes.admissions.forms.appointing import OfferForm
from programmes.admissions.models import Interview, Interviewer
from programmes.admissions.policies import can_decide
from programmes.admissions.services import time_requests
from programmes.admissions.services.slot_assignment import in_the_way, offers_for
from programmes.applications.models import Application


class OfferPage(ActPage):
    policy = can_decide
    model = Application
    related = ("cohort__programme",)
    form_class = OfferForm
    template_name = "admin/admissions/offer.html"
    title = _("Offer times")

    def get_form_kwargs(self) -> dict[str, Any]:
        people = appointable(self.row, self.request.user)
        return super().get_form_kwargs() | {"people": people}

    def act(self, form: OfferForm) -> str | Promise:
        interviewer = form.cleaned_data["interviewer"]
        by = Actor.of(self.request.user)
        time_requests.offer(self.row, interviewer=interviewer, starts=form.starts, by=by, now=now())
        return _("Offered. The mail is on its way.")

    def back(self) -> str:
        return application_url(self.row)

    def explain(self, form: OfferForm, refusal: DomainError) -> HttpResponse:
        if not isinstance(refusal, time_requests.OverlapError):
            return super().explain(form, refusal)
        self._show_overlaps(form)
        return self.refuse(form, refusal.status)

    def _show_overlaps(self, form: OfferForm) -> None:
        """Beside each time what is in its way, and with whom where the reader may know."""
        known = Interview.objects.visible_to(self.request.user)
        for starts_at in form.starts:
            taken = in_the_way(form.cleaned_data["interviewer"], starts_at).first()
            if taken:
                form.blame(starts_at, _taken(taken, named=known.filter(pk=taken.pk).exists()))

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        page = {
            "application": self.row,
            "time_request": self.row.time_requests.order_by("-left_at").first(),
            "offers": offers_for(self.row, now=now()),
            "weeks": weeks_of(appointable(self.row, self.request.user), self.request.user),
        }
        return super().get_context_data(**(page | more))


def weeks_of(people: Any, user: Any) -> list[tuple[Interviewer, str, list[tuple[datetime, str]]]]:
    """Each interviewer with the way to their week, and what is booked in the next two weeks.

    A booking has its moment, and a name where `user` may see the interview.
    """
    moment = now()
    named = set(Interview.objects.visible_to(user).coming(moment).values_list("pk", flat=True))
    coming = Interview.objects.coming(moment).filter(interviewer__in=people)
    booked: dict[int, list[tuple[datetime, str]]] = {}
    for each in coming.select_related("application").order_by("starts_at"):
        name = str(each.application) if each.pk in named else ""
        booked.setdefault(each.interviewer_id, []).append((each.starts_at, name))
    return [(each, hours_url(each), booked.get(each.pk, [])) for each in people]


def _taken(interview: Interview, *, named: bool) -> str:
    begins, ends = (
        clock(moment, settings.TIME_ZONE) for moment in (interview.starts_at, interview.ends_at)
    )
    words = _("There is an interview from %(begins)s to %(ends)s already, and a break around it.")
    if named:
        words = _("%(name)s has the interview from %(begins)s to %(ends)s, with a break around it.")
    return words % {"begins": begins, "ends": ends, "name": interview.application}

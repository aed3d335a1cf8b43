"""One decision for many: first what would happen to whom, with each mail; then one by one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.policies import PolicyMixin
from programmes.admissions.admin.decision_options import OPTIONS, Option, options_for
from programmes.admissions.admin.saved_views import list_url
from programmes.admissions.forms.decisions import ReasonForm
from programmes.admissions.policies import can_decide
from programmes.admissions.services import decisions
from programmes.admissions.services.decisions import letter_for, preview
from programmes.applications.models import Application

MOST = 100


@dataclass
class Person:
    """One of those whom a decision would reach."""

    application: Application
    refusal: Any = ""
    mail: Any = None
    done: bool = False


def bulk_url(option: Option, ids: list[Any]) -> str:
    address = reverse(f"admin:applications_application_bulk_{option.slug}")
    return f"{address}?{urlencode([('id', each) for each in ids])}"


class BulkPage(Refusing, PolicyMixin, FormView):
    policy = can_decide
    form_class = ReasonForm
    template_name = "admin/admissions/bulk.html"
    option: Option = OPTIONS[0]

    def people(self) -> list[Person]:
        """Those selected whom the reader may decide about, each with a reason why not."""
        return [self._person(each) for each in self._chosen()]

    def _chosen(self) -> list[Application]:
        asked = self.request.POST if self.request.method == "POST" else self.request.GET
        try:
            ids = [UUID(each) for each in asked.getlist("id")[:MOST]]
        except ValueError as error:
            raise BadRequest from error
        seen = Application.objects.visible_to(self.request.user).filter(pk__in=ids)
        rows = seen.select_related("cohort__programme").prefetch_related("interviews")
        return [row for row in rows.order_by("state_since", "pk") if self._may(row)]

    def _may(self, application: Application) -> bool:
        return can_decide(self.request.user, application)

    def _person(self, application: Application) -> Person:
        seen = self.request.POST.get(f"seen-{application.pk}", application.state)
        if seen != application.state:
            return Person(application, refusal=_("Changed by somebody else in the meantime."))
        if self.option not in options_for(application, application.interviews.all()):
            return Person(application, refusal=self._why_not(application))
        if not self.option.mail:
            return Person(application)
        letter = letter_for(application, self.option.mail)
        return Person(application, mail=preview(application, letter))

    def _why_not(self, application: Application) -> Any:
        """In the words in which the services refuse, without trying."""
        if self.option.target not in application.MOVES.get(application.state, frozenset()):
            return _("Not possible in this state.")
        try:
            decisions.require_possible(application, self.option.target)
        except DomainError as refusal:
            return refusal.message
        return _("Not possible in this state.")

    def form_valid(self, form: ReasonForm) -> HttpResponse:
        """Each in a transaction of its own: what fails for one person stops nobody else's."""
        people = self.people()
        for person in people:
            if not person.refusal:
                self._decide(person, form.cleaned_data["reason"])
        context = self.get_context_data(form=form, people=people, finished=True)
        return self.render_to_response(context)

    def _decide(self, person: Person, reason: str) -> None:
        try:
            self.option.act(
                person.application, by=Actor.of(self.request.user), now=now(), reason=reason
            )
        except DomainError as refusal:
            person.refusal = refusal.message
        else:
            person.done = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        people = more.pop("people", None)
        people = self.people() if people is None else people
        possible = sum(not person.refusal for person in people)
        page = {
            "opts": Application._meta,
            "option": self.option,
            "title": self.option.button,
            # What needs attention stands on top.
            "people": sorted(people, key=lambda person: not person.refusal),
            "possible": possible,
            "count": count(possible),
            "finished": False,
            "back_url": list_url(),
        }
        return super().get_context_data(**(admin.site.each_context(self.request) | page | more))


def count(number: int) -> str:
    return ngettext("%(number)d person", "%(number)d people", number) % {"number": number}

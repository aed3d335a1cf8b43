"""One decision for many: first what would happen to whom, with each mail; then one by one."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import Refusing
from mentoring.common.policies import PolicyMixin
from mentoring.notifications.letter_text import Words
from programmes.admissions.admin.decision_options import OPTIONS, Option, options_for
from programmes.admissions.admin.decisions import PREVIEW
from programmes.admissions.admin.saved_views import list_url
from programmes.admissions.forms.decisions import ManyForm
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
    form_class = ManyForm
    template_name = "admin/admissions/bulk.html"
    option: Option = OPTIONS[0]

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"words": self._words(), "mail": self.option.mail}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if PREVIEW in request.POST:
            form = ManyForm(initial=request.POST.dict(), words=self._words(), mail=self.option.mail)
            return self.render_to_response(self.get_context_data(form=form))
        return super().post(request, *args, **kwargs)

    def people(self, form: ManyForm) -> list[Person]:
        """Those selected whom the reader may decide about, each with a reason why not."""
        return [self._person(each, form) for each in self.chosen]

    def _words(self) -> dict[str, Words]:
        """Language → what the mail says in it, of those languages that somebody chosen reads."""
        if not self.option.mail:
            return {}
        return {each.language: self._usual(each) for each in reversed(self.chosen)}

    def _usual(self, application: Application) -> Words:
        """What the mail would say to somebody, asked once for each cohort and language."""
        key = application.cohort_id, application.language
        if key not in self.known:
            cohort, language = application.cohort, application.language
            self.known[key] = decisions.words_of(cohort, self.option.mail, language)
        return self.known[key]

    @cached_property
    def known(self) -> dict[tuple[int, str], Words]:
        return {}

    @cached_property
    def chosen(self) -> list[Application]:
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

    def _person(self, application: Application, form: ManyForm) -> Person:
        seen = self.request.POST.get(f"seen-{application.pk}", application.state)
        if seen != application.state:
            return Person(application, refusal=_("Changed by somebody else in the meantime."))
        if self.option not in options_for(application, application.interviews.all()):
            return Person(application, refusal=self._why_not(application))
        if not self.option.mail:
            return Person(application)
        usual = self._usual(application)
        own = form.changed(application.language) or {"subject": usual.subject, "text": usual.text}
        letter = letter_for(application, self.option.mail, **own)
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

    def form_valid(self, form: ManyForm) -> HttpResponse:
        """Each in a transaction of its own: what fails for one person stops nobody else's."""
        people = self.people(form)
        for person in people:
            if not person.refusal:
                words = form.changed(person.application.language)
                self._decide(person, reason=form.cleaned_data["reason"], **words)
        context = self.get_context_data(form=form, people=people, finished=True)
        return self.render_to_response(context)

    def _decide(self, person: Person, **said: str) -> None:
        try:
            self.option.act(person.application, by=Actor.of(self.request.user), now=now(), **said)
        except DomainError as refusal:
            person.refusal = refusal.message
        else:
            person.done = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        form = more.setdefault("form", None) or self.get_form()
        more["form"] = form
        people = more.pop("people", None)
        people = self.people(form) if people is None else people
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

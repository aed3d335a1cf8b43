"""The pages of the application form, from the second on, and the summary."""

from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common import unfinished
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.lifecycle import StaleStateError, TransitionError
from mentoring.privacy.forms import VoluntaryForm
from mentoring.privacy.services import answers, consents
from programmes.applications import links
from programmes.applications.forms import versions
from programmes.applications.forms.flow import Step, missing, steps_for
from programmes.applications.models import Application
from programmes.applications.presenters.summary import summarise
from programmes.applications.services import applications, retention
from programmes.applications.states import ApplicationState
from programmes.applications.views.links import application_by

APPLICANT = Actor.holder("applicant")
# What a page opened from the summary adds to its address, so that saving leads back there.
BACK_TO_CHECK = "check"


def to_status(application: Application) -> HttpResponse:
    return redirect("admissions:status", links.token_of(links.STATUS, application))


def step_url(application: Application, slug: str) -> str:
    return reverse("applications:step", args=[links.token_of(links.DRAFT, application), slug])


def check_url(application: Application) -> str:
    return reverse("applications:check", args=[links.token_of(links.DRAFT, application)])


@application_by(links.DRAFT)
def resume(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    """Where the mailed link leads: to the first page that lacks an answer."""
    if application.state != ApplicationState.DRAFT:
        return to_status(application)
    gaps = missing(application)
    return redirect(step_url(application, gaps[0].slug) if gaps else check_url(application))


@application_by(links.DRAFT)
def pause(request: HttpRequest, application: Application, *, token: str) -> HttpResponse:
    if application.state != ApplicationState.DRAFT:
        return to_status(application)
    context = {
        "application": application,
        "programme": application.cohort.programme,
        "expires_at": retention.kept_until(application),
        "name_url": step_url(application, "name"),
        "begun": [
            (step.title, step_url(application, step.slug))
            for step in steps_for(application)
            if step.slug in application.unfinished
        ],
        "token": token,
    }
    return render(request, "applications/paused.html", context)


def window_of(application: Application) -> dict[str, Any] | None:
    """What to say once applications have closed; None as long as they are open."""
    cohort = application.cohort
    if now() < cohort.closes_at:
        return None
    last = applications.may_send_until(cohort)
    return {
        "closed_at": cohort.closes_at,
        "send_until": last if now() < last else None,
        "kept_until": retention.kept_until(application),
    }


class StepView(View):
    """One page of questions; saved when sent, shown with what was saved before."""

    application: Application
    steps: list[Step]
    step: Step

    def get(
        self, request: HttpRequest, application: Application, *, slug: str, **_token: str
    ) -> HttpResponse:
        self._find(application, slug)
        if application.state != ApplicationState.DRAFT:
            return to_status(application)
        form, voluntary = self._forms()
        typed = unfinished.reopened(application, slug)
        if self.step.form and typed is not None:
            form = unfinished.without_errors(self.step.form(typed, instance=application))
        return self._page(form, voluntary)

    def post(
        self, request: HttpRequest, application: Application, *, slug: str, **_token: str
    ) -> HttpResponse:
        self._find(application, slug)
        way = unfinished.way_of(request)
        form, voluntary = self._forms(request.POST)
        pages = [each for each in (form, voluntary) if each]
        if way == unfinished.STAY:
            return self._kept_while_typing(form, pages)
        # Of both, so that all mistakes are told at once.
        valid = [page.is_valid() for page in pages]
        if (
            all(valid)
            and application.state == ApplicationState.DRAFT
            and (saved := versions.overtaken(pages, request.POST))
        ):
            return self._page(form, voluntary, status=409, saved_elsewhere=saved)
        try:
            if all(valid):
                self._save(form, voluntary)
            elif not way or not self._kept(form, voluntary):
                return self._page(form, voluntary, status=422)
        except DomainError as refusal:
            messages.error(request, refusal.message)
            return to_status(application)
        return unfinished.in_language(redirect(self._away(way)), way)

    def _find(self, application: Application, slug: str) -> None:
        self.application, self.steps = application, steps_for(application)
        found = [step for step in self.steps if step.slug == slug]
        if not found:
            raise Http404
        self.step = found[0]

    def _forms(self, data: Any = None) -> tuple[forms.Form | None, forms.Form | None]:
        form_class, voluntary = self.step.form, self.step.voluntary
        return (
            form_class(data, instance=self.application) if form_class else None,
            self._voluntary(voluntary, data) if voluntary else None,
        )

    def _voluntary(self, form_class: type[VoluntaryForm], data: Any) -> VoluntaryForm:
        subject, purpose = self.application.subject, form_class.purpose
        kept = answers.own_answers(subject=subject, purpose=purpose, by=APPLICANT, now=now())
        initial = {**kept, "consent": consents.holds(subject, purpose)}
        return form_class(data, initial=initial, programme=self.application.cohort.programme)

    def _save(self, form: Any, voluntary: Any) -> None:
        if form:
            form.keep(now=now())
        else:
            applications.answer(self.application, {}, now=now())
        unfinished.settle(self.application, self.step.slug)
        if voluntary:
            voluntary.save(subject=self.application.subject, by=APPLICANT, now=now())

    def _kept(self, form: Any, voluntary: Any) -> bool:
        """Keeps what is there as it is; voluntary answers only as far as somebody agreed."""
        try:
            self._keep_typed(form)
        except TransitionError:
            raise
        except DomainError:
            return False
        if voluntary and voluntary.is_valid():
            voluntary.save(subject=self.application.subject, by=APPLICANT, now=now())
        elif voluntary:
            messages.warning(
                self.request,
                _("Your voluntary answers are not saved: we may only keep them if you agree."),
            )
        return True

    def _keep_typed(self, form: Any) -> None:
        if form and form.is_valid():
            form.keep(now=now())
            unfinished.settle(self.application, self.step.slug)
        elif form:
            typed = unfinished.typed_in(form, self.request.POST)
            applications.keep_unfinished(self.application, self.step.slug, typed, now=now())

    def _kept_while_typing(self, form: Any, pages: list[Any]) -> HttpResponse:
        """Keeps what is there without looking at it; not once the page was saved elsewhere."""
        if not form or self.request.POST.get(versions.FIELD) != versions.fingerprint(pages):
            return JsonResponse({"words": ""})
        try:
            typed = unfinished.typed_in(form, self.request.POST)
            applications.keep_unfinished(self.application, self.step.slug, typed, now=now())
        except DomainError:
            return JsonResponse({"words": ""}, status=DomainError.status)
        return JsonResponse({"words": unfinished.saved_words(self.application.saved_at)})

    def _away(self, way: str) -> str:
        """Where the button leads, or the way that was chosen instead."""
        application = self.application
        # Of a changed birth date may follow that another page applies.
        slugs = [step.slug for step in steps_for(application)]
        place = slugs.index(self.step.slug)
        to_check = BACK_TO_CHECK in self.request.GET
        if way == unfinished.LATER:
            return reverse("applications:pause", args=[links.token_of(links.DRAFT, application)])
        if way == unfinished.HOME:
            return application.cohort.programme.get_absolute_url()
        if way.startswith(unfinished.LANGUAGE):
            return step_url(application, self.step.slug) + (f"?{BACK_TO_CHECK}" if to_check else "")
        if to_check or (place + 1 == len(slugs) and not way):
            return check_url(application)
        return step_url(application, slugs[max(place - 1, 0) if way else place + 1])

    def _page(
        self, form: Any, voluntary: Any, *, status: int = 200, saved_elsewhere: Any = ()
    ) -> HttpResponse:
        place = self.steps.index(self.step)
        context = {
            "application": self.application,
            "programme": self.application.cohort.programme,
            "form": form or voluntary,
            "voluntary": voluntary if form else None,
            "token": links.token_of(links.DRAFT, self.application),
            "saved_at": self.application.saved_at,
            "heading": self.step.title,
            "hint": self.step.hint,
            "number": place + 1,
            "total": len(self.steps) + 1,
            # After a mistake, what counts is still what was seen first.
            "seen": self.request.POST.get(versions.FIELD)
            if status == HTTPStatus.UNPROCESSABLE_ENTITY
            else versions.fingerprint([each for each in (form, voluntary) if each]),
            "saved_elsewhere": saved_elsewhere,
            "window": window_of(self.application),
            "may_go_back": bool(place) or BACK_TO_CHECK in self.request.GET,
            "answers_form": "answers",
        }
        return render(self.request, "applications/step.html", context, status=status)


class CheckView(View):
    """All answers once more, each with the way to change it; from here it is sent."""

    def get(self, request: HttpRequest, application: Application, **_token: str) -> HttpResponse:
        if application.state != ApplicationState.DRAFT:
            return to_status(application)
        return self._page(request, application)

    def post(self, request: HttpRequest, application: Application, **_token: str) -> HttpResponse:
        if application.state == ApplicationState.DRAFT:
            if missing(application):
                return self._page(request, application, status=422)
            try:
                self._send(application)
            except DomainError as refusal:
                messages.error(request, refusal.message)
                return redirect(check_url(application))
        return self._sent(request, application)

    def _send(self, application: Application) -> None:
        try:
            applications.submit(application, by=APPLICANT, now=now())
        except StaleStateError:
            # The same button, pressed twice: the first press has sent it.
            application.refresh_from_db(fields=["state"])

    def _sent(self, request: HttpRequest, application: Application) -> HttpResponse:
        if application.state != ApplicationState.SUBMITTED:
            return to_status(application)
        if application.cohort.thanks:
            messages.success(request, application.cohort.thanks)
        return redirect("admissions:book", links.token_of(links.STATUS, application))

    def _page(
        self, request: HttpRequest, application: Application, *, status: int = 200
    ) -> HttpResponse:
        steps = steps_for(application)
        slugs = {step.slug for step in steps}
        context = {
            "application": application,
            "programme": application.cohort.programme,
            "facts": [
                (fact.label, fact.value, f"{step_url(application, fact.slug)}?{BACK_TO_CHECK}")
                for fact in summarise(application)
                if fact.slug in slugs
            ],
            "gaps": [
                (step.title, f"{step_url(application, step.slug)}?{BACK_TO_CHECK}")
                for step in missing(application)
            ],
            "number": len(steps) + 1,
            "keeps_apart": any(step.voluntary for step in steps),
            "window": window_of(application),
            "back_url": step_url(application, steps[-1].slug),
        }
        return render(request, "applications/check.html", context, status=status)

"""The way in for mentors and co-mentors: three short pages behind a mailed link."""

from contextlib import suppress
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import View

from mentoring.common import unfinished
from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.forms import free_text
from mentoring.common.lifecycle import TransitionError
from mentoring.common.link_pages import opened_by_link
from mentoring.common.links import LinkError
from programmes.cohorts.language_and_tone import speak_in
from programmes.profiles import links
from programmes.profiles.forms.joining import PAGES, JoinForm, Page, missing
from programmes.profiles.models import Enrolment
from programmes.profiles.presenters.joining_summary import summarise
from programmes.profiles.services import enrolments, retention
from programmes.profiles.services.enrolments import ANSWERABLE
from programmes.profiles.states import EnrolmentState, Origin


def find(token: str) -> Enrolment:
    """Whom the link invites; what is to be deleted tonight opens nothing any more.

    Raises:
        LinkError: it is to be deleted, or the link is no good ("link").
    """
    enrolment = links.enrolment_of(token)
    if retention.has_gone(enrolment, now=now()):
        raise LinkError
    return enrolment


def _speak(request: HttpRequest, enrolment: Enrolment) -> None:
    speak_in(request, enrolment.cohort.mentor_tone)


by_enrolment = opened_by_link(find, refusal="profiles/enrol_invalid.html", speak=_speak)


def actor(enrolment: Enrolment) -> Actor:
    return Actor.holder(enrolment.part)


def join_url(enrolment: Enrolment, *page: str) -> str:
    name = "profiles:join_page" if page else "profiles:join"
    return reverse(name, args=[links.token_of(enrolment), *page])


def frame(enrolment: Enrolment, **more: Any) -> dict[str, Any]:
    """What every page of the way in knows."""
    about = {"enrolment": enrolment, "programme": enrolment.cohort.programme}
    return about | {"token": links.token_of(enrolment), **more}


@by_enrolment
@require_safe
def join(request: HttpRequest, enrolment: Enrolment, *, token: str) -> HttpResponse:
    """Where the mailed link leads: to the first page that lacks an answer, or how it ended."""
    if enrolment.state in ANSWERABLE:
        gaps = missing(enrolment)
        return redirect(join_url(enrolment, (gaps[0] if gaps else PAGES[-1]).slug))
    if enrolment.state in {EnrolmentState.DECLINED, EnrolmentState.WITHDRAWN}:
        context = frame(
            enrolment,
            may_return=enrolment.state == EnrolmentState.WITHDRAWN
            and enrolment.origin == Origin.INVITATION,
            kept_until=retention.kept_until(enrolment),
        )
        return render(request, "profiles/enrol_closed.html", context)
    context = frame(enrolment, facts=summarise(enrolment))
    return render(request, "profiles/enrol_done.html", context)


class JoinPage(View):
    """One page of questions; saved when sent. The last one also sends the whole form."""

    enrolment: Enrolment
    page: Page

    def get(
        self, request: HttpRequest, enrolment: Enrolment, *, slug: str, **_token: str
    ) -> HttpResponse:
        self._find(enrolment, slug)
        if enrolment.state not in ANSWERABLE:
            return redirect(join_url(enrolment))
        typed = unfinished.reopened(enrolment, slug)
        form = self.page.form(typed, enrolment=enrolment)
        return self._show(form if typed is None else unfinished.without_errors(form))

    def post(
        self, request: HttpRequest, enrolment: Enrolment, *, slug: str, **_token: str
    ) -> HttpResponse:
        self._find(enrolment, slug)
        way = unfinished.way_of(request)
        form = self.page.form(request.POST, enrolment=enrolment)
        if way == unfinished.STAY:
            return self._kept_while_typing(form)
        try:
            if form.is_valid():
                form.keep(now=now())
                unfinished.settle(enrolment, slug)
            elif way:
                self._keep_typed(form)
            else:
                return self._show(form, status=422)
            return unfinished.in_language(redirect(self._away(way)), way)
        except TransitionError:
            # Sent already, perhaps by the same button pressed twice: shown as it is.
            return redirect(join_url(enrolment))
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self._show(form, status=refusal.status)

    def _keep_typed(self, form: JoinForm) -> None:
        typed = unfinished.typed_in(form, self.request.POST)
        enrolments.keep_unfinished(self.enrolment, self.page.slug, typed, now=now())

    def _kept_while_typing(self, form: JoinForm) -> HttpResponse:
        """Keeps what is there without looking at it."""
        try:
            self._keep_typed(form)
        except DomainError:
            return JsonResponse({"words": ""}, status=DomainError.status)
        return JsonResponse({"words": unfinished.saved_words(self.enrolment.saved_at)})

    def _find(self, enrolment: Enrolment, slug: str) -> None:
        self.enrolment = enrolment
        found = [page for page in PAGES if page.slug == slug]
        if not found:
            raise Http404
        self.page = found[0]

    def _away(self, way: str) -> str:
        """Where the button leads, or the way that was chosen instead."""
        place = PAGES.index(self.page)
        ways = {
            unfinished.BACK: join_url(self.enrolment, PAGES[max(place - 1, 0)].slug),
            unfinished.NO: reverse("profiles:join_no", args=[links.token_of(self.enrolment)]),
            unfinished.HOME: self.enrolment.cohort.programme.get_absolute_url(),
        }
        if way:
            return ways.get(way, join_url(self.enrolment, self.page.slug))
        return self._next()

    def _next(self) -> str:
        after = PAGES.index(self.page) + 1
        if after < len(PAGES):
            return join_url(self.enrolment, PAGES[after].slug)
        gaps = missing(self.enrolment)
        if gaps:
            return join_url(self.enrolment, gaps[0].slug)
        enrolments.submit(self.enrolment, by=actor(self.enrolment), now=now())
        return join_url(self.enrolment)

    def _show(self, form: JoinForm, *, status: int = 200) -> HttpResponse:
        place = PAGES.index(self.page)
        context = frame(
            self.enrolment,
            form=form,
            heading=self.page.title,
            number=place + 1,
            total=len(PAGES),
            is_last=place + 1 == len(PAGES),
            invited=self.enrolment.origin == Origin.INVITATION,
            saved_at=self.enrolment.saved_at if self.enrolment.answers else None,
            may_go_back=bool(place),
            answers_form="answers",
        )
        return render(self.request, "profiles/enrol_page.html", context, status=status)


class NoForm(forms.Form):
    reason = free_text(_("Would you like to tell us why?"), most=1000)


class NoPage(View):
    """No, thank you: asked once more by GET, done by POST."""

    def get(self, request: HttpRequest, enrolment: Enrolment, **_token: str) -> HttpResponse:
        if enrolment.state not in {*ANSWERABLE, EnrolmentState.SUBMITTED}:
            return redirect(join_url(enrolment))
        return self._show(request, enrolment, NoForm())

    def post(self, request: HttpRequest, enrolment: Enrolment, **_token: str) -> HttpResponse:
        form = NoForm(request.POST)
        if not form.is_valid():
            return self._show(request, enrolment, form, status=422)
        reason = form.cleaned_data["reason"]
        # Takes part already: the page says so.
        with suppress(TransitionError):
            enrolments.withdraw(enrolment, by=actor(enrolment), now=now(), reason=reason)
        return redirect(join_url(enrolment))

    def _show(
        self, request: HttpRequest, enrolment: Enrolment, form: NoForm, *, status: int = 200
    ) -> HttpResponse:
        context = frame(enrolment, form=form, back_url=join_url(enrolment))
        return render(request, "profiles/enrol_no.html", context, status=status)


@by_enrolment
@require_POST
def reopen(request: HttpRequest, enrolment: Enrolment, *, token: str) -> HttpResponse:
    """A no is taken back; nothing of what was answered is lost."""
    # Open already, or never to be taken back: the page shows how it stands.
    with suppress(DomainError):
        enrolments.reopen(enrolment, by=actor(enrolment), now=now())
    return redirect(join_url(enrolment))


page = by_enrolment(JoinPage.as_view())
no = by_enrolment(NoPage.as_view())

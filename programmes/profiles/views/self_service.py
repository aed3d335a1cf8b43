"""A person's own profile: an overview, and a page for each section of it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.policies import PolicyMixin, policy, require
from mentoring.privacy.forms import MentorWishForm
from mentoring.privacy.services import answers, consents
from mentoring.privacy.states import Channel, Purpose
from programmes.cohorts.states import OptionalQuestion
from programmes.profiles.forms.self_service import OwnForm, Section, sections_of
from programmes.profiles.language_and_tone import speak
from programmes.profiles.models import Profile
from programmes.profiles.policies import is_own
from programmes.profiles.presenters.overview import overview
from programmes.profiles.states import Part

PREVIEW = "preview"


def own_or_404(request: HttpRequest, pk: Any) -> Profile:
    """One's own profile, spoken of in the tone of one's part; nobody else opens these pages."""
    rows = Profile.objects.visible_to(request.user)
    profile: Profile = get_object_or_404(
        rows.select_related("cohort__programme", "user", "subject"), pk=pk
    )
    require(is_own, request.user, profile)
    speak(request, profile)
    return profile


def frame(profile: Profile, **more: Any) -> dict[str, Any]:
    """What every page of one's own profile knows."""
    home = f"home:{profile.part}"
    return {"profile": profile, "programme": profile.cohort.programme, "home": home, **more}


@policy(is_own)
@require_safe
def profile(request: HttpRequest, pk: Any) -> HttpResponse:
    """Everything at a glance, each section with the way to change it."""
    own = own_or_404(request, pk)
    context = frame(
        own,
        sections=overview(own),
        asks_affiliation=asks_affiliation(own),
        allows_names=own.cohort.allows_names,
        has_office=own.has_office,
    )
    return render(request, "profiles/own.html", context)


class SectionView(PolicyMixin, View):
    """One section to change; saved when sent."""

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any, slug: str) -> HttpResponse:
        own, section = self._find(pk, slug)
        return self._page(own, section, section.form(instance=own))

    def post(self, request: HttpRequest, *, pk: Any, slug: str) -> HttpResponse:
        own, section = self._find(pk, slug)
        form = section.form(request.POST, instance=own)
        if not form.is_valid():
            return self._page(own, section, form, status=422)
        if PREVIEW in request.POST:
            return self._page(own, section, form)
        try:
            form.keep(by=Actor.of(request.user), now=now())
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self._page(own, section, form, status=422)
        messages.success(request, _("Saved. Thank you."))
        return redirect("profiles:own", own.pk)

    def _find(self, pk: Any, slug: str) -> tuple[Profile, Section]:
        own = own_or_404(self.request, pk)
        found = [section for section in sections_of(own) if section.slug == slug]
        if not found:
            raise Http404
        return own, found[0]

    def _page(
        self, own: Profile, section: Section, form: OwnForm, status: int = 200
    ) -> HttpResponse:
        # The instance carries what was typed: the preview shows it before it is saved.
        context = frame(own, section=section, form=form, previewed=PREVIEW in self.request.POST)
        return render(self.request, section.template, context, status=status)


def asks_affiliation(own: Profile) -> bool:
    """Only of mentees, and only where their cohort asks for it at all."""
    return own.part == Part.MENTEE and own.cohort.asks(OptionalQuestion.AFFILIATION_WISH)


class AffiliationView(PolicyMixin, View):
    """A mentee's wish about what a mentor belongs to.

    Kept apart, seen and changed here by that very person.
    """

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = self._find(pk)
        return self._page(own, self._form(own))

    def post(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = self._find(pk)
        form = self._form(own, request.POST)
        if not form.is_valid():
            return self._page(own, form, status=422)
        by = Actor.of(request.user)
        form.save(subject=own.subject, channel=Channel.ACCOUNT, now=now(), by=by)
        messages.success(request, _("Saved. Thank you."))
        return redirect("profiles:own", own.pk)

    def _find(self, pk: Any) -> Profile:
        own = own_or_404(self.request, pk)
        if not asks_affiliation(own):
            raise Http404
        return own

    def _form(self, own: Profile, data: Any = None) -> MentorWishForm:
        purpose, by = Purpose.MATCHING, Actor.of(self.request.user)
        kept = answers.own_answers(subject=own.subject, purpose=purpose, by=by, now=now())
        holds = consents.holds(own.subject, purpose)
        initial = {**kept, "consent": holds}
        return MentorWishForm(data, initial=initial, programme=own.cohort.programme)

    def _page(self, own: Profile, form: MentorWishForm, status: int = 200) -> HttpResponse:
        context = frame(own, form=form)
        return render(self.request, "profiles/affiliation.html", context, status=status)

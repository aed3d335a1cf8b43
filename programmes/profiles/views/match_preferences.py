"""Wishes that name persons, on pages of one's own."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.policies import PolicyMixin
from mentoring.common.question_pages import Question, ask
from programmes.profiles.forms.match_preferences import WishForm
from programmes.profiles.models import Profile
from programmes.profiles.policies import is_own
from programmes.profiles.services import match_preferences
from programmes.profiles.states import WishKind
from programmes.profiles.views.self_service import frame, own_or_404

WITHDRAW = "withdraw"


class WishesView(PolicyMixin, View):
    """What was wished for, each with the way to take it back, and a form for one more."""

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = self._find(pk)
        if WITHDRAW in request.GET:
            back = reverse("profiles:wishes", args=[own.pk])
            return ask(request, _question(), back=back, programme=own.cohort.programme)
        return self._page(own, WishForm(profile=own))

    def post(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own, by = self._find(pk), Actor.of(request.user)
        if WITHDRAW in request.GET:
            match_preferences.withdraw(own, request.GET[WITHDRAW], by=by, now=now())
            messages.success(request, _("The wish is gone."))
            return redirect("profiles:wishes", own.pk)
        form = WishForm(request.POST, profile=own)
        if not form.is_valid():
            return self._page(own, form, status=422)
        try:
            self._keep(own, form, by)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
            return self._page(own, form, status=422)
        messages.success(request, _("Thank you. We have noted your wish."))
        return redirect("profiles:wishes", own.pk)

    def _find(self, pk: Any) -> Profile:
        own = own_or_404(self.request, pk)
        if not own.cohort.allows_names:
            raise Http404
        return own

    @staticmethod
    def _keep(own: Profile, form: WishForm, by: Actor) -> None:
        person, kind = form.cleaned_data["person"], form.cleaned_data["kind"]
        keep = (
            match_preferences.add if match_preferences.chooses(own) else match_preferences.type_in
        )
        keep(own, person, kind=kind, by=by, now=now())

    def _page(self, own: Profile, form: WishForm, status: int = 200) -> HttpResponse:
        known = match_preferences.told(own)
        lists = [
            (title, [wish for wish in known if wish.kind == kind])
            for kind, title in (
                (WishKind.PREFERRED, _("With these I would like to be matched")),
                (WishKind.EXCLUDED, _("With these I would not")),
            )
        ]
        context = frame(own, form=form, lists=lists, any_known=bool(known))
        return render(self.request, "profiles/wishes.html", context, status=status)


def _question() -> Question:
    return Question(
        heading=_("Take this wish back?"),
        text=_("We then no longer look at it when we put tandems together."),
        button=_("Take the wish back"),
        keep=_("No, keep it"),
    )

"""A mentor's list of the people of the office: invite, change, send a new link, end."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import local_day, now
from mentoring.common.errors import DomainError
from mentoring.common.form_pages import attempt
from mentoring.common.policies import PolicyMixin, policy
from mentoring.common.question_pages import Question, ask
from programmes.profiles.forms.delegates import GrantForm, InviteForm
from programmes.profiles.models import Delegate, Profile
from programmes.profiles.policies import is_own
from programmes.profiles.services import delegates
from programmes.profiles.views.self_service import frame, own_or_404


def mentor_or_404(request: HttpRequest, pk: Any) -> Profile:
    own = own_or_404(request, pk)
    if not own.has_office:
        raise Http404
    return own


def delegate_or_404(request: HttpRequest, pk: Any, delegate: Any) -> Delegate:
    own = mentor_or_404(request, pk)
    rows = own.delegates.filter(revoked_at=None)
    found: Delegate = get_object_or_404(rows, pk=delegate)
    found.mentor = own
    return found


class OfficeView(PolicyMixin, View):
    """Who may act for the mentor, and the form for one more."""

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = mentor_or_404(request, pk)
        return self._page(own, InviteForm.for_cohort(own.cohort, local_day(now())))

    def post(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = mentor_or_404(request, pk)
        form, by = InviteForm(request.POST), Actor.of(request.user)
        refused = attempt(
            form, lambda: delegates.invite(own, **form.cleaned_data, by=by, now=now())
        )
        if refused:
            return self._page(own, form, status=refused)
        messages.success(request, _("The invitation is on its way."))
        return redirect("profiles:office", own.pk)

    def _page(self, own: Profile, form: InviteForm, status: int = 200) -> HttpResponse:
        context = frame(
            own,
            form=form,
            office=own.delegates.filter(revoked_at=None),
            today=local_day(now()),
        )
        return render(self.request, "profiles/office.html", context, status=status)


class GrantView(PolicyMixin, View):
    """Prolong, or change what somebody of the office may do."""

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any, delegate: Any) -> HttpResponse:
        found = delegate_or_404(request, pk, delegate)
        return self._page(found, GrantForm.of(found))

    def post(self, request: HttpRequest, *, pk: Any, delegate: Any) -> HttpResponse:
        found = delegate_or_404(request, pk, delegate)
        form, by = GrantForm.of(found, request.POST), Actor.of(request.user)
        refused = attempt(
            form, lambda: delegates.change(found, **form.cleaned_data, by=by, now=now())
        )
        if refused:
            return self._page(found, form, status=refused)
        messages.success(request, _("Saved. The person gets a mail about it."))
        return redirect("profiles:office", found.mentor_id)

    def _page(self, found: Delegate, form: GrantForm, status: int = 200) -> HttpResponse:
        context = frame(found.mentor, form=form, delegate=found)
        return render(self.request, "profiles/office_person.html", context, status=status)


@policy(is_own)
def send_link(request: HttpRequest, *, pk: Any, delegate: Any) -> HttpResponse:
    """Asked by GET, done by POST."""
    found = delegate_or_404(request, pk, delegate)
    if request.method != "POST":
        return _ask(request, found, LINK_QUESTION)
    try:
        delegates.send_new_link(found, by=Actor.of(request.user), now=now())
        messages.success(request, _("A new link is on its way; the one before no longer works."))
    except DomainError as refusal:
        messages.error(request, refusal.message)
    return redirect("profiles:office", found.mentor_id)


@policy(is_own)
def revoke(request: HttpRequest, *, pk: Any, delegate: Any) -> HttpResponse:
    """Asked by GET, done by POST."""
    own = mentor_or_404(request, pk)
    # Ended already is ended: a second press is no mistake.
    found = get_object_or_404(own.delegates, pk=delegate)
    if request.method != "POST":
        return _ask(request, found, END_QUESTION)
    delegates.revoke(found, by=Actor.of(request.user), now=now())
    messages.success(
        request,
        _("The access of %(name)s has ended. You can invite the person anew at any time.")
        % {"name": found.name},
    )
    return redirect("profiles:office", own.pk)


def _ask(request: HttpRequest, delegate: Delegate, words: tuple[Promise, ...]) -> HttpResponse:
    heading, text, button = (str(each) % {"name": delegate.name} for each in words)
    question = Question(heading, text, button, keep=_("Back"))
    back = reverse("profiles:office", args=[delegate.mentor_id])
    return ask(request, question, back=back, programme=delegate.mentor.cohort.programme)


# Heading, what comes of it, and the button.
LINK_QUESTION = (
    gettext_lazy("Send %(name)s a new link?"),
    gettext_lazy("We mail a new link to %(name)s. The link before no longer works."),
    gettext_lazy("Send a new link"),
)
END_QUESTION = (
    gettext_lazy("End the access of %(name)s?"),
    gettext_lazy(
        "%(name)s then no longer sees or logs your meetings, from now on. What was logged stays."
    ),
    gettext_lazy("End access"),
)

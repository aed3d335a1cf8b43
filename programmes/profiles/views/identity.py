"""One's own e-mail address: asked for here, confirmed by the link that goes to the new one."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.generic import View

from mentoring.common.actors import Actor
from mentoring.common.clock import now
from mentoring.common.errors import DomainError
from mentoring.common.link_pages import opened_by_link
from mentoring.common.policies import PolicyMixin
from programmes.profiles import links
from programmes.profiles.forms.self_service import AddressForm
from programmes.profiles.language_and_tone import speak
from programmes.profiles.models import Profile
from programmes.profiles.policies import is_own
from programmes.profiles.services import identity
from programmes.profiles.views.self_service import frame, own_or_404


class AddressView(PolicyMixin, View):
    """Until the link is used, codes and mails go to the present address."""

    policy = is_own

    def get(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = own_or_404(request, pk)
        return self._page(own, AddressForm(initial={"email": own.user.new_email}))

    def post(self, request: HttpRequest, *, pk: Any) -> HttpResponse:
        own = own_or_404(request, pk)
        form = AddressForm(request.POST)
        if not form.is_valid():
            return self._page(own, form, status=422)
        try:
            asked = identity.ask_for(own, **form.cleaned_data, by=Actor.of(request.user), now=now())
        except DomainError as refusal:
            form.add_error("email", refusal.message)
            return self._page(own, form, status=refusal.status)
        messages.success(request, _said(form.cleaned_data["email"], asked=asked))
        return redirect("profiles:own", own.pk)

    def _page(self, own: Profile, form: AddressForm, status: int = 200) -> HttpResponse:
        return render(self.request, "profiles/address.html", frame(own, form=form), status=status)


@opened_by_link(links.new_address_of, refusal="profiles/address_invalid.html", speak=speak)
def confirm_address(request: HttpRequest, profile: Profile, *, token: str) -> HttpResponse:
    """Shown by GET, done by POST: programs that look into mails change nothing."""
    context = {"programme": profile.cohort.programme, "email": profile.user.new_email}
    if request.method != "POST":
        return render(request, "profiles/address_confirm.html", context)
    try:
        identity.confirm(profile, by=Actor.of(profile.user), now=now())
    except DomainError as refusal:
        context |= {"refusal": refusal.message}
        return render(request, "profiles/address_confirm.html", context, status=refusal.status)
    return render(request, "profiles/address_done.html", context)


def _said(email: str, *, asked: bool) -> str:
    if not asked:
        return _("Your address stays as it is.")
    told = {"email": email}
    return _("We have mailed a link to %(email)s. Please open it there to confirm.") % told

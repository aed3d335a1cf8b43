"""Where the framework's sign-in views do a little less, or look a little closer."""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmLoginCodeView, LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mentoring.accounts import second_factor
from mentoring.accounts.adapter import MAILED_CODE
from mentoring.accounts.forms import EnrolAppForm, GuardedLoginCodeForm, SignInForm
from mentoring.accounts.services import attempts


class SignIn(LoginView):
    """Asks for the address, by the name and in the tone that the link told."""

    def form_valid(self, form: Any) -> HttpResponse:
        self.request.session["programme"] = self.request.GET.get("programme", "")[:60]
        response: HttpResponse = super().form_valid(form)
        return response

    def get_form_class(self) -> type:
        return SignInForm


class ConfirmCode(ConfirmLoginCodeView):
    """Asks for the mailed code; its tries are counted in the database."""

    def get_form_class(self) -> type:
        return GuardedLoginCodeForm if self._action == "verify" else super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self._action == "verify":
            state = self._process.state
            kwargs["login"] = f"{self.request.session.session_key}:{state['at']}"
            # What was never mailed opens nothing: mails are limited, and so are guesses with them.
            if self.request.session.get(MAILED_CODE) != kwargs["code"]:
                kwargs["code"] = ""
            source = get_adapter().get_client_ip(self.request)
            kwargs["watched"] = {
                attempts.WRONG_FROM_SOURCE: source,
                attempts.WRONG_FOR_ADDRESS: state.get("email", ""),
            }
        return kwargs

    def form_valid(self, form: Any) -> HttpResponse:
        if self._action == "resend":
            # A new code, so new time and new tries.
            self._process.state |= {"at": time.time(), "failed_attempts": 0}
        response: HttpResponse = super().form_valid(form)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        if self._process.record_invalid_attempt():
            return self.render_to_response(self.get_context_data(form=form))
        messages.error(self.request, _("That was wrong three times. Please have a new code sent."))
        return redirect("account_login")


class EnrolApp(ActivateTOTPView):
    """Enrols an authenticator app; the code typed for it counts as shown."""

    def get_form_class(self) -> type:
        return EnrolAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.note_shown(self.request)
        return response


class EnrolPasskey(AddWebAuthnView):
    """Enrols a passkey; the touch given for it counts as shown."""

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        second_factor.note_shown(self.request)
        return response

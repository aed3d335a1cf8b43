"""Where the framework's sign-in views do a little less, or look a little closer."""

from typing import Any

from allauth.account.views import ConfirmLoginCodeView, LoginView
from allauth.mfa.totp.views import ActivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.http import HttpResponse

from mentoring.accounts import second_factor
from mentoring.accounts.forms import EnrolAppForm, GuardedLoginCodeForm, SignInForm


class SignIn(LoginView):
    """Asks for the address."""

    def get_form_class(self) -> type:
        return SignInForm


class ConfirmCode(ConfirmLoginCodeView):
    """Asks for the mailed code; its tries are counted in the database."""

    def get_form_class(self) -> type:
        return GuardedLoginCodeForm if self._action == "verify" else super().get_form_class()

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs: dict[str, Any] = super().get_form_kwargs()
        if self._action == "verify":
            kwargs["login"] = f"{self.request.session.session_key}:{self._process.state['at']}"
        return kwargs


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

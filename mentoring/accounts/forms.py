"""The framework's forms for codes, each of which claims its try before it compares."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

from mentoring.accounts.services import attempts
from mentoring.common import clock


class GuardedLoginCodeForm(ConfirmLoginCodeForm):
    """The mailed code: `login` names the pending sign-in that the code belongs to."""

    def __init__(self, *args: Any, login: str, **kwargs: Any) -> None:
        self.login = login
        super().__init__(*args, **kwargs)

    def clean_code(self) -> str:
        if not attempts.claim(attempts.MAILED_CODE, self.login, now=clock.now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean_code()


class _SecondFactorGuard:
    """Six digits are few: without a count that outlives the cache they could be tried through."""

    user: Any

    def clean_code(self) -> str:
        person = str(self.user.pk)
        if not attempts.claim(attempts.SECOND_FACTOR, person, now=clock.now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        if not attempts.claim(attempts.SPENT_CODE, f"{person}:{code}", now=clock.now()):
            raise get_adapter().validation_error("incorrect_code")
        attempts.forget(attempts.SECOND_FACTOR, person)
        return code


class GuardedAuthenticateForm(_SecondFactorGuard, AuthenticateForm):
    """The second factor at sign-in."""


class GuardedReauthenticateForm(_SecondFactorGuard, ReauthenticateForm):
    """The second factor before something delicate."""

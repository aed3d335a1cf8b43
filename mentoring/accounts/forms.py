"""The framework's forms for addresses and codes.

Each form for a code claims its try before it compares. All take an address or a code as it was
pasted, and hand it on in the one form in which it is kept and compared.
"""

from collections.abc import Mapping
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm, LoginForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.services import attempts
from mentoring.accounts.services.attempts import Limit
from mentoring.common import clock
from mentoring.common.fields import AddressField
from mentoring.common.text import code as plain_code


class CodeField(forms.CharField):
    """A code without what mail programs and people put between its letters."""

    def to_python(self, value: Any) -> str:
        return plain_code(super().to_python(value))


class _PastedCode:
    """For a form with a `code`."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["code"]
        self.fields["code"] = CodeField(label=asked.label, widget=asked.widget)


class SignInForm(LoginForm):
    """The address to which the code is mailed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.fields["login"]
        self.fields["login"] = AddressField(label=asked.label, widget=asked.widget)


class GuardedLoginCodeForm(_PastedCode, ConfirmLoginCodeForm):
    """The mailed code: `login` names the pending sign-in that the code belongs to.

    `watched` are the counts of wrong codes that this try belongs to, each with whose it is.
    """

    def __init__(self, *args: Any, login: str, watched: Mapping[Limit, str], **kwargs: Any) -> None:
        self.login, self.watched = login, watched
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"inputmode": "numeric", "placeholder": ""}

    def clean_code(self) -> str:
        now = clock.now()
        busy = any(attempts.is_used_up(*watch, now=now) for watch in self.watched.items())
        limit = attempts.SINGLE_TRY if busy else attempts.MAILED_CODE
        if not attempts.claim(limit, self.login, now=now):
            raise ValidationError(_("This code no longer works. Please have a new one sent."))
        try:
            return super().clean_code()
        except ValidationError as error:
            for watch in self.watched.items():
                attempts.claim(*watch, now=now)
            raise ValidationError(
                _("This code is not right. Please check it, or have a new one sent.")
            ) from error


class _SecondFactorGuard(_PastedCode):
    """Six digits are few: without a count that outlives the cache they could be tried through."""

    user: Any

    def clean_code(self) -> str:
        person = str(self.user.pk)
        if not attempts.claim(attempts.SECOND_FACTOR, person, now=clock.now()):
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        _spend(person, code)
        attempts.forget(attempts.SECOND_FACTOR, person)
        return code


class EnrolAppForm(_PastedCode, ActivateTOTPForm):
    """The first code of an app; it opens nothing afterwards."""

    def clean_code(self) -> str:
        code: str = super().clean_code()
        _spend(str(self.user.pk), code)
        return code


class GuardedAuthenticateForm(_SecondFactorGuard, AuthenticateForm):
    """The second factor at sign-in."""


class GuardedReauthenticateForm(_SecondFactorGuard, ReauthenticateForm):
    """The second factor before something delicate."""


def _spend(person: str, code: str) -> None:
    """Each code of an app opens once (RFC 6238, 5.2).

    Raises:
        ValidationError: it has.
    """
    if not attempts.claim(attempts.SPENT_CODE, f"{person}:{code}", now=clock.now()):
        raise get_adapter().validation_error("incorrect_code")

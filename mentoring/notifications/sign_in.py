"""Mails of the sign-in pages go through the outbox like all others."""

import uuid
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from mentoring.accounts.adapter import MAILED_CODE, ClosedAccountAdapter
from mentoring.accounts.models import User
from mentoring.common import clock
from mentoring.common.addresses import plain_address
from mentoring.notifications.rendering import absolute
from mentoring.notifications.services import limits, outbox
from programmes.cohorts.models import Programme

# What has changed about an account, in words of our own.
CHANGES: dict[str, Promise] = {
    "mfa/email/totp_activated": _("An authenticator app was added to your account."),
    "mfa/email/totp_deactivated": _("The authenticator app was removed from your account."),
    "mfa/email/webauthn_added": _("A passkey was added to your account."),
    "mfa/email/webauthn_removed": _("A passkey was removed from your account."),
    "mfa/email/recovery_codes_generated": _("New recovery codes were made for your account."),
    "account/email/email_changed": _("The e-mail address of your account was changed."),
}
ANY_CHANGE = _("Something about how you sign in was changed.")
CODE_MAILS = {
    "account/email/login_code",
    "account/email/email_confirmation",
    "account/email/email_confirmation_signup",
}


class OutboxAccountAdapter(ClosedAccountAdapter):
    """Posts what allauth wants to say, in our words and with links to the configured site."""

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        # Known and unknown addresses take the same way here, so that both take the same time.
        user = User.objects.filter(email=plain_address(email)).first()
        language = user.language if user else get_language() or settings.LANGUAGE_CODE
        kind, template, words = _what(template_prefix, context, language)
        posted = outbox.post(
            kind=kind,
            key=f"{kind}:{uuid.uuid4()}",
            to=email,
            language=language,
            template=f"sign_in/{template}",
            context={"sign_in_url": absolute(reverse("account_login")), **words},
            recipient_name=user.name if user else "",
            sender_name=self._programme(),
            now=clock.now(),
            source=self._source(),
        )
        if posted and "code" in context and self.request:
            self.request.session[MAILED_CODE] = context["code"]

    def _programme(self) -> str:
        """The name of the programme whose link led to the sign-in; "" where none did."""
        if not self.request:
            return ""
        slug = self.request.GET.get("programme") or self.request.session.get("programme", "")
        programme = Programme.objects.told(slug)
        return programme.name if programme else ""

    def _source(self) -> str:
        """Who asks; nobody where a command does."""
        return limits.network(self.get_client_ip(self.request)) if self.request else ""


def _what(
    prefix: str, context: dict[str, Any], language: str
) -> tuple[str, str, dict[str, object]]:
    """Kind, template and words of the mail that allauth calls `prefix`."""
    if prefix in CODE_MAILS:
        minutes = settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT // 60
        return "sign_in", "code", {"code": spaced(context["code"]), "minutes": minutes}
    if prefix == "account/email/unknown_account":
        return "sign_in", "unknown", {}
    with override(language):
        return "account_notice", "notice", {"change": str(CHANGES.get(prefix, ANY_CHANGE))}


def spaced(code: str) -> str:
    """As one reads it out: "123 456", with a space at which no line breaks."""
    return f"{code[:3]}\N{NO-BREAK SPACE}{code[3:]}"

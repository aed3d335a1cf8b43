"""Whether a person has a second factor, and whether this session has shown it."""

from typing import Any

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_enrolled(user: Any) -> bool:
    """Recovery codes alone are no second factor: they only stand in for one."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=KINDS).exists()


def was_shown(request: HttpRequest) -> bool:
    """Enrolment is not enough: a session begun with a stolen code before it must stay outside."""
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" for record in records)


def note_shown(request: HttpRequest) -> None:
    """Who has just enrolled a factor has shown it, and need not do so twice in a minute."""
    record_authentication(request, request.user, method="mfa", reauthenticated=True)

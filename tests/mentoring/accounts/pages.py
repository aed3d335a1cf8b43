"""The sign-in pages as a person uses them."""

import re
import time
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import TOTP_SECRET

LOGIN, CONFIRM = "account_login", "account_confirm_login_code"


def ask_for_code(client: Client, email: str, **extra: Any) -> HttpResponse:
    return client.post(reverse(LOGIN), {"login": email}, **extra)


def mailed_code(client: Client) -> str:
    """What the mail says: the pending sign-in holds the same code."""
    return client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]


def type_code(client: Client, code: str) -> HttpResponse:
    return client.post(reverse(CONFIRM), {"code": code})


def app_code(offset: int = 0) -> str:
    """What the authenticator app shows, now or some steps away."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // 30 + offset))


def type_app_code(client: Client, code: str) -> HttpResponse:
    return client.post(reverse("mfa_authenticate"), {"code": code})


def is_signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def without_tokens(page: HttpResponse) -> str:
    """The body but for what differs on every request."""
    body = re.sub(r'(nonce|value|content)="[\w+/=-]{22,}"', "", page.content.decode())
    return re.sub(r"\b[\w-]{64}\b", "", body)

"""Passkeys in a real browser, with an authenticator that the browser itself plays."""

from urllib.parse import urlsplit

import pytest
from django.conf import settings as configured
from django.urls import reverse

from tests.client import SignedInClient
from tests.factories.accounts import make_staff, make_user

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ON_THIS_DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(browser, live_server, settings):
    # The framework reads it when it is asked; over plain HTTP only a local host may have passkeys.
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    context = browser.new_context(base_url=live_server.url, locale="en-GB")
    context.set_default_timeout(10_000)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("WebAuthn.enable")
    tools.send("WebAuthn.addVirtualAuthenticator", {"options": ON_THIS_DEVICE})
    faults = []
    page.on("console", lambda said: said.type == "error" and faults.append(said.text))
    yield page
    context.close()
    assert faults == []


def sign_in(page, user, live_server) -> None:
    """As if by a mailed code, which has tests of its own."""
    client = SignedInClient()
    client.force_login(user)
    name = configured.SESSION_COOKIE_NAME
    cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
    page.context.add_cookies([cookie])


def add_passkey(page) -> None:
    page.goto(reverse("mfa_add_webauthn"))
    page.get_by_label("Passwordless").check()
    page.get_by_role("button", name="Add a passkey").click()
    page.wait_for_url(f"**{reverse('mfa_view_recovery_codes')}")


def enter_with_passkey(page, start: str) -> str:
    """The path on which somebody lands."""
    page.context.clear_cookies()
    page.goto(start)
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(lambda url: "/accounts/" not in url)
    return urlsplit(page.url).path


def test_somebody_adds_a_passkey_and_signs_in_with_it(page, live_server):
    sign_in(page, make_user(), live_server)
    add_passkey(page)
    assert enter_with_passkey(page, reverse("account_login")) == reverse("home:start")


def test_for_staff_a_passkey_is_both_factors(page, live_server):
    sign_in(page, make_staff(mfa=False), live_server)
    add_passkey(page)
    # Adding it has shown it: the staff area is open at once.
    page.goto(reverse("admin:index"))
    assert urlsplit(page.url).path == reverse("admin:index")
    assert enter_with_passkey(page, reverse("admin:index")) == reverse("admin:index")


def test_a_deactivated_persons_passkey_opens_nothing(page, live_server):
    user = make_user()
    sign_in(page, user, live_server)
    add_passkey(page)
    type(user).objects.update(is_active=False)
    page.context.clear_cookies()
    page.goto(reverse("account_login"))
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url(f"**{reverse('account_inactive')}")

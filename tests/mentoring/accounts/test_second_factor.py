"""Enrolling, showing and losing the second factor, without any password."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from django.urls import reverse

from mentoring.notifications.models import Mail
from tests.factories.accounts import make_staff, make_user
from tests.mentoring.accounts.pages import app_code

pytestmark = pytest.mark.django_db


def code_of(secret: str) -> str:
    """RFC 6238, written out: what any authenticator app shows for `secret` now."""
    counter = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.new(base64.b32decode(secret), counter, hashlib.sha1).digest()
    place = digest[-1] & 15
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


def enrol(client) -> None:
    client.get(reverse("mfa_activate_totp"))
    code = code_of(client.session["mfa.totp.secret"])
    client.post(reverse("mfa_activate_totp"), {"code": code})


def test_new_staff_enrol_and_are_in_at_once(client):
    client.force_login(make_staff(mfa=False))
    enrol(client)
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_mail_tells_of_it(client, django_capture_on_commit_callbacks):
    """Whoever enrolled it: the owner of the mailbox learns that somebody did."""
    staff = make_staff(mfa=False)
    client.force_login(staff)
    with django_capture_on_commit_callbacks(execute=True):
        enrol(client)
    assert Mail.objects.filter(kind="account_notice", to=staff.email).exists()


def test_the_recovery_codes_are_shown_after_enrolling(client):
    client.force_login(make_staff(mfa=False))
    enrol(client)
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert page.status_code == 200
    assert page.content.decode().count("<code>") == 10
    assert client.get(reverse("mfa_download_recovery_codes")).status_code == 200


def test_a_recovery_code_stands_in_once(client):
    staff = make_staff(mfa=False)
    client.force_login(staff)
    enrol(client)
    code = staff.authenticator_set.get(type="recovery_codes").wrap().get_unused_codes()[0]
    for answer in (302, 200):
        browser = type(client)()
        super(type(browser), browser).force_login(staff)
        again = reverse("mfa_reauthenticate")
        assert browser.post(again, {"code": code, "next": "/admin/"}).status_code == answer


def test_delicate_pages_ask_for_the_factor_first(client):
    client.force_login(make_staff())
    for name in ("mfa_generate_recovery_codes", "mfa_deactivate_totp", "mfa_add_webauthn"):
        answer = client.get(reverse(name))
        assert answer.headers["Location"].startswith(reverse("mfa_reauthenticate")), name


def test_after_showing_it_they_open(client):
    client.force_login(make_staff())
    next_page = reverse("mfa_generate_recovery_codes")
    answer = client.post(reverse("mfa_reauthenticate"), {"code": app_code(), "next": next_page})
    assert answer.headers["Location"] == next_page
    assert client.get(next_page).status_code == 200


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example"])
def test_showing_it_leads_nowhere_else(client, target):
    client.force_login(make_staff())
    answer = client.post(reverse("mfa_reauthenticate"), {"code": app_code(), "next": target})
    assert answer.headers["Location"] == reverse("home:start")


@pytest.mark.parametrize(
    "name",
    [
        "mfa_index",
        "mfa_activate_totp",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "account_logout",
    ],
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_mentees_may_have_one_too(client, name, language):
    client.force_login(make_user())
    page = client.get(reverse(name), headers={"accept-language": language})
    assert page.status_code == 200

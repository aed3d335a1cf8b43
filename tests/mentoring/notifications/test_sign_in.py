"""Mails of the sign-in pages."""

import pytest
from django.core.cache import cache
from django.urls import reverse

from mentoring.notifications.limits import CODES
from mentoring.notifications.models import Mail, MailRequest
from mentoring.notifications.sign_in import CHANGES, OutboxAccountAdapter
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_limits_left_from_before():
    cache.clear()


def ask(client, email, **extra):
    return client.post(reverse("account_login"), {"login": email}, **extra)


def test_a_code_is_mailed_in_the_language_of_the_account(client):
    make_user("mara@example.org", name="Mara", language="en")
    ask(client, "mara@example.org")
    mail = Mail.objects.get()
    pending = client.session["account_login"]["state"]["stages"]["login_by_code"]["data"]["code"]
    assert (mail.kind, mail.to, mail.language) == ("sign_in", "mara@example.org", "en")
    assert (mail.recipient_name, mail.priority) == ("Mara", 0)
    spaced = f"{pending[:3]}\N{NO-BREAK SPACE}{pending[3:]}"
    assert mail.text.count(spaced) == 1
    assert spaced in mail.html
    assert "15 minutes" in mail.text
    assert mail.subject == f"{pending[:3]} {pending[3:]} is your code"


def test_an_unknown_address_gets_a_mail_too_and_no_code(client):
    ask(client, "nobody@example.org")
    mail = Mail.objects.get()
    assert (mail.kind, mail.to) == ("sign_in", "nobody@example.org")
    assert "account_login" not in client.session or "code" not in str(
        client.session["account_login"]["state"]["stages"]["login_by_code"]["data"].get("code")
        or ""
    )


def test_links_name_the_configured_site_whatever_the_host_header_says(client, settings):
    settings.SITE_URL, settings.ALLOWED_HOSTS = "https://mentoring.example", ["*"]
    ask(client, "nobody@example.org", headers={"host": "evil.example"})
    mail = Mail.objects.get()
    assert f"https://mentoring.example{reverse('account_login')}" in mail.text
    assert "evil" not in mail.text + mail.html + mail.message_id


@pytest.mark.parametrize("prefix", [*CHANGES, "account/email/something_new"])
def test_a_change_to_the_account_is_told_in_our_words(prefix):
    OutboxAccountAdapter().send_mail(prefix, "mara@example.org", {"ip": "192.0.2.1"})
    mail = Mail.objects.get()
    assert mail.kind == "account_notice"
    assert reverse("account_login") in mail.text
    assert "192.0.2.1" not in mail.text


def test_codes_are_limited_for_an_address_and_noted_for_a_network(client):
    """The page answers the same; only the mail stays away."""
    make_user("mara@example.org")
    answers = set()
    for _ in range(CODES.per_recipient + 1):
        client.cookies.clear()
        cache.clear()  # the sign-in page has limits of its own
        answer = ask(client, "mara@example.org")
        answers.add((answer.status_code, answer.get("Location")))
    assert len(answers) == 1
    assert Mail.objects.filter(kind="sign_in").count() == CODES.per_recipient
    assert MailRequest.objects.exclude(source="").count() == CODES.per_recipient
    assert MailRequest.objects.values("source").distinct().count() == 1

"""The mailbox page exists in development, and nowhere else."""

import importlib
import os
import subprocess
import sys

import pytest
from django.conf import settings as configured
from django.urls import Resolver404, clear_url_caches, resolve, reverse

import mentoring.urls
from mentoring.common import clock
from mentoring.notifications.services.outbox import to_ics
from tests.factories.accounts import make_staff
from tests.factories.mails import make_mail
from tests.mentoring.accounts.pages import app_code
from tests.mentoring.notifications.test_calendar import invitation


def reload_addresses():
    importlib.reload(mentoring.urls)
    clear_url_caches()


@pytest.fixture
def development(settings):
    settings.DEBUG = True
    reload_addresses()
    yield settings
    settings.DEBUG = False
    reload_addresses()


FIND = """
import django; django.setup()
from django.urls import get_resolver, Resolver404, resolve
try:
    resolve("/mailbox/"); print("exists")
except Resolver404:
    print("does not exist")
"""


@pytest.mark.parametrize(("debug", "answer"), [("true", "exists"), ("false", "does not exist")])
def test_the_address_exists_in_development_only(debug, answer):
    env = os.environ | {
        "DJANGO_SETTINGS_MODULE": "mentoring.settings",
        "DEBUG": debug,
        "SECRET_KEY": "x" * 50,
        "SITE_URL": "https://mentoring.example",
    }
    command = [sys.executable, "-c", FIND]
    output = subprocess.check_output(command, env=env, cwd=configured.BASE_DIR, text=True)
    assert output.strip() == answer


@pytest.mark.django_db
def test_without_debug_even_the_view_is_gone(client, development):
    mail = make_mail()
    address = reverse("mailbox:mail", args=[mail.pk])
    development.DEBUG = False
    for path in ("/mailbox/", address, f"{address}html/", f"{address}invite.ics"):
        assert client.get(path).status_code == 404
    reload_addresses()
    with pytest.raises(Resolver404):
        resolve("/mailbox/")


@pytest.mark.django_db
def test_the_list_is_newest_first_and_shows_the_codes_of_staff(client, development):
    make_staff(email="mo@example.org")
    first, second = make_mail(subject="Zuerst"), make_mail(subject="Danach <b>")
    page = client.get("/mailbox/").content.decode()
    assert page.index("Danach &lt;b&gt;") < page.index("Zuerst")
    assert "mo@example.org" in page
    assert app_code() in page or app_code(-1) in page
    only = client.get("/mailbox/", {"to": first.to}).content.decode()
    assert "Zuerst" in only
    assert second.to not in only


@pytest.mark.django_db
def test_a_mail_with_all_its_parts(client, development):
    link = f"{development.SITE_URL}/apply/abc/"
    ics = to_ics(invitation()).decode()
    mail = make_mail(
        text=f"Hier: {link}\n",
        html="<head></head><p>Hier</p>",
        calendar=ics,
        calendar_method="REQUEST",
    )
    address = reverse("mailbox:mail", args=[mail.pk])
    response = client.get(address)
    assert "frame-src 'self'" in response.headers["Content-Security-Policy"]
    page = response.content.decode()
    assert f'<a href="{link}">' in page
    assert "Message-ID: " in page
    assert "BEGIN:VCALENDAR" in page
    framed = client.get(f"{address}html/")
    assert framed.content.decode() == '<head><base target="_blank"></head><p>Hier</p>'
    assert framed.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "script-src 'none'" in framed.headers["Content-Security-Policy"]
    assert "sandbox allow-popups" in framed.headers["Content-Security-Policy"]
    assert client.get(f"{address}invite.ics").content.decode() == ics


@pytest.mark.django_db
def test_a_mail_without_words_yet(client, development):
    mail = make_mail(subject="", text="", html="", next_attempt_at=clock.now())
    assert client.get(reverse("mailbox:mail", args=[mail.pk])).status_code == 200
    assert client.get(reverse("mailbox:calendar", args=[mail.pk])).status_code == 404

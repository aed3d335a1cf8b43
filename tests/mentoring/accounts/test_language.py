"""A chosen language holds for what is read on this device, and for no mail."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def choose(client, language, **more):
    return client.post(reverse("set_language"), {"language": language, **more})


def test_anybody_may_choose_and_needs_no_token():
    client = Client(enforce_csrf_checks=True)
    assert choose(client, "en", next="/").headers["Location"] == "/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_it_leads_nowhere_else(client):
    assert choose(client, "en", next="https://evil.example/").headers["Location"] == "/"


@pytest.mark.parametrize("before", ["de", "en", "de-informal"])
@pytest.mark.parametrize("chosen", ["de", "en", "xx", ""])
def test_mails_keep_their_language(client, before, chosen):
    """Who looks at a page in English has not asked for English mails."""
    user = make_user(language=before)
    client.force_login(user)
    choose(client, chosen)
    user.refresh_from_db()
    assert user.language == before


def test_reading_the_address_changes_nothing(client):
    user = make_user(language="de")
    client.force_login(user)
    client.get(reverse("set_language"), {"language": "en"})
    user.refresh_from_db()
    assert user.language == "de"

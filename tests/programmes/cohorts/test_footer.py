"""The footer leads to the legal pages, on pages of no programme, too."""

import pytest
from django.urls import reverse

from tests.factories.cohorts import make_legal_page, make_programme

pytestmark = pytest.mark.django_db


def test_the_sign_in_belongs_to_the_only_programme(client):
    page = make_legal_page(kind="imprint")
    address = reverse("applications:legal", args=[page.programme.slug, "imprint"])
    assert address in client.get(reverse("account_login")).content.decode()

    make_programme()
    assert address not in client.get(reverse("account_login")).content.decode()

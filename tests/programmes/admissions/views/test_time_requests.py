"""Wishes for a time: kept as they are typed, and sent only by their button."""

import pytest
from django.test import Client

from programmes.admissions.models import TimeRequest

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(site):
    return site.status(page="wish")


@pytest.mark.parametrize(
    ("way", "leads_to"), [("back", "/book/"), ("language-en", "/wish/"), ("home", "/")]
)
def test_left_by_another_way_nothing_is_sent_and_all_is_kept(site, path, way, leads_to):
    answer = Client().post(path, {"text": "Nur montags", "zone": "Mars", "way": way})
    assert answer["Location"].endswith(leads_to)
    assert not TimeRequest.objects.exists()
    page = Client().get(f"{path}?zone=Europe/Berlin").content.decode()
    assert "Nur montags" in page
    assert 'value="Mars"' in page
    assert "error-summary" not in page


def test_sent_it_is_a_wish_and_nothing_waits(site, path):
    client = Client()
    client.post(path, {"text": "Nur montags", "zone": "Europe/Berlin", "way": "stay"})
    client.post(path, {"text": "Nur montags", "zone": "Europe/Berlin"})
    site.sent.refresh_from_db()
    assert site.sent.unfinished == {}
    assert TimeRequest.objects.get().text == "Nur montags"


def test_neither_question_is_called_optional_as_one_of_the_two_is_needed(path):
    page = Client().get(path).content.decode()
    assert 'class="optional"' not in page
    refused = Client().post(path, {"zone": "Europe/Berlin"})
    assert refused.status_code == 422


def test_when_it_was_sent_is_not_changed_by_typing(site, path):
    before = site.sent.saved_at
    Client().post(path, {"text": "x", "zone": "Europe/Berlin", "way": "stay"})
    site.sent.refresh_from_db()
    assert site.sent.saved_at == before

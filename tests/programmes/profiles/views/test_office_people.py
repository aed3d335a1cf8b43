"""A mentor lets people of the office in, and out again."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mentoring.common import clock
from mentoring.notifications.models import Mail
from programmes.profiles.models import Delegate
from tests.factories.profiles import make_delegate, make_mentor

pytestmark = pytest.mark.django_db
FOUND, MISSING, CONFLICT, REFUSED = 302, 404, 409, 422


@pytest.fixture
def mentor(client):
    found = make_mentor()
    client.force_login(found.user)
    return found


def soon(days=60):
    return (timezone.localdate(clock.now()) + timedelta(days=days)).isoformat()


def form(**changes):
    return {
        "name": "Nina Kern",
        "email": "kern@example.org",
        "scopes": ["calendar", "log"],
        "expires_on": soon(),
        **changes,
    }


def url(name, mentor, *args):
    return reverse(f"profiles:{name}", args=[mentor.pk, *args])


def test_inviting_mails_a_link_and_lists_the_person(client, mentor):
    assert client.post(url("office", mentor), form()).status_code == FOUND
    delegate = Delegate.objects.get()
    assert (delegate.mentor, delegate.invited_by_staff) == (mentor, False)
    assert Mail.objects.get().to == "kern@example.org"
    assert "Nina Kern" in client.get(url("office", mentor)).text


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"email": "kern"}, REFUSED),
        ({"name": ""}, REFUSED),
        ({"scopes": []}, REFUSED),
        ({"scopes": ["all"]}, REFUSED),
        ({"expires_on": "2020-01-01"}, REFUSED),
        ({"expires_on": "2099-01-01"}, REFUSED),
    ],
)
def test_mistakes_are_told_and_nothing_is_lost(client, mentor, changes, status):
    response = client.post(url("office", mentor), form(**changes))
    assert response.status_code == status
    assert "name" in changes or "Nina Kern" in response.text
    assert not Delegate.objects.exists()
    assert not Mail.objects.exists()


def test_an_address_that_is_there_already_is_a_conflict(client, mentor):
    known = make_delegate(mentor)
    response = client.post(url("office", mentor), form(email=known.email))
    assert response.status_code == CONFLICT


def test_the_mentor_prolongs_sends_links_and_ends(client, mentor):
    delegate = make_delegate(mentor)
    data = {"scopes": ["calendar"], "expires_on": soon(90)}
    client.post(url("grant", mentor, delegate.pk), data)
    client.post(url("office_link", mentor, delegate.pk))
    delegate.refresh_from_db()
    assert (delegate.expires_on.isoformat(), delegate.scopes) == (soon(90), ["calendar"])
    assert delegate.link_version == 1

    for _twice in range(2):
        assert client.post(url("office_revoke", mentor, delegate.pk)).status_code == FOUND
    delegate.refresh_from_db()
    assert delegate.revoked_at
    assert delegate.name not in client.get(url("office", mentor)).text.split("<h1>")[1]


def test_people_of_other_offices_are_not_found(client, mentor):
    foreign = make_delegate(make_mentor(mentor.cohort))
    for name in ("grant", "office_link", "office_revoke"):
        address = url(name, mentor, foreign.pk)
        assert client.post(address, form()).status_code == MISSING
    foreign.refresh_from_db()
    assert (foreign.revoked_at, foreign.link_version) == (None, 0)


def test_slipped_in_fields_change_nothing(client, mentor):
    other = make_mentor(mentor.cohort)
    slipped = {
        "mentor": str(other.pk),
        "invited_by_staff": "on",
        "revoked_at": "",
        "link_version": "9",
    }
    client.post(url("office", mentor), form(**slipped))
    delegate = Delegate.objects.get()
    assert (delegate.mentor, delegate.invited_by_staff, delegate.link_version) == (mentor, False, 0)

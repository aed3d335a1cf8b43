"""The staff area opens only to active staff who have shown their second factor."""

import uuid

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from tests.factories.accounts import enrol_totp, make_staff, make_user

pytestmark = pytest.mark.django_db
OPEN_TO_ALL = {"login"}


def admin_addresses() -> list[str]:
    """Every address of the admin site, with made-up values for its parts."""
    resolver = next(
        r for r in get_resolver().url_patterns if getattr(r, "namespace", "") == "admin"
    )
    return sorted(set(_addresses(resolver.url_patterns, "/admin/")))


def _addresses(patterns, prefix):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _addresses(pattern.url_patterns, prefix + _filled(pattern.pattern))
        elif pattern.name not in OPEN_TO_ALL:
            yield prefix + _filled(pattern.pattern)


def _filled(pattern) -> str:
    route = str(pattern)
    if route.startswith("^"):
        route = "cohorts/"
    for name, converter in pattern.converters.items():
        value = "1" if type(converter).__name__ != "UUIDConverter" else str(uuid.UUID(int=0))
        route = route.replace(f"<path:{name}>", value).replace(f"<int:{name}>", value)
        route = route.replace(f"<uuid:{name}>", value).replace(f"<str:{name}>", value)
        route = route.replace(f"<slug:{name}>", value).replace(f"<{name}>", value)
    return route


def test_the_walk_finds_the_whole_admin():
    found = admin_addresses()
    assert "/admin/" in found
    assert "/admin/jsi18n/" in found
    assert "/admin/cohorts/cohort/1/change/" in found
    assert not [address for address in found if "<" in address]


def test_staff_without_second_factor_reach_no_admin_address(client):
    client.force_login(make_staff(mfa=False))
    for address in admin_addresses():
        answer = client.get(address)
        assert (answer.status_code, answer.headers.get("Location")) == (
            302,
            reverse("mfa_index"),
        ), address
        assert client.post(address).status_code == 403, address


def test_they_are_told_what_is_missing(client):
    client.force_login(make_staff(mfa=False, language="en"))
    page = client.get(reverse("admin:index"), follow=True, headers={"accept-language": "en"})
    assert "second factor" in page.content.decode()


def test_enrolment_is_not_enough_for_a_session_that_never_showed_it():
    """Who signed in with a stolen code before the owner enrolled stays outside."""
    client = Client()
    staff = make_staff(mfa=False)
    client.force_login(staff)
    enrol_totp(staff)
    for address in admin_addresses():
        assert client.get(address).headers["Location"].startswith(reverse("mfa_reauthenticate"))
        assert client.post(address).status_code == 403, address


def test_anonymous_people_are_asked_to_sign_in_and_come_back(client):
    for address in admin_addresses():
        answer = client.get(address)
        assert answer.status_code == 302, address
        assert answer.headers["Location"].startswith(reverse("account_login") + "?next=/admin/")


def test_people_who_are_not_staff_are_refused(client):
    someone = make_user()
    enrol_totp(someone)
    client.force_login(someone)
    for address in admin_addresses():
        assert client.get(address).status_code == 403, address
        assert client.post(address).status_code == 403, address


def test_staff_with_second_factor_get_in(client):
    client.force_login(make_staff())
    assert client.get(reverse("admin:index")).status_code == 200


def test_taking_the_second_factor_away_closes_the_door(client):
    staff = make_staff()
    client.force_login(staff)
    staff.authenticator_set.all().delete()
    assert client.get(reverse("admin:index")).headers["Location"] == reverse("mfa_index")


def test_the_admin_has_no_form_for_passwords(client):
    assert client.get("/admin/login/").headers["Location"] == "/admin/"
    client.force_login(make_staff())
    assert client.get("/admin/password_change/").status_code == 404

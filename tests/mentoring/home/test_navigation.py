"""The side bar offers what serves the person, and nothing that would be refused."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from mentoring.accounts.states import Role
from mentoring.home.navigation import GROUPS, languages, sidebar
from tests.factories.accounts import make_operator, make_staff

pytestmark = pytest.mark.django_db


def offered(person) -> list[str]:
    request = RequestFactory().get("/admin/")
    request.user = person
    groups = sidebar(request)["navigation"]
    assert all(group["items"] for group in groups)
    return [item["link"] for group in groups for item in group["items"]]


def test_every_entry_names_a_list_that_exists():
    registered = {(model._meta.app_label, model._meta.model_name) for model in admin.site._registry}
    named = {entry[2:4] for _, entries in GROUPS for entry in entries}
    assert named <= registered


@pytest.mark.parametrize("role", list(Role))
def test_every_offered_page_opens(client, role):
    person = make_staff(role)
    client.force_login(person)
    links = offered(person)
    assert "/admin/" in links
    for link in links:
        assert client.get(link, follow=True).status_code == 200, link


def test_each_role_has_its_own():
    assert "/admin/accounts/user/" in offered(make_staff(Role.MANAGER))
    assert "/admin/privacy/accesslog/" in offered(make_staff(Role.AUDITOR))
    assert "/admin/admissions/interview/" in offered(make_staff(Role.INTERVIEWER))
    assert offered(make_staff(Role.SAFEGUARDING)) == ["/admin/"]
    assert "/admin/cohorts/programme/" in offered(make_operator())


def test_the_tone_of_german_is_not_a_choice():
    assert [each["code"] for each in languages(RequestFactory().get("/"))] == ["de", "en"]

"""A programme with two managers, and a client that one of them uses."""

import pytest
from django.urls import reverse

from mentoring.accounts.states import Role
from tests.factories.accounts import make_staff
from tests.factories.cohorts import make_programme


@pytest.fixture
def programme(db):
    return make_programme()


@pytest.fixture
def manager(programme):
    return make_staff(Role.MANAGER, programme, name="Miriam Osei", language="en")


@pytest.fixture
def colleague(programme):
    return make_staff(Role.MANAGER, programme, name="Jonas Albrecht")


@pytest.fixture
def as_manager(client, manager):
    client.force_login(manager)
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def address():
    """The address of a page: `address("close", task)`."""

    def find(name, task=None):
        return reverse(f"admin:worklist_task_{name}", args=[task.pk] if task else [])

    return find

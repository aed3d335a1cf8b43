"""A new address gets links of its own, whatever was mailed a moment ago."""

import pytest

from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.admissions.services import contacts
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db
NEW = "neu@example.org"


def test_who_asked_for_lost_links_gets_those_to_the_new_address_too():
    application = make_application()
    applications.mail_links(application.email, now=NOW)
    applications.mail_links(application.email, now=NOW)
    contacts.ask_for(application, email=NEW, now=NOW)
    contacts.confirm(application, now=NOW)

    sent = Mail.objects.filter(kind="application_link", to=NEW).order_by("created_at", "pk")
    assert sent.count() == 2, "the one that waited, and one with links that open something"


def test_a_link_to_an_address_that_is_not_meant_any_more_changes_nothing():
    application = make_application(email="alt@example.org")
    contacts.ask_for(application, email="erst@example.org", now=NOW)
    as_linked = Application.objects.get()
    contacts.ask_for(application, email=NEW, now=NOW)

    with pytest.raises(DomainError) as refusal:
        contacts.confirm(as_linked, now=NOW)

    assert refusal.value.code == "confirmed"
    row = Application.objects.get()
    assert (row.email, row.new_email) == ("alt@example.org", NEW)


def test_a_new_address_is_not_confirmed_once_the_application_is_over():
    application = make_application(email="alt@example.org")
    contacts.ask_for(application, email=NEW, now=NOW)
    Application.objects.update(state=ApplicationState.WITHDRAWN)

    with pytest.raises(DomainError) as refusal:
        contacts.confirm(application, now=NOW)

    assert refusal.value.code == "over"
    assert Application.objects.get().email == "alt@example.org"

"""A new address gets links of its own, whatever was mailed a moment ago."""

import pytest

from mentoring.notifications.models import Mail
from programmes.admissions.services import contacts
from programmes.applications.services import applications
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

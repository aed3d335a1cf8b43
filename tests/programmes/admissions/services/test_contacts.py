"""A new address gets links of its own, whatever was mailed a moment ago."""

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.admissions.services import contacts
from programmes.applications.models import Application
from programmes.applications.services import applications
from programmes.applications.states import ApplicationState
from tests.factories.applications import NOW, make_application
from tests.factories.mails import make_mail
from tests.factories.privacy import APPLICANT

pytestmark = pytest.mark.django_db
NEW = "neu@example.org"
STAFF = Actor.holder("staff")


def told(application):
    return [(each.event, each.actor_role) for each in application.transitions.order_by("pk")]


def test_a_name_put_right_stands_in_waiting_mails_and_in_the_history():
    application = make_application(given_name="Amna", family_name="Hadad")
    mail = make_mail(to=application.email, subject_id=application.subject_id)
    for _twice in range(2):
        contacts.correct(application, given_name="Amina", family_name="Haddad", by=STAFF, now=NOW)
    mail.refresh_from_db()
    assert str(Application.objects.get()) == mail.recipient_name == "Amina Haddad"
    assert told(application) == [("name_corrected", "staff")]


def test_the_history_tells_who_asked_for_another_address_and_who_confirmed_it():
    application = make_application(email="alt@example.org")
    contacts.ask_for(application, email=NEW, by=STAFF, now=NOW)
    assert Application.objects.get().email == "alt@example.org"
    contacts.confirm(application, by=APPLICANT, now=NOW)
    assert told(application) == [("address_asked", "staff"), ("address_changed", "applicant")]
    assert Mail.objects.get(kind="address_changed").to == "alt@example.org"


def test_who_asked_for_lost_links_gets_those_to_the_new_address_too():
    application = make_application()
    applications.mail_links(application.email, now=NOW)
    applications.mail_links(application.email, now=NOW)
    contacts.ask_for(application, email=NEW, by=APPLICANT, now=NOW)
    contacts.confirm(application, by=APPLICANT, now=NOW)

    sent = Mail.objects.filter(kind="application_link", to=NEW).order_by("created_at", "pk")
    assert sent.count() == 2, "the one that waited, and one with links that open something"


def test_a_link_to_an_address_that_is_not_meant_any_more_changes_nothing():
    application = make_application(email="alt@example.org")
    contacts.ask_for(application, email="erst@example.org", by=APPLICANT, now=NOW)
    as_linked = Application.objects.get()
    contacts.ask_for(application, email=NEW, by=APPLICANT, now=NOW)

    with pytest.raises(DomainError) as refusal:
        contacts.confirm(as_linked, by=APPLICANT, now=NOW)

    assert refusal.value.code == "confirmed"
    row = Application.objects.get()
    assert (row.email, row.new_email) == ("alt@example.org", NEW)


def test_a_new_address_is_not_confirmed_once_the_application_is_over():
    application = make_application(email="alt@example.org")
    contacts.ask_for(application, email=NEW, by=APPLICANT, now=NOW)
    Application.objects.update(state=ApplicationState.WITHDRAWN)

    with pytest.raises(DomainError) as refusal:
        contacts.confirm(application, by=APPLICANT, now=NOW)

    assert refusal.value.code == "over"
    assert Application.objects.get().email == "alt@example.org"

"""A name and an address put right, with all that hangs on them."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress

from mentoring.accounts.models import User
from mentoring.common.actors import Actor
from mentoring.notifications.models import Mail, Preference
from programmes.profiles import links
from programmes.profiles.models import Profile
from programmes.profiles.services import identity
from tests.errors import refused
from tests.factories.accounts import make_user
from tests.factories.applications import NOW, make_application
from tests.factories.mails import make_mail
from tests.factories.profiles import make_enrolment, make_mentee, make_mentor
from tests.mentoring.accounts.pages import is_signed_in

pytestmark = pytest.mark.django_db
STAFF = Actor.holder("staff")
NEW = "neu@example.org"


@pytest.fixture
def person():
    user = make_user("alt@example.org", name="Amna Hadad")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return make_mentee(user=user, given_name="Amna", family_name="Hadad")


def copies(person):
    """What repeats name and address elsewhere."""
    names = {"given_name": "Amna", "family_name": "Hadad", "email": "alt@example.org"}
    application = make_application(person.cohort, subject=person.subject, **names)
    enrolment = make_enrolment(subject=person.subject, **names)
    later = make_mentor(user=person.user, given_name="Amna", family_name="Hadad")
    mail = make_mail(
        to="alt@example.org", recipient_name="Amna Hadad", subject_id=person.subject_id
    )
    return application, enrolment, later, mail


def fresh(*rows):
    for row in rows:
        row.refresh_from_db()
    return rows


def move(person, **more):
    identity.ask_for(person, email=NEW, by=STAFF, now=NOW)
    identity.confirm(person, by=STAFF, now=NOW)


def test_a_name_is_put_right_wherever_it_stands(person):
    rows = copies(person)
    identity.rename(person, given_name="Amina", family_name="Haddad", by=STAFF, now=NOW)
    application, enrolment, later, mail = fresh(*rows)
    assert {str(row) for row in (*fresh(person), application, enrolment, later)} == {"Amina Haddad"}
    assert mail.recipient_name == User.objects.get(pk=person.user_id).name == "Amina Haddad"
    assert Profile.objects.search("haddad").count() == 2
    assert {each.event for each in person.transitions.all()} == {"name_corrected"}
    identity.rename(person, given_name="Amina", family_name="Haddad", by=STAFF, now=NOW)
    assert person.transitions.count() == 1


def test_until_the_link_is_used_everything_stays(person):
    application, *_others = copies(person)
    assert identity.ask_for(person, email=f" {NEW.upper()}\u200b", by=STAFF, now=NOW)
    assert User.objects.get(pk=person.user_id).email == "alt@example.org"
    assert fresh(application)[0].email == "alt@example.org"
    assert Mail.objects.get(kind="own_address_confirm").to == NEW


def test_with_the_link_all_that_hangs_on_it_follows(person, client):
    application, enrolment, _later, mail = copies(person)
    Preference.objects.create(subject_id=person.subject_id, address="alt@example.org")
    client.force_login(person.user)
    versions = application.link_version, enrolment.link_version
    move(person)
    fresh(application, enrolment, mail)
    assert User.objects.get(pk=person.user_id).email == NEW
    assert {application.email, enrolment.email, mail.to} == {NEW}
    assert (application.link_version, enrolment.link_version) == tuple(v + 1 for v in versions)
    assert Preference.objects.get().address == NEW
    assert not EmailAddress.objects.exists()
    assert Mail.objects.get(kind="own_address_changed").to == "alt@example.org"
    assert client.get(f"/profile/{person.pk}/").status_code == 302
    assert not is_signed_in(client)
    events = [each.event for each in person.transitions.all()]
    assert events == ["address_asked", "address_changed"]


def test_a_link_ends_with_use_and_with_another_wish(person):
    identity.ask_for(person, email=NEW, by=STAFF, now=NOW)
    first = links.new_address_token(person)
    identity.ask_for(person, email="anders@example.org", by=STAFF, now=NOW + timedelta(minutes=1))
    second = links.new_address_token(person)
    with refused("link"):
        links.new_address_of(first)
    identity.confirm(links.new_address_of(second), by=STAFF, now=NOW)
    with refused("link"):
        links.new_address_of(second)


def test_who_is_confirmed_or_has_taken_it_back_is_not_moved(person):
    identity.ask_for(person, email=NEW, by=STAFF, now=NOW)
    old = Profile.objects.select_related("user").get(pk=person.pk)
    assert not identity.ask_for(person, email="Alt@example.org", by=STAFF, now=NOW)
    with refused("confirmed"):
        identity.confirm(old, by=STAFF, now=NOW)


def test_nobody_takes_over_the_account_of_somebody_else(person):
    make_user(NEW)
    identity.ask_for(person, email=NEW, by=STAFF, now=NOW)
    with refused("taken"):
        identity.confirm(person, by=STAFF, now=NOW)
    assert User.objects.get(pk=person.user_id).email == "alt@example.org"


def test_five_links_a_day(person):
    for number in range(5):
        identity.ask_for(person, email=f"x{number}@example.org", by=STAFF, now=NOW)
    with refused("too_often"):
        identity.ask_for(person, email=NEW, by=STAFF, now=NOW)

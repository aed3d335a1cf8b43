"""A parent says yes or no, takes a yes back, and is asked again where the address was wrong."""

from datetime import date, timedelta

import pytest

from mentoring.common.actors import Actor
from mentoring.common.errors import DomainError
from mentoring.notifications.models import Mail
from programmes.applications import links
from programmes.applications.services import guardians
from tests.factories.applications import NOW, make_application

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def application():
    return make_application(guardian_email="eltern@example.org", birth_date=date(2010, 5, 17))


PARENT = Actor.holder("guardian")


def agree(application, now=NOW):
    guardians.agree(application, language="de", by=PARENT, now=now)


def told():
    """What the applicant was told, in order."""
    return [
        "agreed" if "haben zugestimmt" in mail.subject else "refused"
        for mail in Mail.objects.filter(kind="guardian_answered").order_by("created_at")
    ]


def test_the_applicant_hears_of_a_yes_once(application):
    for minutes in (0, 1):
        agree(application, NOW + timedelta(minutes=minutes))
    assert guardians.agreed(application).at == NOW
    assert told() == ["agreed"]


def test_the_applicant_hears_of_a_no_once(application):
    for minutes in (0, 1):
        guardians.refuse(application, by=PARENT, now=NOW + timedelta(minutes=minutes))
    assert guardians.said_no(application)
    assert guardians.is_missing(application, now=NOW)
    assert told() == ["refused"]


def test_a_yes_can_be_taken_back_and_given_anew(application):
    agree(application)
    guardians.refuse(application, by=PARENT, now=NOW + HOUR)
    assert (guardians.said_no(application), guardians.agreed(application)) == (True, None)
    agree(application, NOW + 2 * HOUR)
    assert not guardians.said_no(application)
    guardians.refuse(application, by=PARENT, now=NOW + 3 * HOUR)
    assert told() == ["agreed", "refused", "agreed", "refused"]


def test_a_parent_can_be_asked_again_at_another_address_but_not_all_day(application):
    old = links.token_of(links.GUARDIAN, application)
    guardians.ask_again(application, email="Mutter@Example.org", now=NOW)

    mail = Mail.objects.get(kind="guardian_asked")
    assert mail.to == "mutter@example.org"
    with pytest.raises(links.LinkError):
        links.application_of(links.GUARDIAN, old)
    for minutes in (1, 2):
        guardians.ask_again(application, email=mail.to, now=NOW + timedelta(minutes=minutes))
    with pytest.raises(DomainError) as refusal:
        guardians.ask_again(application, email=mail.to, now=NOW + HOUR)
    assert refusal.value.code == "too_often"
    guardians.ask_again(application, email=mail.to, now=NOW + timedelta(days=1, minutes=1))


def test_who_has_agreed_is_not_asked_again(application):
    agree(application)
    with pytest.raises(DomainError) as refusal:
        guardians.ask_again(application, email="mutter@example.org", now=NOW)
    assert refusal.value.code == "not_missing"
